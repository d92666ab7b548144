"""Fresh looks of a run: at whom a report leaves in doubt, and at what it no longer shows."""

from app.services.feed import fresh_look
from app.services.feed.roads import Roads
from app.services.feed.withdrawing import answer
from app.store import positions, withdrawals


async def look_afresh(roads: Roads) -> dict[str, int]:
    """Look afresh at officials in doubt, then at those of whom a report misses a completion.

    A report's gap is no finding about a person. The turn moves on from run to run, so that no
    official whom a look can't settle keeps another waiting for ever; until settled, falling short
    is not established for those in doubt, and what is missing stays held.
    """
    users = sorted({user_id for pairs in roads.doubtful.values() for user_id, _ in pairs})
    turn = roads.run_id * fresh_look.LOOKS_MAX % max(len(users), 1)
    missing = {pair for pairs in roads.missing.values() for pair in pairs}
    theirs = sorted({user_id for user_id, _ in missing} - set(users))
    asked = (users[turn:] + users[:turn] + theirs)[: fresh_look.LOOKS_MAX]
    looked = await fresh_look.look(roads.database, roads.feed, roads.run_id, asked, roads.clock)
    answered = answer(missing, looked, roads.catalogue, roads.year.start)
    async with roads.database.writing() as session:
        position = await positions.close(session, roads.run_id, roads.clock())
        for authority_id, pairs in roads.doubtful.items():
            pairs.difference_update(looked.dated)
            await roads.state_doubts(session, authority_id, position)
        withdrawn = await withdrawals.withdraw(session, answered.denied, roads.year.start, position)
    waiting = len({user_id for pairs in roads.doubtful.values() for user_id, _ in pairs})
    counts = {
        "completions": looked.learned,
        "looked_at_afresh": len(asked),
        "left_in_doubt": waiting,
    }
    if missing:
        counts["withdrawn"] = withdrawn
        counts["missing_and_on_own_list"] = len(answered.shown)
        counts["missing_and_open"] = len(answered.open)
    return counts
