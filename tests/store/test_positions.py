"""Positions: gapless and increasing, whoever takes them at once and whoever gives up."""

import asyncio

import pytest

from app.store import positions
from app.store.database import Database, Writing
from tests.harness.arranged import NOW, rows

TAKERS = 8


async def test_the_first_of_several_is_returned(undone: Writing) -> None:
    """Taking several positions returns the first; the next taker goes on after the last."""
    first = await positions.take(undone, "publish", 3)
    following = await positions.take(undone, "publish")

    assert (first, following, await positions.last(undone, "publish")) == (1, 4, 4)


async def test_the_kinds_count_apart(undone: Writing) -> None:
    """What was learned and what was published have positions of their own."""
    await positions.take(undone, "publish", 5)

    assert await positions.last(undone, "ingest") == 0


async def test_a_closed_position_names_its_run(undone: Writing) -> None:
    """Each ingest position says which run it belongs to, and when it was closed."""
    position = await positions.close(undone, 12, NOW)

    assert await rows(undone, "SELECT position, run_id, closed_at FROM ingest_position") == [
        (position, 12, NOW)
    ]


async def test_who_gives_up_leaves_no_gap(worker_database: Database) -> None:
    """A position that was taken in a transaction which failed is given to the next one."""

    async def give_up() -> None:
        async with worker_database.writing() as session:
            await positions.take(session, "publish", 7)
            raise RuntimeError("changed its mind")

    with pytest.raises(RuntimeError, match="changed its mind"):
        await give_up()
    async with worker_database.writing() as session:
        assert await positions.take(session, "publish") == 1


async def test_takers_at_once_never_share(worker_database: Database) -> None:
    """Eight transactions that take positions at once get each a span of its own, without a gap."""

    async def take(count: int) -> range:
        async with worker_database.writing() as session:
            first = await positions.take(session, "publish", count)
            await asyncio.sleep(0.01)
            return range(first, first + count)

    spans = await asyncio.gather(*(take(count) for count in range(1, TAKERS + 1)))

    assert sorted(number for span in spans for number in span) == list(range(1, 37))
