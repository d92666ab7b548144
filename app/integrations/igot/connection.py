"""Where iGOT is, and with which key it is asked."""

from dataclasses import dataclass, field

from app.integrations.http import CallLimits


@dataclass(frozen=True, slots=True)
class IgotConnection:
    """The gateway's address (it ends in ``/api``), our key, and the token of the v4 plan calls.

    Raises ValueError for a secret that can't stand in a header; the secrets show in no repr.
    """

    base_url: str
    key: str = field(repr=False)
    user_token: str = field(default="", repr=False)
    limits: CallLimits = field(default_factory=CallLimits)

    def __post_init__(self) -> None:
        """Refuse secrets with control characters: a transport would quote them in its error."""
        for secret in (self.key, self.user_token):
            if not (secret.isascii() and secret.isprintable()):
                raise ValueError("a key or token holds characters that no header may hold")
