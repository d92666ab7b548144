"""Who is due is decided for: also who became due while others were being decided for."""

import pytest

from app.store import positions
from app.store.apar import publishing
from app.store.database import Database
from app.store.feed import facts
from tests.harness.arranged import (
    IN_YEAR,
    YEAR,
    an_authority,
    an_official,
    evaluate,
    rows,
    take_completions,
    take_staff,
)

DUE = "SELECT count(*) FROM evaluation_due"


async def test_who_becomes_due_meanwhile_stays_due(worker_database: Database) -> None:
    """Facts that arrive while their official is decided for leave him due for the next run."""
    async with worker_database.writing() as session:
        number = await an_authority(session)
        await take_staff(session, number, an_official())
    async with worker_database.writing() as deciding:
        position = await positions.last(deciding, "ingest")
        await evaluate(deciding)
        async with worker_database.writing() as feeding:
            await take_completions(feeding, ("user-1", "A", IN_YEAR))
        await publishing.clear_due(deciding, YEAR, {number: 2**62}, position)
    async with worker_database.writing() as session:
        assert await rows(session, DUE) == [(1,)]


async def pour_and_fail(database: Database) -> None:
    """Pour by COPY as a session's first act, then fail."""
    async with database.writing() as session:
        await facts.pour_completions(
            session, [(1, "user-1", "A", IN_YEAR, "completed_on", None, None)]
        )
        raise RuntimeError


async def test_what_the_driver_does_first_is_undone_too(worker_database: Database) -> None:
    """COPY as a session's first act belongs to its transaction, and is rolled back with it."""
    with pytest.raises(RuntimeError):
        await pour_and_fail(worker_database)
    async with worker_database.writing() as session:
        assert await rows(session, "SELECT count(*) FROM staging.completion") == [(0,)]
