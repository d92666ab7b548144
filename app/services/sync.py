"""Carries iGOT's records into the store: every road in turn, each ending complete or saying why.

A feed that fails is never an empty feed: its run ends incomplete, its watermark stays, and what was
held before stays held.
"""

import functools
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.errors import ConflictError, FeedFailedError, ServiceError
from app.integrations.igot.feed import LearningFeed, Window
from app.policy.reporting_year import ReportingYear
from app.services.sync_roads import Road, Roads
from app.store import authorities, facts, feed_runs
from app.store.authorities import Authority
from app.store.database import Database
from app.store.tables.staging import staged_assessment, staged_completion, staged_official

Progress = Callable[[str, int, int], None]
LONGEST_WINDOW = timedelta(days=365)


@dataclass(slots=True)
class Synced:
    """What a run came to: counts by what was learned, and each road that ended incomplete."""

    run_id: int
    started_at: datetime
    calls: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def add(self, counts: dict[str, int]) -> None:
        """Add up what one road learned."""
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count

    @property
    def learned(self) -> int:
        """How many facts are new or different; what was only kept aside does not count."""
        return sum(count for name, count in self.counts.items() if name in LEARNED)


LEARNED = (
    "authorities",
    "courses",
    "officials_new",
    "officials_changed",
    "officials_left",
    "plans",
    "completions",
    "assessments",
)


def windows(year: ReportingYear) -> list[Window]:
    """Return the enrolment windows that can hold a completion of the year: the year before, and it.

    A report's window is over a date that is not known for sure to be the enrolment's, and an
    enrolment may be completed a year later: so the windows reach back a whole year. They are of
    one length, a leap year's too: a window of a day would often hold no row, which reads as failed.
    """
    first = ReportingYear(year.start - 1).first_day
    days = (year.last_day - first).days + 1
    count = -(-days // LONGEST_WINDOW.days)
    edges = [first + timedelta(days=days * number // count) for number in range(count + 1)]
    return [
        Window(edge, following - timedelta(days=1)) for edge, following in itertools.pairwise(edges)
    ]


async def sync(
    database: Database,
    feed: LearningFeed,
    year: ReportingYear,
    clock: Callable[[], datetime],
    progress: Progress,
) -> Synced:
    """Run every road once; a road that fails is recorded and the others still run.

    Raises ConflictError, and changes nothing, while another sync is under way.
    """
    now = clock()
    async with database.writing() as session:
        run_id = await feed_runs.start(session, year.start, now)
    synced = Synced(run_id, now)
    roads = Roads(database, feed, year, synced.run_id, clock)
    try:
        async with database.alone("sync") as alone:
            await _run_alone(roads, synced, progress, alone=alone)
    except BaseException as failure:
        # A run that was refused, stopped or broken off is not a complete one.
        synced.failures.append(f"the run: {_reason(failure)}")
        raise
    finally:
        synced.calls = feed.calls
        async with database.writing() as session:
            await feed_runs.finish(
                session,
                run_id,
                clock(),
                reason="; ".join(synced.failures) or None,
                calls=synced.calls,
                counts=synced.counts,
            )
    return synced


def _reason(failure: BaseException) -> str:
    """Say what ended a run, without what a driver's own text may quote of a row."""
    if isinstance(failure, ServiceError):
        return f"{failure.code}: {failure.sentence}"
    return type(failure).__name__


async def _run_alone(roads: Roads, synced: Synced, progress: Progress, *, alone: bool) -> None:
    if not alone:
        raise ConflictError("another sync is under way")
    await _sweep(roads)
    await _run(roads, synced, progress)


async def _sweep(roads: Roads) -> None:
    async with roads.database.writing() as session:
        await feed_runs.close_abandoned(session, roads.run_id, roads.clock())
        for staged in (staged_official, staged_completion, staged_assessment):
            await facts.sweep_staging(session, staged)


async def _run(roads: Roads, synced: Synced, progress: Progress) -> None:
    await _try(synced, "organisations", roads.organisations)
    await _try(synced, "courses", roads.courses)
    async with roads.database.reading() as session:
        held = await authorities.every(session)
    await _each(synced, "officials", held, roads.officials, progress)
    await _try(synced, "plans", lambda: roads.plans(held))
    spans = windows(roads.year)
    await _each(synced, "completions", held, lambda a: roads.completions(a, spans), progress)
    await _try(synced, "fresh looks", roads.fresh_looks)
    await _try(synced, "assessments", roads.assessments)


async def _each(
    synced: Synced,
    what: str,
    held: list[Authority],
    road: Callable[[Authority], Road],
    progress: Progress,
) -> None:
    for number, authority in enumerate(held, start=1):
        await _try(
            synced, f"{what} of authority {authority.id}", functools.partial(road, authority)
        )
        progress(what, number, len(held))


async def _try(synced: Synced, name: str, road: Callable[[], Awaitable[dict[str, int]]]) -> None:
    try:
        synced.add(await road())
    except FeedFailedError as failure:
        synced.failures.append(f"{name}: {_reason(failure)}")
