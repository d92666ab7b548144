"""Sessions: committed when they end well, undone when they don't; one snapshot where asked for."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store import authorities, positions
from app.store.apar import entries
from app.store.auditing.audit import Access
from app.store.database import Database, Shared, Tenant
from app.store.failures import is_unavailability
from tests.harness.arranged import an_authority

ROLE = text("SELECT current_user")


@pytest.mark.parametrize("role", ["api", "worker"])
async def test_sessions_act_in_their_role(
    worker_database: Database, api_database: Database, role: str
) -> None:
    """A session acts as the role that its database was opened for, which owns nothing."""
    database = worker_database if role == "worker" else api_database
    async with database.reading() as session:
        assert (await session.run(ROLE)).scalar_one() == f"karmasetu_{role}"


async def test_a_session_that_fails_leaves_nothing(worker_database: Database) -> None:
    """What was written in a session that failed is not there afterwards."""

    async def fail() -> None:
        async with worker_database.writing() as session:
            await an_authority(session)
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        await fail()
    async with worker_database.reading() as session:
        assert await authorities.every(session) == []


async def test_a_snapshot_sees_one_moment(worker_database: Database) -> None:
    """A reader with a snapshot does not see what is committed while it reads; another does."""
    async with (
        worker_database.reading(snapshot=True) as still,
        worker_database.reading() as moving,
    ):
        before = await positions.last(still, "publish")
        async with worker_database.writing() as session:
            await positions.take(session, "publish")
        seen = (await positions.last(still, "publish"), await positions.last(moving, "publish"))

    assert (before, *seen) == (0, 0, 1)


async def test_work_is_done_by_one_at_a_time(worker_database: Database) -> None:
    """Who asks for a piece of work that another does is told so; afterwards it is free."""
    async with worker_database.alone("sync") as first, worker_database.alone("sync") as second:
        pass
    async with worker_database.alone("sync") as third:
        pass

    assert (first, second, third) == (True, False, True)


@pytest.mark.parametrize(
    ("role", "setting", "value"),
    [
        ("api", "statement_timeout", "30s"),
        ("worker", "statement_timeout", "12h"),
        ("api", "lock_timeout", "10s"),
        ("worker", "lock_timeout", "10s"),
        ("api", "idle_in_transaction_session_timeout", "1min"),
        ("worker", "idle_in_transaction_session_timeout", "1min"),
    ],
)
async def test_nothing_is_waited_for_without_end(
    worker_database: Database, api_database: Database, role: str, setting: str, value: str
) -> None:
    """A statement, a lock and an idle transaction each have their time in both roles."""
    database = worker_database if role == "worker" else api_database
    async with database.reading() as session:
        shown = await session.run(text(f"SHOW {setting}"))

    assert shown.scalar_one() == value


@pytest.mark.parametrize(
    ("shorter", "statement"),
    [
        ("statement_timeout", "SELECT pg_sleep(5)"),
        ("lock_timeout", "LOCK TABLE authority IN SHARE MODE"),
    ],
)
async def test_who_waited_too_long_may_ask_again(
    worker_database: Database, shorter: str, statement: str
) -> None:
    """A statement or a lock that took too long is a failure that passes by itself: 503, not 500."""

    async def wait() -> None:
        async with worker_database.writing() as session:
            await session.run(text(f"SET LOCAL {shorter} = '20ms'"))
            await session.run(text(statement))

    async with worker_database.writing() as holding:
        await an_authority(holding)
        with pytest.raises(DBAPIError) as failed:
            await wait()

    assert is_unavailability(failed.value)


@pytest.fixture
async def one_connection(database_url: str) -> AsyncIterator[Database]:
    """The API's database by a single connection: whoever comes next has the same one."""
    database = Database.open(database_url, "karmasetu_api", pool_size=1)
    yield database
    await database.close()


async def test_what_is_set_together_ends_with_it(one_connection: Database) -> None:
    """A statement that sets the tenant itself leaves none to whoever has the connection next."""
    asked = text(
        "SELECT set_config('app.reach', CAST(:reach AS text), true) AS reach, asked.*"
        " FROM unnest(CAST(:ns AS text[])) WITH ORDINALITY AS asked (n, place) WHERE n <> '8'"
    )
    kind = Shared(asked, Tenant(everything=True))
    rows = await asyncio.gather(*(one_connection.together.ask(kind, {"ns": n}) for n in "789"))
    async with one_connection.unmanaged() as driver:
        left = await driver.fetchval("SELECT current_setting('app.reach', true)")

    assert [row and (row["reach"], row["n"]) for row in rows] == [("all", "7"), None, ("all", "9")]
    assert left == ""


async def test_who_comes_after_a_read_waits_for_the_disk(one_connection: Database) -> None:
    """A read of an entry commits without waiting; what its connection is lent to next does not."""
    access = Access("a-client", "a look", "a-request", "apar.entry", 2025)
    async with one_connection.unmanaged() as driver:
        await driver.execute("SET synchronous_commit = on")
        number = driver.get_server_pid()
    assert await entries.noted(one_connection, Tenant(everything=True), 1, access) is None
    async with one_connection.unmanaged() as driver:
        assert driver.get_server_pid() == number
        assert await driver.fetchval("SHOW synchronous_commit") == "on"


async def test_the_read_of_an_entry_is_planned_once(one_connection: Database) -> None:
    """However few ask, PostgreSQL keeps its plan: planning takes longer than all the rest."""
    access = Access("a-client", "a look", "a-request", "apar.entry", 2025)
    for number in range(1, 12):
        await entries.noted(one_connection, Tenant(everything=True), number, access)
    async with one_connection.unmanaged() as driver:
        planned = await driver.fetchval(
            "SELECT custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%INTO audit_event%' AND generic_plans + custom_plans = 11"
        )

    # Until then PostgreSQL compares what plans come to.
    assert planned == 5
