"""A sync that is stopped, killed or refused: the next one ends as if nothing had been."""

import asyncio
import os
import secrets
import signal
import sys

import asyncpg
import pytest

from app.errors import ConflictError
from app.store.database import Database
from tests.harness.programs import begun
from tests.services.carried import carry, decide
from tests.services.held import (
    Held,
    everything,
    last_run,
    locked,
    meaning,
    staged,
    until_free,
    watermarks,
)
from tests.services.served import KEY, TOKEN, ServedIgot

READ = "SELECT count(*) FROM feed_road WHERE run_id >= 2 AND state = $1"


async def _until(igot: ServedIgot, requests: int) -> None:
    """Wait until the stand-in was asked so often."""
    await asyncio.wait_for(igot.asked(requests), 30)


@pytest.mark.parametrize("requests", [1, 14, 70, 98])
async def test_a_sync_that_is_stopped_leaves_no_trace(
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    undisturbed: Held,
    requests: int,
) -> None:
    """Stopped at any moment, a run is incomplete, staging empty, the lock free, the next whole."""
    async with igot.feed() as feed:
        task = asyncio.ensure_future(carry(early_database, feed))
        await _until(igot, requests)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        run = await last_run(early_owner)
        left = (await staged(early_owner), await locked(early_owner))
        await carry(early_database, feed)
    await decide(early_database)

    assert (run["state"], run["reason"]) == ("incomplete", "the run: CancelledError")
    assert left == (0, False)
    assert await meaning(early_owner) == undisturbed


# Two moments that matter, and one that differs from run to run.
@pytest.mark.parametrize("requests", [30, 85, None])
async def test_a_sync_that_is_killed_is_made_good(
    early_url: str,
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    undisturbed: Held,
    requests: int | None,
) -> None:
    """A process that is gone from one moment to the next holds no lock; the next run ends whole."""
    requests = requests or secrets.randbelow(100) + 1
    environment = {
        **os.environ,
        "DATABASE_URL": early_url,
        "KARMASETU_IGOT_URL": f"{igot.origin}/api",
        "KARMASETU_IGOT_KEY": KEY,
        "KARMASETU_IGOT_USER_TOKEN": TOKEN,
    }
    command = [sys.executable, "-m", "app.cli", "sync"]
    async with begun(command, env=environment) as killed:
        await _until(igot, requests)
    await until_free(early_owner)
    read = await early_owner.fetchval(READ, "complete")
    async with igot.feed() as feed:
        synced = await carry(early_database, feed)
    await decide(early_database)

    abandoned, resumed = await early_owner.fetchrow(
        "SELECT killed.state || ', ' || killed.reason, killed.id = last.resumes"
        " FROM feed_run AS killed, feed_run AS last WHERE killed.id = 2 AND last.id = 3"
    )
    assert resumed
    assert await early_owner.fetchval(READ, "complete") >= read
    assert (killed.process.returncode, synced.failures) == (-signal.SIGKILL, [])
    assert abandoned == "incomplete, the run: its process died"
    assert await staged(early_owner) == 0
    assert await meaning(early_owner) == undisturbed, f"killed after {requests} requests"


async def test_of_two_syncs_at_once_one_is_refused(
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    undisturbed: Held,
) -> None:
    """The second comer is told of the conflict and changes nothing; the first ends whole."""
    async with igot.feed() as feed, igot.feed() as another:
        first = asyncio.ensure_future(carry(early_database, feed))
        await _until(igot, 5)
        with pytest.raises(ConflictError, match="another sync is under way"):
            await carry(early_database, another)
        refused = await last_run(early_owner)
        synced = await first
    await decide(early_database)

    assert (refused["state"], refused["calls"]) == ("incomplete", 0)
    assert refused["reason"] == "the run: conflict: another sync is under way"
    assert (synced.failures, await meaning(early_owner)) == ([], undisturbed)


async def test_a_refused_sync_changes_nothing(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """While another holds the lock, no fact, no watermark and no call is touched."""
    before = (await everything(early_owner), await watermarks(early_owner))
    async with igot.feed() as feed, early_database.alone("sync"):
        with pytest.raises(ConflictError):
            await carry(early_database, feed)

    assert (await everything(early_owner), await watermarks(early_owner)) == before
    assert igot.requests == 0
