"""What the stand-in believes: a call whose detached JWS is of a published key, over its bytes."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEADER = "Karmasetu-Signature"
KIND = "karmasetu.call/1"


def is_signed(content: bytes, signature: str, jwks: Mapping[str, Any]) -> bool:
    """Say whether a key of the set signed these bytes as a call (RFC 7515, RFC 7797)."""
    try:
        head, payload, signed = signature.split(".")
        stated = json.loads(_bytes(head))
        keys = {one["kid"]: one["x"] for one in jwks["keys"]}
        key = Ed25519PublicKey.from_public_bytes(_bytes(keys[stated["kid"]]))
        key.verify(_bytes(signed), head.encode() + b"." + content)
        return (payload, stated["typ"], stated["b64"]) == ("", KIND, False)
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
