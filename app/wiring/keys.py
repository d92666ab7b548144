"""The installation's keys: what signs tokens, and what signs answers and seals."""

import os
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from app.errors import InvalidError
from app.services.apar import proof_keys
from app.services.apar.signatures import ProofKeys
from app.services.tokens import Issuer
from app.settings import Settings


def signer(settings: Settings) -> Issuer:
    """Return the issuer of this installation's tokens; its key is made once, but in production.

    Raises InvalidError for a key that is missing in production or is no Ed25519 key.
    """
    key = _key_of(settings, settings.signing_key_file, "KARMASETU_SIGNING_KEY_FILE")
    return Issuer(key, settings.issuer, settings.audience)


def proofs(settings: Settings, issuer: Issuer) -> ProofKeys:
    """Return the keys of signatures over answers and seals, none of which signs tokens.

    Raises InvalidError as the signer does, and for a key that is the tokens' own.
    """
    key = proof_key(settings)
    if key.thumbprint() == issuer.key.thumbprint():
        fault = ("KARMASETU_PROOF_KEY_FILE", "the key that signs tokens")
        raise InvalidError("answers are signed by a key of their own", [fault])
    return proof_keys.keep(key, settings.proof_keys_directory)


def proof_key(settings: Settings) -> OKPKey:
    """Return the key that signs answers and seals; raise InvalidError as the signer does."""
    given = settings.proof_key.get_secret_value()
    if given:
        return _private(given.encode(), "KARMASETU_PROOF_KEY")
    return _key_of(settings, settings.proof_key_file, "KARMASETU_PROOF_KEY_FILE")


def _key_of(settings: Settings, held: Path, setting: str) -> OKPKey:
    if not held.exists():
        if settings.environment == "production":
            fault = (setting, "no such file")
            raise InvalidError("in production the signing key is put there beforehand", [fault])
        _make_key(held)
    return _private(held.read_bytes(), setting)


def _private(content: bytes, setting: str) -> OKPKey:
    try:
        key = OKPKey.import_key(content)
    except (JoseError, ValueError):
        key = None
    if key is None or key.curve_name != "Ed25519" or not key.is_private:
        fault = (setting, "not an Ed25519 private key in PEM")
        raise InvalidError("the signing key can't be used", [fault])
    return key


def _for_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _make_key(place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = OKPKey.generate_key("Ed25519")
    # Opened for its owner alone from the first byte on; another process may make it first.
    try:
        with open(place, "xb", opener=_for_owner_alone) as file:
            file.write(key.as_pem(private=True))
    except FileExistsError:
        return
