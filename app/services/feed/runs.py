"""Feeds: how fresh they are, what each run came to road by road, and what is kept aside."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime

from app.errors import NotFoundError
from app.policy.rules import ruleset
from app.services import freshness
from app.services.feed.limits import OLDER
from app.services.freshness import Freshness
from app.services.tabular import harmless, written
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.feed import feeds, reconciliations
from app.store.feed.feeds import Aside, Feed, RoadOfRun, Run, Sought
from app.store.feed.reconciliations import Reconciliation

CHUNK = 1_000
COLUMNS = tuple(one.name for one in fields(Aside))


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed's state for a year, and how fresh the authority is that waits longest."""

    held: Feed
    freshness: Freshness


@dataclass(slots=True)
class RoadSum:
    """What came of a road in a run, over the authorities that the caller may see."""

    road: str
    complete: int = 0
    incomplete: int = 0
    calls: int = 0
    calls_planned: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run, its roads in sum, and those of its roads that ended incomplete."""

    run: Run
    roads: tuple[RoadSum, ...]
    incomplete: tuple[RoadOfRun, ...]


async def every(session: Reading, now: datetime) -> list[FeedState]:
    """Return the feed's state for each year that it was read for."""
    years = (ruleset.load(year) for year in ruleset.available_years())
    since = {rules.year.start: now - rules.stale_after for rules in years}
    found = await feeds.every(session, since)
    return [
        FeedState(
            held,
            freshness.of_moment(held.confirmed_through, now, stale=held.fresh < held.authorities),
        )
        for held in found
    ]


async def runs(session: Reading, before: int, limit: int) -> list[Run]:
    """Return up to ``limit`` runs before a run, the last first."""
    return await feeds.runs(session, before, limit)


async def one(session: Reading, run_id: int) -> RunTold:
    """Return a run and what came of its roads; raise NotFoundError where there is none."""
    found = await feeds.runs(session, 0, 1, run_id)
    if not found:
        raise NotFoundError("there is no such feed run")
    travelled = await feeds.roads(session, run_id)
    incomplete = tuple(road for road in travelled if road.state == "incomplete")
    return RunTold(found[0], summed(travelled, found[0].planned), incomplete)


def summed(
    travelled: Sequence[RoadOfRun], planned: Mapping[str, int] | None
) -> tuple[RoadSum, ...]:
    """Add up the roads of one name, in the order in which they were first travelled.

    Windows of older enrolments are one road; roads that were planned alone follow.
    """
    sums: dict[str, RoadSum] = {}
    for road in travelled:
        name = OLDER if road.road.startswith(OLDER) else road.road
        total = sums.setdefault(name, RoadSum(name))
        total.complete += road.state == "complete"
        total.incomplete += road.state == "incomplete"
        total.calls += road.calls
        total.counts.update(road.counts)
        total.rejects.update(road.rejects)
    for name, calls in (planned or {}).items():
        sums.setdefault(name, RoadSum(name)).calls_planned = calls
    return tuple(sums.values())


async def reconciled(session: Reading, year: int, after: int, limit: int) -> list[Reconciliation]:
    """Return up to ``limit`` authorities' last reconciliations that follow an authority."""
    return await reconciliations.page(session, year, after, limit)


async def note(session: Writing, access: Access) -> None:
    """Note that records kept aside are looked at, before any of them is."""
    await audit.append(session, access, "opened")


async def aside(session: Reading, sought: Sought, after: int, limit: int) -> list[Aside]:
    """Return up to ``limit`` records that are kept aside and follow one."""
    return await feeds.aside(session, sought, after, limit)


async def table(session: Reading, sought: Sought) -> AsyncIterator[bytes]:
    """Yield the records as CSV (RFC 4180) with a header, a chunk at a time."""
    yield written([COLUMNS])
    after = 0
    while found := await feeds.aside(session, sought, after, CHUNK):
        yield written([harmless(value) for value in asdict(record).values()] for record in found)
        after = found[-1].id
