"""Connections whose server has gone are not lent."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text

from app.store import liveness
from app.store.database import Database

ASKED = text("SELECT pg_backend_pid()")
ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"


async def test_an_ended_connection_is_replaced(
    api_database: Database, owner: asyncpg.Connection
) -> None:
    """After the server has ended a resting connection, the next transaction has another one."""
    async with api_database.reading() as session:
        driver = await session.driver()
    ended = asyncio.Event()
    driver.add_termination_listener(lambda _: ended.set())
    first = await backend(api_database)
    await owner.fetch(ENDED, "karmasetu_api")
    await asyncio.wait_for(ended.wait(), 10)
    second = await backend(api_database)

    assert first != second


async def test_a_rested_connection_is_asked(
    api_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that rested for long is asked before it is lent, and lent if it answers."""
    first = await backend(api_database)
    monkeypatch.setattr(liveness, "REST_SECONDS", 0.0)
    second = await backend(api_database)

    assert first == second


async def backend(database: Database) -> int:
    """Return which of the server's processes answers."""
    async with database.reading() as session:
        return int((await session.run(ASKED)).scalar_one())
