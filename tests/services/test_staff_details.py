"""What a sync takes up of iGOT's staff details, and what it leaves."""

import asyncpg

from app.integrations.igot.stand_in.serve_staff import NEVER_ENTERED
from app.services.feed import staff_details
from app.services.feed.roads import Roads
from app.store import authorities
from app.store.database import Database
from app.store.onboarding import strengths
from tests.services.carried import YEAR
from tests.services.moments import LATER, clock_at
from tests.services.served import ServedIgot

STATEMENTS = "SELECT count(*) FROM staff_strength WHERE source = 'igot'"


async def test_staff_details_are_taken_up_when_they_change(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """An authority's posts are held once, however often read; one that entered none says none."""
    async with early_database.reading() as session:
        held = await authorities.every(session)
    before = await early_owner.fetchval(STATEMENTS)
    async with igot.feed() as feed:
        roads = Roads(early_database, feed, YEAR, 1, clock_at(LATER))
        first = [await staff_details.read(roads, each) for each in held]
        again = [await staff_details.read(roads, each) for each in held]
    async with early_database.reading() as session:
        stated = {
            each.name: await strengths.in_force(session, each.id, "igot", LATER.date())
            for each in held
        }

    taken = sum(counts.get("staff_details", 0) for counts in first)
    assert taken > 0
    assert [counts.get("staff_details", 0) for counts in again] == [0] * len(held)
    assert await early_owner.fetchval(STATEMENTS) == before + taken
    none = [name for name, one in stated.items() if one is not None and not one.lines]
    assert len(none) == len(NEVER_ENTERED)
