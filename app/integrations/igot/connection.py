"""Where iGOT is, and with which key it is asked."""

from dataclasses import dataclass, field

from app.integrations.http import CallLimits


@dataclass(frozen=True, slots=True)
class UserLogin:
    """Where a user token is had for a password (RFC 6749, 4.3): the account shows in no repr."""

    url: str
    client_id: str
    username: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IgotConnection:
    """The gateway's address (it ends in ``/api``), our key, and the token of the v4 plan calls.

    With a login the token is fetched and renewed; without one it is what was given. Raises
    ValueError for a secret that can't stand in a header; the secrets show in no repr.
    """

    base_url: str
    key: str = field(repr=False)
    user_token: str = field(default="", repr=False)
    limits: CallLimits = field(default_factory=CallLimits)
    login: UserLogin | None = None

    def __post_init__(self) -> None:
        """Refuse secrets with control characters: a transport would quote them in its error."""
        for secret in (self.key, self.user_token):
            if not (secret.isascii() and secret.isprintable()):
                raise ValueError("a key or token holds characters that no header may hold")
