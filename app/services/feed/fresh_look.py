"""A fresh look at single officials by iGOT's per-user list: for a dispute, or a doubtful row.

One call an official: at the gateway's rates the whole population would take 41 days, so this road
serves the few whom a report could not settle, so many an hour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.integrations.igot.feed import Fault, FeedCompletion, FeedEnrolment, LearningFeed
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
    those of whom a row can't even be given to a course, or who have no list.
    """

    users: frozenset[str] = frozenset()
    learned: int = 0
    completed: frozenset[tuple[str, str, int]] = frozenset()
    enrolled: frozenset[tuple[str, str]] = frozenset()
    undated: frozenset[tuple[str, str]] = frozenset()
    listing: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()

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
        )


async def left(database: Database, an_hour: int, now: datetime) -> int:
    """Return how many lists may still be read in the hour that ends now."""
    async with database.reading() as session:
        return max(an_hour - await looks.since(session, now - HOUR), 0)


async def look(
    database: Database,
    feed: LearningFeed,
    run_id: int,
    user_ids: Sequence[str],
    clock: Callable[[], datetime],
) -> Looked:
    """Ask for each official's own list, and merge what no report has shown.

    A course that is held for its year already keeps its report's date: two roads with two
    roundings of one moment would correct each other for ever. Raises FeedFailedError for a list
    that fails, and then merges nothing.
    """
    # A load of its own: the run's may be under way.
    load_id = -run_id
    found: list[FeedEnrolment] = []
    faults: list[Fault] = []
    for user_id in user_ids:
        async for page in feed.own_enrolments(user_id):
            found += page.records
            faults += page.faults
    completed = [one.completion for one in found if one.completion is not None]
    async with database.writing() as session:
        held = await facts.held_courses(session, user_ids)
        new = [record for record in completed if _place(record) not in held]
        await facts.pour_completions(session, [(load_id, *record) for record in new])
        position = await positions.close(session, run_id, clock())
        count = await facts.merge_completions(session, load_id, position)
        await facts.empty_staging(session, staged_completion, load_id)
    return _looked(user_ids, count, found, faults)


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
