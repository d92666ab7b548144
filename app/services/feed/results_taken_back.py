"""Results that iGOT takes back: no longer in its extract, and denied by the official's own list.

A comprehensive assessment is a course on iGOT, in which an official is enrolled: the own list shows
whether it is finished. So a result has two roads as a completion has, and one road's gap takes
nothing away.
"""

from collections.abc import Collection

from app.services.feed import fresh_look
from app.services.feed.fresh_look import Looked
from app.services.feed.roads import Roads
from app.store import positions
from app.store.feed import looks, withdrawals
from app.store.feed.withdrawals import MissingResult

ROAD = "missing results"


async def read(roads: Roads) -> dict[str, int]:
    """Look at officials of whom the extract misses a result, in turn; withdraw what lists deny.

    Raises FeedFailedError for a list that fails, after what was read before it is kept.
    """
    missing = roads.missing_results
    if not missing:
        return {}
    at = roads.clock()
    allowed = await fresh_look.left(roads.database, roads.limits.looks_an_hour, at)
    async with roads.database.reading() as session:
        asked = await looks.in_turn(session, {one.user_id for one in missing}, allowed)
    looked = await fresh_look.look_at_all(
        roads.database, roads.feed, roads.run_id, asked, roads.clock
    )
    gone = denied(missing, looked)
    async with roads.database.writing() as session:
        position = await positions.close(session, roads.run_id, roads.clock())
        withdrawn = await withdrawals.withdraw_results(session, gone, roads.year.start, position)
        await looks.note(session, looked.users, roads.run_id, at, settled=False)
    if looked.failure is not None:
        raise looked.failure
    return {
        "completions": looked.learned,
        "withdrawn": withdrawn,
        "results_missing_and_held": len(missing) - len(gone),
    }


def denied(missing: Collection[MissingResult], looked: Looked) -> set[MissingResult]:
    """Return which results of those that the extract misses the own lists deny.

    A pass is denied by a list that shows the assessment unfinished and without a certificate. One
    that is no pass agrees with that, and a list on which the assessment does not stand denies
    nothing: that lists show every assessment is not established, as it is of courses.
    """
    finished = {(user, course) for user, course, _ in looked.completed}
    trusted = looked.enrolled - finished - looked.undated
    return {
        one
        for one in missing
        if one.passed
        and one.user_id not in looked.unreadable
        and (one.user_id, one.assessment_id) in trusted
    }
