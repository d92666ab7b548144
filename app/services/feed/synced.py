"""What is wanted of a run, and what it came to."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.services.feed.limits import USUAL, SyncLimits

Kind = Literal["full", "incremental", "reconciling"]
LEARNED = (
    "authorities",
    "courses",
    "officials_new",
    "officials_changed",
    "officials_left",
    "plans",
    "completions",
    "assessments",
    "withdrawn",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which kind of run: full; incremental, of the latest enrolments alone; or reconciling.

    A reconciling run is a full one that also reads enrolments older than two years, in at most
    ``older_calls`` calls, withdraws what iGOT takes back, and holds what is held against iGOT's own
    extract.
    """

    kind: Kind = "full"
    older_calls: int = 0
    # How many calls it may send in all; None for as many as it takes. A run whose plan does not fit
    # ends before its first call, unless it is to be read in parts, one run after the other.
    calls: int | None = None
    in_parts: bool = False
    limits: SyncLimits = USUAL


FULL = Wanted()


@dataclass(slots=True)
class Synced:
    """What a run came to: counts by what was learned, and each road that ended incomplete."""

    run_id: int
    started_at: datetime
    wanted: Wanted
    calls: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    # Calls by road: as planned, and as used.
    planned: dict[str, int] = field(default_factory=dict)
    # How many authorities it was planned for.
    planned_for: int = 0
    used: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    # Roads, with their authorities, that a killed run had read to their end.
    read_before: set[tuple[str, int]] = field(default_factory=set)

    def add(self, counts: dict[str, int]) -> None:
        """Add up what one road learned."""
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count

    @property
    def learned(self) -> int:
        """How many facts are new or different; what was only kept aside does not count."""
        return sum(count for name, count in self.counts.items() if name in LEARNED)
