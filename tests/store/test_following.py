"""A reader of changes beside sixteen publishers, through lost connections: it ends with the table.

`make soak` runs it for a minute (KARMASETU_SOAK_SECONDS); in the suite it takes a few seconds.
"""

import asyncio
import os
import random
from collections.abc import Callable

import pytest
from sqlalchemy import text

from app.services.apar import changes
from app.store.auditing.audit import Access
from app.store.database import Database, Tenant, Writing
from app.store.feed import plans
from tests.harness.arranged import (
    NOW,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    evaluate,
    take_staff,
)
from tests.harness.published import publish

PUBLISHERS = 16
SECONDS = float(os.environ.get("KARMASETU_SOAK_SECONDS", "3"))
EVERYTHING = Tenant(everything=True)
LOOKING = Access("tests", "following", "request-1", "apar.changes", YEAR.start)
# Another count of completed courses: an outcome that differs, without the cost of deciding it.
ALTER = "UPDATE evaluation SET completed = (completed + 1) % 1000 WHERE authority_id = :number"
MOVE = (
    "UPDATE evaluation SET authority_id = :there WHERE official_id ="
    " (SELECT max(official_id) FROM evaluation WHERE authority_id = :number)"
)
Copy = dict[int, tuple[int, str]]


async def arrange(database: Database) -> list[int]:
    """Arrange an authority for each publisher, with three officials, decided for."""
    async with database.writing() as session:
        numbers = [await an_authority(session, f"org-{n}") for n in range(PUBLISHERS)]
        for number in numbers:
            staff = (an_official(f"user-{number}-{each}") for each in range(3))
            await take_staff(session, number, *staff)
            await plans.merge(session, a_plan(number), 1)
        await evaluate(session)
    return numbers


class TakenBackError(Exception):
    """A publication that its transaction takes back."""


async def publish_on(database: Database, number: int, numbers: list[int], until: float) -> int:
    """Publish one authority's changes over and over, some of them slowly or in vain."""
    chance, published = random.Random(number), 0  # noqa: S311 - no secret, the same on each run
    while asyncio.get_running_loop().time() < until:
        try:
            async with database.writing() as session:
                published += await _publish_once(session, number, numbers, chance)
        except TakenBackError:
            continue
    return published


async def _publish_once(
    session: Writing, number: int, numbers: list[int], chance: random.Random
) -> int:
    # A long transaction: it begins before others that publish before it.
    await session.run(text("SELECT pg_sleep(:long)"), {"long": chance.choice((0, 0, 0.01, 0.2))})
    await session.run(text(ALTER), {"number": number})
    there = chance.choice(numbers)
    if chance.random() < 0.3:
        await session.run(text(MOVE), {"number": number, "there": there})
    published = await publish(
        session, load_id=number, facts_through=dict.fromkeys((number, there), NOW), now=NOW
    )
    await session.run(text("SELECT pg_sleep(:held)"), {"held": chance.choice((0, 0, 0.02))})
    if chance.random() < 0.1:
        raise TakenBackError
    return published


async def read_on(url: str, tenant: Tenant, is_over: Callable[[], bool]) -> Copy:
    """Follow the changes until nothing more is published; lose the connection now and then."""
    chance, held, after = random.Random(tenant.settings()["authorities"]), Copy(), 0  # noqa: S311 - as above
    page = None
    while True:
        last_round = is_over()
        database = Database.open(url, "karmasetu_api", pool_size=1)
        for _ in range(chance.randint(1, 20)):
            async with database.writing(tenant) as session:
                page = await changes.follow(session, YEAR, after, 7, LOOKING, NOW)
            _apply(page, held)
            # A reader that dies before it has kept its cursor is told the same again.
            after = page.consistent_through if chance.random() < 0.7 else after
        await database.close()
        if last_round and page and not page.more and after == page.consistent_through:
            return held


def _apply(page: changes.Changes, held: Copy) -> None:
    for change in page.changes:
        if change.entry is not None:
            held[change.official_id] = (change.entry.version, change.entry.digest)
        else:
            held.pop(change.official_id, None)


async def table(url: str, tenant: Tenant) -> Copy:
    """Return what stands that a caller sees."""
    database = Database.open(url, "karmasetu_api", pool_size=1)
    async with database.reading(tenant) as session:
        found = await session.run(text("SELECT official_id, version, digest FROM apar_head"))
        held = {row.official_id: (row.version, row.digest.hex()) for row in found}
    await database.close()
    return held


@pytest.mark.timeout(60 + 3 * SECONDS)
async def test_a_reader_ends_with_the_table(database_url: str, worker_database: Database) -> None:
    """Whoever sees all, and whoever sees half, ends with what stands: no row less or more."""
    numbers = await arrange(worker_database)
    publishers_pool = Database.open(database_url, "karmasetu_worker", pool_size=PUBLISHERS)
    until = asyncio.get_running_loop().time() + SECONDS
    publishing = asyncio.gather(
        *(publish_on(publishers_pool, one, numbers, until) for one in numbers)
    )
    tenants = [EVERYTHING, Tenant(authorities=frozenset(numbers[::2]))]
    readers = [read_on(database_url, one, publishing.done) for one in tenants]
    read = await asyncio.gather(*readers)
    published = sum(await publishing)
    await publishers_pool.close()

    assert published > PUBLISHERS * 3
    assert read == [await table(database_url, one) for one in tenants]
