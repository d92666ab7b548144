"""A fresh look at single officials by iGOT's per-user list: for a dispute, or a doubtful row.

One call an official: at the gateway's rates the whole population would take 41 days, so this road
serves the few whom a report could not settle.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.integrations.igot.feed import FeedCompletion, LearningFeed
from app.policy.reporting_year import ReportingYear
from app.store import facts, positions
from app.store.database import Database
from app.store.tables.staging import staged_completion

LOOKS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Looked:
    """How many facts looks brought, and for which feed users and courses they know a date."""

    learned: int
    dated: frozenset[tuple[str, str]]


async def look(
    database: Database,
    feed: LearningFeed,
    run_id: int,
    user_ids: Sequence[str],
    clock: Callable[[], datetime],
) -> Looked:
    """Ask for each official's own list, and merge what no report has shown.

    A course that is held for its year already keeps its report's date: two roads with two
    roundings of one moment would correct each other for ever.
    """
    # A load of its own: the run's may be under way.
    load_id = -run_id
    found: list[FeedCompletion] = []
    for user_id in user_ids:
        async for page in feed.fresh_completions(user_id):
            found += page.records
    async with database.writing() as session:
        held = await facts.held_courses(session, user_ids)
        new = [record for record in found if _place(record) not in held]
        await facts.pour_completions(session, [(load_id, *record) for record in new])
        position = await positions.close(session, run_id, clock())
        count = await facts.merge_completions(session, load_id, position)
        await facts.empty_staging(session, staged_completion, load_id)
    return Looked(count, frozenset((record.user_id, record.course_id) for record in found))


def _place(record: FeedCompletion) -> tuple[str, str, int]:
    year = ReportingYear.containing(record.completed_at)
    return record.user_id, record.course_id, year.start
