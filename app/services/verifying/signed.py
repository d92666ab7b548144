"""Checking detached signatures by the published keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from app.services.apar.signatures import ALGORITHM
from app.services.verifying.wrong import WrongError

# House value: the largest document whose signature is checked, in bytes.
DOCUMENT_MAX = 1 << 28


class _Registry(jws.JWSRegistry):
    max_payload_length = DOCUMENT_MAX


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Which key signed, and when it says it did."""

    kid: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Public keys by their names."""

    keys: Mapping[str, OKPKey]

    @classmethod
    def of(cls, held: Mapping[str, Any], place: str) -> "KeyRing":
        """Return the keys of a JWK Set, each named by its thumbprint, whatever it says itself.

        Raises WrongError, ``keys-unreadable``, for what is no set of Ed25519 keys.
        """
        try:
            keys = [OKPKey.import_key(dict(one)) for one in held["keys"]]
        except (JoseError, KeyError, TypeError, ValueError):
            keys = []
        if not keys or any(one.curve_name != ALGORITHM for one in keys):
            raise WrongError(place, "keys-unreadable", "it is no JWK Set of Ed25519 keys")
        return cls({one.thumbprint(): one for one in keys})

    def check(self, content: bytes, signature: str, kind: str, place: str) -> SignedBy:
        """Return who signed; raise WrongError for a signature over anything but this content."""
        registry = _Registry(algorithms=[ALGORITHM], strict_check_header=False)
        try:
            header = jws.extract_compact(signature.encode(), content, registry).protected
            key = self.keys.get(str(header.get("kid")))
            if key is None:
                raise WrongError(place, "key-unknown", "no key of the set has signed it")
            jws.deserialize_compact(signature, key, registry=registry, payload=content)
        except (JoseError, ValueError, TypeError):
            raise WrongError(place, "signature-wrong", "the signature is not over this") from None
        _check_header(header, kind, place)
        return SignedBy(header["kid"], datetime.fromtimestamp(header["iat"], UTC))


def _check_header(header: Mapping[str, Any], kind: str, place: str) -> None:
    stated = (header.get("typ"), header.get("b64"), header.get("crit"))
    if stated != (kind, False, ["b64"]) or not isinstance(header.get("iat"), int):
        raise WrongError(place, "signature-wrong", "the signature is over something else")
