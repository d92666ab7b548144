"""The service's own failures: what went wrong, in words and a stable code. No HTTP here."""

from collections.abc import Sequence
from typing import ClassVar


class ServiceError(Exception):
    """A failure that the caller can be told about: stable ``code``, a sentence, no input echoed."""

    code: ClassVar[str] = "internal"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotedError(Exception):
    """Ends a request early; what its transaction noted in the audit trail stands all the same."""


class NotFoundError(ServiceError):
    """What was asked for does not exist, or is not the caller's to see: the two answer alike."""

    code = "not-found"


class ConflictError(ServiceError):
    """The request contradicts what is held or under way."""

    code = "conflict"


class PreconditionRequiredError(ServiceError):
    """The caller must say on which state of things its change rests."""

    code = "precondition-required"


class PreconditionFailedError(ServiceError):
    """What the caller's change rests on is not what is held by now."""

    code = "precondition-failed"


class CursorExpiredError(ServiceError):
    """A cursor is too old, or was issued by another store; the reader must start again."""

    code = "cursor-expired"


class CursorInvalidError(ServiceError):
    """A cursor was altered, or belongs to another question."""

    code = "cursor-invalid"


class ForbiddenError(ServiceError):
    """The caller is known but may not do this."""

    code = "forbidden"


class TokenLacksError(ForbiddenError):
    """The caller's token is no token for this; ``scopes`` are those that one for it has."""

    def __init__(self, sentence: str, scopes: Sequence[str] = ()) -> None:
        """Take the sentence and, where a scope is lacking, all that are asked for."""
        super().__init__(sentence)
        self.scopes = tuple(scopes)


class UnauthenticatedError(ServiceError):
    """A token that can't be accepted."""

    code = "unauthenticated"


class NoTokenError(UnauthenticatedError):
    """No token at all, or not one alone."""


class OverloadedError(ServiceError):
    """The service can't take more just now; the same request may succeed later."""

    code = "overloaded"


class QuotaExceededError(ServiceError):
    """The caller has asked as often as it may; ``seconds`` is after how long it may again."""

    code = "too-many-requests"

    def __init__(self, seconds: int) -> None:
        """Take after how many seconds to ask again."""
        super().__init__("this is more than your quota; ask again later")
        self.seconds = seconds


class MalformedError(ServiceError):
    """What was sent can't be read as what it says it is."""

    code = "malformed"


class UnsupportedMediaTypeError(ServiceError):
    """What was sent is of a kind that can't be taken here; the sentence says which can."""

    code = "unsupported-media-type"


class TooLargeError(ServiceError):
    """What was sent is more than the service takes."""

    code = "too-large"


class FeedFailedError(ServiceError):
    """An outside feed erred or was cut short. Never to be read as an empty feed."""

    code = "feed-failed"


class InvalidError(ServiceError):
    """The request is well formed but says something that can't be so; every fault is named."""

    code = "invalid"

    def __init__(self, sentence: str, faults: Sequence[tuple[str, str]] = ()) -> None:
        """Take the sentence and, for each fault, where it stands and what is wrong."""
        super().__init__(sentence)
        self.faults = tuple(faults)
