"""Sessions: committed when they end well, undone when they don't; one snapshot where asked for."""

import pytest
from sqlalchemy import text

from app.store import authorities, positions
from app.store.database import Database
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
