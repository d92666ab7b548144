"""What a stand-in SPARROW is started with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class StandInSettings:
    """The key that it asks for, what its references begin with, and whose signatures it believes.

    Without a set of public keys (RFC 7517) it looks at no signature.
    """

    key: str
    name: str = "SPARROW"
    jwks: Mapping[str, Any] | None = None
