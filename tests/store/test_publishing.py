"""Publishing: what differs becomes a new version with the next position, and nothing else does."""

import asyncio
from datetime import timedelta

import pytest

from app.store import positions
from app.store.database import Database, Writing
from app.store.feed import plans
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    evaluate,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.published import decide_and_publish, entries, publish

PUBLISHERS = 8


@pytest.fixture
async def session(undone: Writing) -> Writing:
    """Three officials of one plan; the last is contractual."""
    number = await an_authority(undone)
    outsider = an_official("user-3", employment="contractual")
    await take_staff(undone, number, an_official(), an_official("user-2"), outsider)
    await plans.merge(undone, a_plan(number), 1)
    return undone


async def test_a_second_run_publishes_nothing(session: Writing) -> None:
    """What stands published is not published again, and takes no position."""
    first = await decide_and_publish(session)
    again = await decide_and_publish(session)

    assert (first, again, await positions.last(session, "publish")) == (2, 0, 2)


async def test_a_change_is_a_new_version(session: Writing) -> None:
    """A changed outcome is the official's next version at the next position; the first stays."""
    await decide_and_publish(session)
    await take_completions(session, ("user-1", "A", IN_YEAR))
    await decide_and_publish(session)
    published = await entries(session)

    assert [(version, position) for _, version, position, *_ in published] == [
        (1, 1),
        (1, 2),
        (2, 3),
    ]
    assert (await rows(session, "SELECT version, position FROM apar_head ORDER BY 2"))[1:] == [
        (2, 3)
    ]


async def test_those_without_an_apar_have_no_entry(session: Writing) -> None:
    """Nothing is published of an official who is not mandated."""
    await decide_and_publish(session)
    held = await rows(session, "SELECT official_id FROM evaluation WHERE outcome = 'not_mandated'")
    published = {official for official, *_ in await entries(session)}

    assert len(held) == 1
    assert not published & {official for (official,) in held}


async def test_an_entry_says_through_when_its_facts_are_held(session: Writing) -> None:
    """An entry bears the moment of its authority's facts and that of its publication."""
    await evaluate(session)
    through = NOW - timedelta(hours=5)
    await publish(session, facts_through={await an_authority(session): through})
    stated = "SELECT DISTINCT facts_through, published_at FROM apar_entry"

    assert await rows(session, stated) == [(through, NOW)]


async def test_only_the_due_are_published(session: Writing) -> None:
    """A run for those who are due publishes nobody else's entry."""
    await evaluate(session)
    await rows(session, "DELETE FROM evaluation_due RETURNING 1")

    assert await publish(session, only_due=True) == 0


async def test_staging_is_left_empty(session: Writing) -> None:
    """Publishing leaves nothing in staging."""
    await decide_and_publish(session)

    assert await rows(session, "SELECT 1 FROM staging.entry") == []


async def arrange(database: Database) -> list[int]:
    """Arrange as many authorities as publishers, each with three officials, decided for."""
    async with database.writing() as session:
        numbers = [await an_authority(session, f"org-{n}") for n in range(PUBLISHERS)]
        for number in numbers:
            staff = (an_official(f"user-{number}-{each}") for each in range(3))
            await take_staff(session, number, *staff)
            await plans.merge(session, a_plan(number), 1)
        await evaluate(session)
    return numbers


async def test_positions_under_eight_publishers(worker_database: Database) -> None:
    """Eight authorities published at once have gapless positions, each in one run of three."""
    numbers = await arrange(worker_database)

    async def one(number: int) -> None:
        async with worker_database.writing() as session:
            await publish(session, load_id=number, facts_through={number: NOW})

    await asyncio.gather(*map(one, numbers))
    async with worker_database.reading() as session:
        stated = "SELECT position, authority_id FROM apar_entry ORDER BY position"
        found = (await session.driver()).fetch(stated)
        placed = [(row["position"], row["authority_id"]) for row in await found]

    assert [position for position, _ in placed] == list(range(1, 25))
    assert all(len({who for _, who in placed[n : n + 3]}) == 1 for n in range(0, 24, 3))


async def test_one_authority_published_eight_times_at_once(worker_database: Database) -> None:
    """Who holds the year's outcomes publishes; the others then find nothing that differs."""
    await arrange(worker_database)

    async def one(load: int) -> int:
        async with worker_database.writing() as session:
            await positions.hold_outcomes(session, YEAR.start)
            return await publish(session, load_id=load)

    counts = await asyncio.gather(*map(one, range(PUBLISHERS)))

    assert sorted(counts) == [0] * 7 + [24]
