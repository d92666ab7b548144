"""What a stand-in SPARROW is started with."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class StandInSettings:
    """The key that it asks for, and what its references begin with."""

    key: str
    name: str = "SPARROW"
