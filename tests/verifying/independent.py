"""A second verifier, written from docs/verification.md: standard library and `cryptography` alone.

It says ``None`` for what is right, or the name of the first thing that is wrong.
"""

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ANSWER, EXPORTS = "karmasetu.answer/1", ("karmasetu.apar-export/1", "karmasetu.apar-export/2")
# Of each kind of proof, which members of it the leaf is over.
LEAVES = {
    "karmasetu.apar-proof/1": ("official_id", "version", "position", "digest"),
    "karmasetu.apar-proof/2": (
        "official_id",
        "version",
        "position",
        "digest",
        "correction_digest",
    ),
}
Document = dict[str, Any]


class FaultError(Exception):
    """What is wrong, by its name."""


def unbase64(text: str) -> bytes:
    """Decode base64url without padding, written in the one way that is given out."""
    held = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(held).decode().rstrip("=") != text:
        raise ValueError("it is written otherwise than it was given out")
    return held


def unhex(text: str) -> bytes:
    """Return the bytes that are written in hexadecimal, in the one way that is given out."""
    if text != bytes.fromhex(text).hex():
        raise ValueError("it is written otherwise than it was given out")
    return bytes.fromhex(text)


def sha256(content: bytes) -> str:
    """Return a digest in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(held: Any) -> bytes:
    """Return canonical JSON."""
    return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def parsed(content: bytes) -> Document:
    """Return the object that some JSON holds."""
    try:
        held = json.loads(content)
    except ValueError:
        raise FaultError("not-json") from None
    if not isinstance(held, dict):
        raise FaultError("not-json")
    return held


def signature(content: bytes, jws: str, kind: str, jwks: Document) -> None:
    """Check a detached signature with an unencoded payload (RFC 7797)."""
    try:
        head, payload, signed = jws.split(".")
        header = json.loads(unbase64(head))
        over, raw = (payload, header["alg"], header["typ"], header["b64"]), unbase64(signed)
    except (KeyError, ValueError):
        raise FaultError("signature-wrong") from None
    found = [one for one in jwks["keys"] if one["kid"] == header.get("kid")]
    if not found:
        raise FaultError("key-unknown")
    if over != ("", "Ed25519", kind, False):
        raise FaultError("signature-wrong")
    key = Ed25519PublicKey.from_public_bytes(unbase64(found[0]["x"]))
    try:
        key.verify(raw, head.encode() + b"." + content)
    except InvalidSignature:
        raise FaultError("signature-wrong") from None


def entry(held: Document) -> Document:
    """Check an entry against its digest, and return it."""
    if not isinstance(held.get("entry"), dict) or not isinstance(held.get("digest"), str):
        raise FaultError("not-a-document")
    if sha256(canonical(held["entry"])) != held["digest"]:
        raise FaultError("entry-digest")
    return held


def export(manifest: Document, folder: Path) -> list[Document]:
    """Check the files of an export of lines of JSON, and return their rows."""
    found: list[Document] = []
    for told in manifest["files"]:
        path = folder / told["name"]
        if not path.exists():
            raise FaultError("file-missing")
        content = path.read_bytes()
        found += _rows(_unpacked(path, content), told)
        if len(content) != told["bytes"]:
            raise FaultError("file-size")
        if sha256(content) != told["sha256"]:
            raise FaultError("file-digest")
    if sum(one["rows"] for one in manifest["files"]) != manifest["counts"]["entries"]:
        raise FaultError("manifest-count")
    if (
        sha256("".join(f"{one['sha256']}\n" for one in manifest["files"]).encode())
        != (manifest["digest"])
    ):
        raise FaultError("manifest-digest")
    return found


def _unpacked(path: Path, content: bytes) -> bytes:
    try:
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (EOFError, OSError, ValueError, zlib.error):
        raise FaultError("file-unreadable") from None


def _rows(content: bytes, told: Document) -> list[Document]:
    found: list[Document] = []
    for line in content.splitlines():
        held = entry(parsed(line))
        if found and held["official_id"] <= found[-1]["official_id"]:
            raise FaultError("row-order")
        found.append(held)
    if len(found) != told["rows"]:
        raise FaultError("row-count")
    span = (told["first_official_id"], told["last_official_id"])
    if (found[0]["official_id"], found[-1]["official_id"]) != span:
        raise FaultError("row-outside")
    return found


def seal(held: Document) -> None:
    """Check that a seal names the one before it."""
    before = held["previous"]["number"] if held["previous"] else 0
    if held["number"] != before + 1 or not held["schema"].startswith("karmasetu.apar-seal/"):
        raise FaultError("seal-wrong")


def proof(held: Document, jwks: Document) -> None:
    """Check that an entry stands under a signed root (RFC 9162, 2.1.3.2)."""
    under = held["seal"]
    signature(canonical(under), held["seal_signature"], under["schema"], jwks)
    seal(under)
    if under["schema"].rpartition("/")[2] != held["schema"].rpartition("/")[2]:
        raise FaultError("proof-wrong")
    told = canonical({name: held[name] for name in LEAVES[held["schema"]]})
    try:
        salt, path = unhex(held["salt"]), [unhex(one) for one in held["path"]]
    except ValueError:
        raise FaultError("proof-wrong") from None
    if (
        root(hashlib.sha256(salt + told).digest(), held["index"], under["count"], path)
        != (under["root"])
    ):
        raise FaultError("proof-wrong")


def root(salted: bytes, index: int, size: int, path: Sequence[bytes]) -> str:
    """Return the root that a leaf and its path lead to."""
    found = hashlib.sha256(b"\x00" + salted).digest()
    fn, sn = index, size - 1
    for beside in path:
        if sn == 0:
            raise FaultError("proof-wrong")
        if fn & 1 or fn == sn:
            found = hashlib.sha256(b"\x01" + beside + found).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + beside).digest()
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise FaultError("proof-wrong")
    return found.hex()


def chains(seals: Iterable[Document]) -> dict[int, list[Document]]:
    """Check that each authority's seals are one chain, and return them in their order."""
    found: dict[int, list[Document]] = {}
    for one in sorted(seals, key=lambda held: (held["authority_id"], held["number"])):
        chain = found.setdefault(one["authority_id"], [])
        last = chain[-1] if chain else None
        if last is not None and last["number"] == one["number"]:
            if last != one:
                raise FaultError("chain-forked")
            continue
        if last is not None and one["number"] != last["number"] + 1:
            raise FaultError("chain-gap")
        if last is not None and one["previous"] != {
            "number": last["number"],
            "root": last["root"],
            "digest": sha256(canonical(last)),
        }:
            raise FaultError("chain-broken")
        chain.append(one)
    return found


