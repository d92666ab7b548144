"""A second verifier, written from docs/verification.md: standard library and `cryptography` alone.

It says ``None`` for what is right, or the name of the first thing that is wrong.
"""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class FaultError(Exception):
    """What is wrong, by its name."""


def unbase64(text: str) -> bytes:
    """Decode base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha256(content: bytes) -> str:
    """Return a digest in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(held: Any) -> bytes:
    """Return canonical JSON."""
    return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signature(content: bytes, jws: str, kind: str, jwks: dict[str, Any]) -> None:
    """Check a detached signature with an unencoded payload (RFC 7797)."""
    head, payload, signed = jws.split(".")
    header = json.loads(unbase64(head))
    found = [one for one in jwks["keys"] if one["kid"] == header["kid"]]
    if not found:
        raise FaultError("key-unknown")
    if payload or (header["alg"], header["typ"], header["b64"]) != ("Ed25519", kind, False):
        raise FaultError("signature-wrong")
    key = Ed25519PublicKey.from_public_bytes(unbase64(found[0]["x"]))
    try:
        key.verify(unbase64(signed), head.encode() + b"." + content)
    except InvalidSignature:
        raise FaultError("signature-wrong") from None


def entry(held: dict[str, Any]) -> None:
    """Check an entry against its digest."""
    if sha256(canonical(held["entry"])) != held["digest"]:
        raise FaultError("entry-digest")


def export(manifest: dict[str, Any], folder: Path) -> None:
    """Check the files of an export of lines of JSON."""
    for told in manifest["files"]:
        path = folder / told["name"]
        if not path.exists():
            raise FaultError("file-missing")
        content = path.read_bytes()
        _rows(gzip.decompress(content) if path.suffix == ".gz" else content, told["rows"])
        if len(content) != told["bytes"]:
            raise FaultError("file-size")
        if sha256(content) != told["sha256"]:
            raise FaultError("file-digest")
    if sum(one["rows"] for one in manifest["files"]) != manifest["counts"]["entries"]:
        raise FaultError("manifest-count")


def _rows(content: bytes, count: int) -> None:
    last = 0
    lines = content.splitlines()
    for line in lines:
        try:
            held = json.loads(line)
        except ValueError:
            raise FaultError("not-json") from None
        entry(held)
        if held["official_id"] <= last:
            raise FaultError("row-order")
        last = held["official_id"]
    if len(lines) != count:
        raise FaultError("row-count")


def seal(held: dict[str, Any]) -> None:
    """Check that a seal names the one before it."""
    before = held["previous"]["number"] if held["previous"] else 0
    if held["number"] != before + 1:
        raise FaultError("seal-wrong")


def proof(held: dict[str, Any], jwks: dict[str, Any]) -> None:
    """Check that an entry stands under a signed root (RFC 9162, 2.1.3.2)."""
    under = held["seal"]
    signature(canonical(under), held["seal_signature"], "karmasetu.apar-seal/1", jwks)
    seal(under)
    names = ("official_id", "version", "position", "digest")
    told = canonical({name: held[name] for name in names})
    over = hashlib.sha256(bytes.fromhex(held["salt"]) + told).digest()
    found = hashlib.sha256(b"\x00" + over).digest()
    fn, sn = held["index"], under["count"] - 1
    for one in held["path"]:
        beside = bytes.fromhex(one)
        if sn == 0:
            raise FaultError("proof-wrong")
        if fn & 1 or fn == sn:
            found = hashlib.sha256(b"\x01" + beside + found).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + beside).digest()
        fn, sn = fn >> 1, sn >> 1
    if sn or found.hex() != under["root"]:
        raise FaultError("proof-wrong")


def verdict(path: Path, keys: Path) -> str | None:
    """Return the name of the first thing that is wrong with a document, or None."""
    content, jwks = path.read_bytes(), json.loads(keys.read_bytes())
    held = json.loads(content)
    try:
        kind = held.get("schema", "karmasetu.answer/1")
        if kind == "karmasetu.apar-proof/1":
            proof(held, jwks)
            return None
        signature(content, path.with_name(path.name + ".jws").read_text(), kind, jwks)
        if kind == "karmasetu.apar-export/1":
            export(held, path.parent)
        elif kind == "karmasetu.apar-seal/1":
            seal(held)
        else:
            for one in held.get("entries", [held]):
                entry(one)
    except FaultError as fault:
        return str(fault)
    return None
