"""The port to a SPARROW instance: what it is told, what it says of it, and how a call can fail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from app.policy.apar.filing import Content, Filing, Verdict


@dataclass(frozen=True, slots=True)
class Letter:
    """One filing with what it says; the identifiers within show in no repr."""

    filing: Filing
    content: Content = field(repr=False)


class FilingError(Exception):
    """A call came to nothing; ``code`` says why, and names no address, key or person."""

    def __init__(self, code: str, asked: timedelta = timedelta(0)) -> None:
        """Keep the code, and for how long the instance asks to be left in peace."""
        super().__init__(code)
        self.code = code
        self.asked = asked


class NotTakenError(FilingError):
    """The instance surely took nothing of it: unreachable, not allowed, or told to wait."""


class UnansweredError(FilingError):
    """Nobody knows what the instance took of it: no answer, or none that can be read."""


class BatchRefusedError(FilingError):
    """The instance took nothing of it and never will as it stands: its parts may be taken."""


class FilingDesk(Protocol):
    """What is asked of an instance. Both raise a FilingError where there is no whole answer."""

    async def file(self, letters: Sequence[Letter]) -> Mapping[str, Verdict]:
        """Tell an instance of filings of one year; return its verdicts by filing id.

        Idempotent: a filing that it has is not filed twice. What it says nothing of is missing.
        """
        ...

    async def ask(self, filings: Sequence[Filing]) -> Mapping[str, Verdict]:
        """Ask an instance what became of filings; of one that it doesn't know it says unknown."""
        ...
