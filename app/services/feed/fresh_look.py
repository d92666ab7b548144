"""A fresh look at single officials by iGOT's per-user list: for a dispute, or a doubtful row.

One call an official: at the gateway's rates the whole population would take 41 days, so this road
serves the few whom a report could not settle, so many an hour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.errors import FeedFailedError
from app.integrations.igot.feed import (
    Fault,
    FeedBudgetError,
    FeedCompletion,
    FeedEnrolment,
    LearningFeed,
)
from app.policy.reporting_year import ReportingYear
from app.store import positions
from app.store.database import Database
from app.store.feed import facts, looks
from app.store.tables.staging import staged_completion

HOUR = timedelta(hours=1)
# What so many lists show is kept before the next are read.
PORTION = 100


@dataclass(frozen=True, slots=True)
class Looked:
    """How many facts looks brought, and what the lists show, by feed user and feed course.

    ``completed`` with its reporting year; ``enrolled`` whether finished or not; ``undated`` where a
    row can't be trusted. ``listing`` are users whose list shows anything at all, ``unreadable``
    those of whom a row can't even be given to a course, or who have no list. ``failure`` is of
    the list at which the looks ended early: whoever comes after it was not looked at.
    """

    users: frozenset[str] = frozenset()
    learned: int = 0
    completed: frozenset[tuple[str, str, int]] = frozenset()
    enrolled: frozenset[tuple[str, str]] = frozenset()
    undated: frozenset[tuple[str, str]] = frozenset()
    listing: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    failure: FeedFailedError | None = None

    @property
    def dated(self) -> set[tuple[str, str]]:
        """The pairs of which a date is known, of whichever year."""
        return {(user, course) for user, course, _ in self.completed}

    def __or__(self, other: "Looked") -> "Looked":
        """Return what two looks at different officials show together."""
        return Looked(
            self.users | other.users,
            self.learned + other.learned,
            self.completed | other.completed,
            self.enrolled | other.enrolled,
            self.undated | other.undated,
            self.listing | other.listing,
            self.unreadable | other.unreadable,
            self.failure or other.failure,
        )


async def left(database: Database, an_hour: int, now: datetime) -> int:
    """Return how many lists may still be read in the hour that ends now."""
    async with database.reading() as session:
        return max(an_hour - await looks.since(session, now - HOUR), 0)


async def look_at_all(
    database: Database,
    feed: LearningFeed,
    run_id: int,
    user_ids: Sequence[str],
    clock: Callable[[], datetime],
) -> Looked:
    """Look at officials as ``look`` does, by portions, until a list fails."""
    looked = Looked()
    for first in range(0, len(user_ids), PORTION):
        portion = user_ids[first : first + PORTION]
        looked |= await look(database, feed, run_id, portion, clock)
        if looked.failure is not None:
            break
    return looked


async def look(
    database: Database,
    feed: LearningFeed,
    run_id: int,
    user_ids: Sequence[str],
    clock: Callable[[], datetime],
) -> Looked:
    """Ask for each official's own list, and merge what no report has shown.

    A course that is held for its year already keeps its report's date: two roads with two
    roundings of one moment would correct each other for ever. At a list that fails the looks end;
    what was read before it is merged, and whose list it was has had his turn.
    """
    # A load of its own: the run's may be under way.
    load_id = -run_id
    read, found, faults, failure = await _read(feed, user_ids)
    completed = [one.completion for one in found if one.completion is not None]
    async with database.writing() as session:
        if failure is not None and not isinstance(failure, FeedBudgetError):
            # One list that fails every time would else be asked for first every time, and keep
            # all others from theirs. It stands in for nothing.
            failed = user_ids[len(read)]
            await looks.note(session, [failed], run_id, clock(), settled=False)
        held = await facts.held_courses(session, read)
        new = [record for record in completed if _place(record) not in held]
        await facts.pour_completions(session, [(load_id, *record) for record in new])
        position = await positions.close(session, run_id, clock())
        count = await facts.merge_completions(session, load_id, position)
        await facts.empty_staging(session, staged_completion, load_id)
    return replace(_looked(read, count, found, faults), failure=failure)


async def _read(
    feed: LearningFeed, user_ids: Sequence[str]
) -> tuple[list[str], list[FeedEnrolment], list[Fault], FeedFailedError | None]:
    """Read own lists until one fails; return whose were read, what they show, and the failure."""
    read: list[str] = []
    found: list[FeedEnrolment] = []
    faults: list[Fault] = []
    for user_id in user_ids:
        try:
            pages = [page async for page in feed.own_enrolments(user_id)]
        except FeedFailedError as failure:
            return read, found, faults, failure
        read.append(user_id)
        for page in pages:
            found += page.records
            faults += page.faults
    return read, found, faults, None


def _looked(
    user_ids: Sequence[str],
    learned: int,
    found: Sequence[FeedEnrolment],
    faults: Sequence[Fault],
) -> Looked:
    told = {(one.user_id, one.course_id) for one in faults if one.user_id is not None}
    return Looked(
        frozenset(user_ids),
        learned,
        completed=frozenset(_place(one.completion) for one in found if one.completion is not None),
        enrolled=frozenset((one.user_id, one.course_id) for one in found),
        undated=frozenset((user, course) for user, course in told if course is not None),
        listing=frozenset(one.user_id for one in found),
        unreadable=frozenset(user for user, course in told if course is None),
    )


def _place(record: FeedCompletion) -> tuple[str, str, int]:
    year = ReportingYear.containing(record.completed_at)
    return record.user_id, record.course_id, year.start
