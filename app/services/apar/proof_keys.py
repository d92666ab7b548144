"""Keys of signatures: one signs, and every one that ever did stays published by its name."""

import os
from pathlib import Path
from uuid import uuid4

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from app.errors import InvalidError
from app.services.apar.signatures import ALGORITHM, ProofKeys


def keep(key: OKPKey, folder: Path) -> ProofKeys:
    """Return the key with all public keys in the folder, where its own is put if it is new.

    So a key that is replaced stays published: what it signed can be checked for ever. Raises
    InvalidError for a folder that can't be written, or holds what is no Ed25519 key.
    """
    kid = key.thumbprint()
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not (folder / f"{kid}.pem").exists():
            _put(folder / f"{kid}.pem", key.as_pem(private=False))
        published = dict(_read(one) for one in sorted(folder.glob("*.pem")))
    except OSError as fault:
        where = [("KARMASETU_PROOF_KEYS_DIRECTORY", "can't be read and written")]
        raise InvalidError("the keys that signed can't be kept", where) from fault
    return ProofKeys(key, published)


def _read(place: Path) -> tuple[str, OKPKey]:
    try:
        key = OKPKey.import_key(place.read_bytes())
    except (JoseError, ValueError):
        key = None
    if key is None or key.curve_name != ALGORITHM or key.is_private:
        where = [("KARMASETU_PROOF_KEYS_DIRECTORY", f"{place.name}: no Ed25519 public key in PEM")]
        raise InvalidError("the keys that signed can't be read", where)
    return key.thumbprint(), key


def _put(place: Path, content: bytes) -> None:
    """Put a file there whole: another process may be reading the folder."""
    partial = place.with_name(f".{uuid4().hex}.partial")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
