"""Fresh looks of a run: at whom a report leaves in doubt, and at what it no longer shows."""

from app.services.feed import fresh_look
from app.services.feed.roads import Roads
from app.services.feed.withdrawing import answer
from app.store import positions
from app.store.feed import looks, withdrawals


async def look_afresh(roads: Roads) -> dict[str, int]:
    """Look afresh at officials in doubt, then at those of whom a report misses a completion.

    A report's gap is no finding about a person. They take turns over the runs, so that no official
    whom a look can't settle keeps another waiting for ever; until settled, falling short is not
    established for those in doubt, and what is missing stays held. Raises FeedFailedError for a
    list that fails, after what was read before it is kept.
    """
    at, asked = roads.clock(), await _turn(roads)
    looked = await fresh_look.look_at_all(
        roads.database, roads.feed, roads.run_id, asked, roads.clock
    )
    if looked.failure is not None and not looked.users:
        raise looked.failure
    missing = {pair for pairs in roads.missing.values() for pair in pairs}
    answered = answer(missing, looked, roads.catalogue, roads.year.start)
    async with roads.database.writing() as session:
        position = await positions.close(session, roads.run_id, roads.clock())
        for authority_id, pairs in roads.doubtful.items():
            pairs.difference_update(looked.dated)
            await roads.state_doubts(session, authority_id, position)
        withdrawn = await withdrawals.withdraw(session, answered.denied, roads.year.start, position)
        await looks.note(session, looked.users, roads.run_id, at, settled=False)
    if looked.failure is not None:
        raise looked.failure
    waiting = len({user_id for pairs in roads.doubtful.values() for user_id, _ in pairs})
    counts = {
        "completions": looked.learned,
        "looked_at_afresh": len(looked.users),
        "left_in_doubt": waiting,
    }
    if missing:
        counts["withdrawn"] = withdrawn
        counts["missing_and_on_own_list"] = len(answered.shown)
        counts["missing_and_open"] = len(answered.open)
    return counts


async def _turn(roads: Roads) -> list[str]:
    """Return whom to look at: those in doubt first; half the hour is for silent authorities."""
    an_hour = roads.limits.looks_an_hour
    allowed = await fresh_look.left(roads.database, an_hour, roads.clock())
    if roads.silent:
        allowed -= allowed // 2
    users = {user_id for pairs in roads.doubtful.values() for user_id, _ in pairs}
    theirs = {user_id for pairs in roads.missing.values() for user_id, _ in pairs} - users
    async with roads.database.reading() as session:
        doubted = await looks.in_turn(session, users, allowed)
        return doubted + await looks.in_turn(session, theirs, allowed - len(doubted))
