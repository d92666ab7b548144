"""The public keys that signatures are checked by."""

from typing import Any, Literal

from app.api.models.shapes import Answer


class ProofKey(Answer):
    """An Ed25519 public key (RFC 8037); `kid` is its thumbprint."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    kid: str
    use: Literal["sig"]
    alg: Literal["Ed25519"]


class KeySet(Answer):
    """All keys that sign or ever signed."""

    keys: list[ProofKey]


JWKS: dict[str, Any] = {
    "keys": [
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            "use": "sig",
            "alg": "Ed25519",
        }
    ]
}
