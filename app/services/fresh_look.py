"""A fresh look at single officials by iGOT's per-user list: for a dispute, or a doubtful row.

One call an official: at the gateway's rates the whole population would take 41 days, so this road
serves the few whom a report could not settle.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.integrations.igot.feed import FeedCompletion, LearningFeed
from app.store import facts, positions
from app.store.database import Database
from app.store.tables.staging import staged_completion

LOOKS_MAX = 1_000


async def look(
    database: Database,
    feed: LearningFeed,
    run_id: int,
    user_ids: Sequence[str],
    clock: Callable[[], datetime],
) -> int:
    """Ask for each official's own list and merge what no report has shown; return how many facts.

    A course that is held already keeps its report's date, so that two roads with two roundings of
    one moment don't correct each other for ever.
    """
    found: list[FeedCompletion] = []
    for user_id in user_ids:
        async for page in feed.fresh_completions(user_id):
            found += page.records
    async with database.writing() as session:
        held = await facts.held_courses(session, user_ids)
        new = [record for record in found if (record.user_id, record.course_id) not in held]
        if not new:
            return 0
        await facts.pour_completions(session, [(run_id, *record) for record in new])
        position = await positions.close(session, run_id, clock())
        count = await facts.merge_completions(session, run_id, position)
        await facts.empty_staging(session, staged_completion, run_id)
    return count
