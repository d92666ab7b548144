"""Signatures over answers, manifests and seals: detached JWS (RFC 7515, RFC 7797) by Ed25519."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.jwk import OKPKey
from joserfc.util import json_b64encode, urlsafe_b64encode

ALGORITHM = "Ed25519"
# What a signature says it is over, so that none can be taken for one over something else.
ANSWER = "karmasetu.answer/1"
CALL = "karmasetu.call/1"


@dataclass(frozen=True, slots=True)
class ProofKeys:
    """The key that signs, and by its thumbprint each public key that ever did (RFC 7638)."""

    key: OKPKey
    published: Mapping[str, OKPKey]

    def sign(self, payload: bytes, kind: str, now: datetime) -> str:
        """Return a detached JWS over the bytes as they are; ``iat`` says when it was made."""
        header = {
            "alg": ALGORITHM,
            "b64": False,
            "crit": ["b64"],
            "iat": int(now.timestamp()),
            "kid": self.key.thumbprint(),
            "typ": kind,
        }
        # The library puts header and payload together as text, and a paper's bytes are none.
        protected = json_b64encode(header)
        registry = jws.JWSRegistry(algorithms=[ALGORITHM])
        signed = registry.get_alg(ALGORITHM).sign(protected + b"." + payload, self.key)
        return (protected + b".." + urlsafe_b64encode(signed)).decode()

    def jwks(self) -> dict[str, Any]:
        """Return the public keys as a JWK Set (RFC 7517), retired ones too, in order of name."""
        return {
            "keys": [
                {**key.as_dict(private=False), "kid": kid, "use": "sig", "alg": ALGORITHM}
                for kid, key in sorted(self.published.items())
            ]
        }