def proved(rows: Iterable[Document], proofs: Iterable[Document]) -> None:
    """Hold entries, and the orders that they rest on, to the proofs shown with them."""
    shown = {one["official_id"]: one for one in proofs}
    for row in rows:
        held = shown.get(row["official_id"])
        if held is None:
            continue
        if held["digest"] != row["digest"]:
            raise FaultError("proof-stale")
        order = row.get("correction")
        if "correction_digest" in held and held["correction_digest"] != (
            None if order is None else sha256(canonical(order))
        ):
            raise FaultError("correction-wrong")


def replayed(told: Document, chain: Sequence[Document]) -> None:
    """Hold the seals shown of an authority to the last one that a manifest names."""
    if chain and chain[-1]["number"] < told["number"]:
        raise FaultError("seal-replayed")
    for one in chain:
        if one["number"] == told["number"] and (one["root"], sha256(canonical(one))) != (
            told["root"],
            told["digest"],
        ):
            raise FaultError("chain-broken")


def trail(manifests: Sequence[Document]) -> None:
    """Hold what manifests say of the audit trail together."""
    far = [(one["position"], one["audit"] or {"link": 0, "hash": ""}) for one in manifests]
    if any(set(map(type, told.values())) != {int, str} for _, told in far):
        raise FaultError("not-a-document")
    for position, told in far:
        for earlier, before in far:
            if told["link"] == before["link"] and told["hash"] != before["hash"]:
                raise FaultError("audit-forked")
            if earlier < position and told["link"] < before["link"]:
                raise FaultError("audit-cut")


def rows_of(path: Path, jwks: Document) -> tuple[Document, list[Document]]:
    """Check one document by itself; return it, and the entries that it shows."""
    content = path.read_bytes()
    held = parsed(content)
    kind = held.get("schema", ANSWER)
    if kind in LEAVES:
        proof(held, jwks)
        return held, []
    beside = path.with_name(path.name + ".jws")
    if not beside.exists():
        raise FaultError("signature-missing")
    signature(content, beside.read_text("ascii", errors="replace").strip(), kind, jwks)
    if kind in EXPORTS:
        return held, export(held, path.parent)
    if kind != ANSWER:
        seal(held)
        return held, []
    told = [one["published"] for one in held.get("changes", []) if one["published"] is not None]
    shown = told if "changes" in held else held.get("entries", [held])
    return held, [entry(one) for one in shown]


def check(keys: Path, paths: Sequence[Path], known_seal: str | None = None) -> None:
    """Check documents one by one and against each other; raise FaultError for the first fault."""
    jwks = json.loads(keys.read_bytes())
    read = [rows_of(path, jwks) for path in paths]
    held = [document for document, _ in read]
    proofs = [one for one in held if one.get("schema") in LEAVES]
    seals = [one for one in held if "apar-seal/" in one.get("schema", "")]
    found = chains([*seals, *(one["seal"] for one in proofs)])
    digests = {sha256(canonical(one)) for chain in found.values() for one in chain}
    if known_seal is not None and known_seal not in digests:
        raise FaultError("seal-missing")
    proved([row for _, rows in read for row in rows], proofs)
    for manifest in held:
        if manifest.get("schema") in EXPORTS:
            for told in manifest["seals"]:
                replayed(told, found.get(told["authority_id"], []))
    trail([one for one in held if one.get("schema") == EXPORTS[1]])


def verdict(keys: Path, *paths: Path, known_seal: str | None = None) -> str | None:
    """Return the name of the first thing that is wrong with some documents, or None."""
    try:
        check(keys, paths, known_seal)
    except FaultError as fault:
        return str(fault)
    except (KeyError, TypeError, AttributeError):
        return "not-a-document"
    return None
