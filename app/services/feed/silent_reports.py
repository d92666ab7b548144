"""A report's 404 says "no rows" and "the read failed" alike: the officials' own lists tell.

Each official's list is one call, so the lists of a large authority are read over several runs, so
many an hour: those never read first, then those that were read longest ago. When all are read, the
facts of the authority are held through the earliest of them; until then it is said how many remain.
"""

from collections import defaultdict
from collections.abc import Collection

from app.integrations.igot.feed import FeedNoRowsError
from app.services.feed import fresh_look
from app.services.feed.fresh_look import PORTION, Looked
from app.services.feed.roads import Roads
from app.store import positions
from app.store.authorities import Authority
from app.store.database import Writing
from app.store.feed import facts, feed_runs, looks
from app.store.feed.feed_runs import Merged

ROAD = "own lists"


async def read(roads: Roads) -> dict[str, int]:
    """Read as many own lists of silent authorities' officials as the hour leaves, in turn.

    Raises FeedFailedError for a list that fails; what was read before it is kept.
    """
    allowed = await fresh_look.left(roads.database, roads.limits.looks_an_hour, roads.clock())
    async with roads.database.reading() as session:
        asked = await looks.waiting(session, sorted(roads.silent), roads.began, allowed)
    learned = 0
    for first in range(0, len(asked), PORTION):
        learned += await _portion(roads, asked[first : first + PORTION])
    return {"own_lists_read": len(asked), "completions": learned}


async def _portion(roads: Roads, asked: Collection[tuple[int, str]]) -> int:
    at = roads.clock()
    users = [user_id for _, user_id in asked]
    looked = await fresh_look.look(roads.database, roads.feed, roads.run_id, users, roads.clock)
    theirs = defaultdict[int, set[str]](set)
    for authority_id, user_id in asked:
        if user_id in looked.users:
            theirs[authority_id].add(user_id)
    async with roads.database.writing() as session:
        position = await positions.close(session, roads.run_id, roads.clock())
        for authority_id, ones in theirs.items():
            await _doubt(session, roads, authority_id, ones, looked, position)
        # Only now: a list counts as read when its doubts are stated.
        await looks.note(session, looked.users, roads.run_id, at, settled=True)
    if looked.failure is not None:
        raise looked.failure
    return looked.learned


async def _doubt(
    session: Writing,
    roads: Roads,
    authority_id: int,
    users: Collection[str],
    looked: Looked,
    position: int,
) -> None:
    """Leave in doubt whose list has an undated row or is not there; settle the others read now."""
    year = roads.year.start
    undated = {pair for pair in looked.undated if pair[0] in users}
    undated -= looked.dated
    undated -= await facts.held_pairs(session, undated, year)
    left = {user_id for user_id, _ in undated} | (looked.unreadable & set(users))
    others = await facts.doubted(session, authority_id) - set(users)
    await facts.state_doubts(session, authority_id, sorted(left | others), position, year)


async def settle(roads: Roads, authority: Authority) -> dict[str, int]:
    """Hold an authority's completions in full, if the own lists of all its officials are read.

    Raises FeedNoRowsError where lists are missing yet, with how many and for how long.
    """
    year = roads.year.start
    async with roads.database.writing() as session:
        covered = await looks.coverage(session, authority.id, year)
        if covered.oldest is None or covered.read < covered.officials:
            raise FeedNoRowsError(_missing(covered, roads.limits.looks_an_hour))
        position = await positions.close(session, roads.run_id, roads.clock())
        await feed_runs.move_watermark(
            session,
            road="completions",
            authority_id=authority.id,
            year=year,
            merged=Merged(roads.run_id, covered.oldest, position),
        )
    return {"corroborated_by_lists": covered.read}


def _missing(covered: looks.Coverage, an_hour: int) -> str:
    if not covered.officials:
        return "the enrolment report answered 404, and no official is held whose list could tell"
    missing = covered.officials - covered.read
    return (
        f"the enrolment report answered 404; of {covered.officials} officials the own lists of"
        f" {covered.read} are read since: {missing} are missing, {-(-missing // an_hour)} hours of"
        f" runs at {an_hour} an hour"
    )
