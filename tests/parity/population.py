"""A population: authorities, plans, officials and facts, written down once for both engines."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from app.policy.facts import Criterion
from app.policy.rulebook import Rulebook
from app.policy.rules.ruleset import Ruleset
from tests.harness.arranged import RULES, YEAR, an_official

# When whoever has moved joined his first posting.
JOINED = date(2020, 1, 1)
PUBLISHED = datetime(2025, 5, 1, tzinfo=UTC)
State = Literal["passed", "failed", "not_established"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An authority, by the place that it has in its population.

    ``body`` makes it an autonomous body, mandated by its ministry's choice between the two days.
    """

    kind: Literal["mdo", "cca"]
    name: str
    feed_id: str
    body: tuple[date | None, date | None] | None = None


@dataclass(frozen=True, slots=True)
class Prescription:
    """A training plan: of the organisation at that place, for groups, of courses.

    A retired one was retired within the year, an archived one after it. The feed no longer shows
    the courses that have vanished, though the plan was not published anew.
    """

    organisation: int
    courses: tuple[str, ...]
    groups: tuple[tuple[Criterion, ...], ...] = ((),)
    apar: bool | None = True
    assessment: str | None = None
    generation: Literal["v1", "v4"] = "v4"
    status: Literal["live", "retired", "archived"] = "live"
    year: int = 2025
    vanished: tuple[str, ...] = ()
    due_at: datetime | None = None
    published_at: datetime | None = PUBLISHED


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where an official stood before: the organisation's place, the profile's values, until when.

    ``left_on`` is the day on which he joined where he stood next; ``before`` is where he stood
    until he came here, if anywhere.
    """

    organisation: int
    values: dict[str, Any]
    left_on: date
    before: "Earlier | None" = None


@dataclass(frozen=True, slots=True)
class Stay:
    """One of an official's postings: where, as he was shown there, and to before which day."""

    organisation: int
    row: dict[str, Any]
    first: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A result of an assessment; ``certified`` is None where that was never learned."""

    assessment: str
    state: State
    taken_at: datetime | None = None
    score: float | None = None
    certified: bool | None = False


@dataclass(frozen=True, slots=True)
class Person:
    """An official: where, the profile's values that differ from the default, and the facts."""

    organisation: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    completed: tuple[tuple[str, datetime], ...] = ()
    withdrawn: frozenset[str] = frozenset()
    results: tuple[Sitting, ...] = ()
    exempt: tuple[tuple[date, date | None], ...] = ()
    retired: date | None = None
    in_doubt: bool = False
    earlier: Earlier | None = None
    no_mdo: tuple[tuple[date, date | None], ...] = ()

    @property
    def orders(self) -> tuple[tuple[str, date, date | None], ...]:
        """Return the kinds and the days of the orders that exempt him."""
        left = () if self.retired is None else (("retirement", self.retired, None),)
        return (*(("leave", *days) for days in self.exempt), *left)

    def stays(self, user_id: str) -> list[Stay]:
        """Return his postings, the oldest first and the present one last."""
        chain: list[Earlier] = []
        while (one := chain[0].before if chain else self.earlier) is not None:
            chain.insert(0, one)
        edges = [JOINED, *(one.left_on for one in chain), None]
        places = [(one.organisation, one.values) for one in chain]
        return [
            _stay(at, an_official(user_id, **_joined(values, first, chain)), until)
            for (at, values), first, until in zip(
                [*places, (self.organisation, self.values)], edges, edges[1:], strict=False
            )
        ]


def _stay(at: int, row: dict[str, Any], until: date | None) -> Stay:
    return Stay(at, row, row["joined_on"], until)


def _joined(values: dict[str, Any], first: date | None, chain: list[Earlier]) -> dict[str, Any]:
    """Let whoever has moved have joined on the day of it."""
    return {**values, "joined_on": first} if chain else values


@dataclass(frozen=True, slots=True)
class Equivalent:
    """An organisation's order that a course counts for another, on days, given on a day."""

    organisation: int
    course: str
    counts_for: str
    first: date = YEAR.first_day
    last: date | None = None
    ordered_on: date = YEAR.first_day
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class CutOff:
    """An organisation's terms of an assessment: a cut-off in percent or none, and its days."""

    organisation: int
    assessment: str
    percent: float | None
    ordered_on: date = YEAR.first_day
    withdrawn: bool = False
    opens: date = YEAR.first_day
    closes: date = YEAR.last_day


@dataclass(frozen=True, slots=True)
class Population:
    """Everything that an evaluation may look at, and the rules and moment it looks by."""

    organisations: tuple[Organisation, ...]
    plans: tuple[Prescription, ...]
    people: tuple[Person, ...]
    own_levels: tuple[tuple[int, str, str], ...] = ()
    withdrawn_levels: tuple[tuple[int, str, str], ...] = ()
    rules: Ruleset = RULES
    own_rules: tuple[tuple[int, Ruleset], ...] = ()
    as_of: datetime | None = None
    equivalents: tuple[Equivalent, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()

    def book(self, authorities: tuple[int, ...]) -> Rulebook:
        """Return the rules, those of each authority that has its own under its number."""
        return Rulebook(self.rules, {authorities[place]: own for place, own in self.own_rules})

    def user_id(self, number: int) -> str:
        """Return the feed's id of the official at a place."""
        return f"user-{number}"
