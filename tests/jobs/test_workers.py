"""Several workers over one database act as one, and one that dies is replaced."""

import asyncio
import signal

import asyncpg

from app.jobs.queue import enqueue_evaluation
from app.store import authorities
from app.store.database import Database, Tenant
from app.store.mandate import evaluation_runs
from tests.jobs.workers import (
    ALL_ENDED,
    HOLD_OUTCOMES,
    NONE_LEFT,
    ONE_RUNNING,
    QUICK_WORKER,
    carried_out,
    holds,
    positions_are_gapless,
    until,
    worker,
)
from tests.services.carried import YEAR, carry
from tests.services.held import Held, meaning
from tests.services.moments import LATER
from tests.services.served import ServedIgot

LISTENING = """EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'karmasetu_worker'
)"""
SEES_ALL = Tenant(everything=True)


async def ask(database: Database, authority_id: int | None = None) -> int:
    """Ask for a run and enqueue it in one transaction, as the API does."""
    async with database.writing(SEES_ALL) as session:
        run_id = await evaluation_runs.ask(session, YEAR.start, authority_id, "a test", LATER)
        await enqueue_evaluation(session, run_id)
    return run_id


async def _synced(database: Database, igot: ServedIgot) -> list[int]:
    async with igot.feed() as feed:
        await carry(database, feed)
    async with database.reading() as session:
        return [held.id for held in await authorities.every(session)]


async def test_two_workers_and_two_askers_act_as_one(
    early_url: str,
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    undisturbed: Held,
) -> None:
    """Each run is carried out once, positions have no gap, and the outcomes are those of one."""
    held = await _synced(early_database, igot)
    askers = [Database.open(early_url, "karmasetu_api", pool_size=2) for _ in range(2)]
    async with worker(early_url), worker(early_url):
        wanted = [None, *held[:3]]
        await asyncio.gather(*(ask(askers[n % 2], one) for n, one in enumerate(wanted)))
        await until(early_owner, f"{ALL_ENDED} AND {NONE_LEFT}")
    for asker in askers:
        await asker.close()

    assert await carried_out(early_owner) == [1] * len(wanted)
    assert await positions_are_gapless(early_owner)
    assert await meaning(early_owner) == undisturbed


async def test_a_killed_worker_is_replaced(
    early_url: str,
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    undisturbed: Held,
) -> None:
    """A run whose worker is gone from one moment to the next is taken over and ends the same."""
    await _synced(early_database, igot)
    run_id = await ask(early_database)
    async with worker(early_url, QUICK_WORKER) as run, early_owner.transaction():
        await early_owner.execute(HOLD_OUTCOMES)
        await until(early_owner, ONE_RUNNING)
        run.process.kill()
    async with worker(early_url, QUICK_WORKER):
        await until(early_owner, ALL_ENDED)
    run = await early_owner.fetchrow("SELECT * FROM evaluation_run WHERE id = $1", run_id)

    assert (run["state"], run["officials_done"], run["failure"]) == ("done", 298, None)
    assert await positions_are_gapless(early_owner)
    assert await meaning(early_owner) == undisturbed


async def test_a_worker_told_to_stop_ends_its_run_first(
    early_url: str, early_database: Database, early_owner: asyncpg.Connection
) -> None:
    """SIGTERM lets the run at hand end, leaves nothing behind, and the exit is a good one."""
    await ask(early_database)
    async with worker(early_url) as run:
        async with early_owner.transaction():
            await early_owner.execute(HOLD_OUTCOMES)
            await until(early_owner, ONE_RUNNING)
            run.process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(run.process.wait(), 30)

    assert code == 0
    assert await holds(early_owner, f"{ALL_ENDED} AND {NONE_LEFT}")
    assert await carried_out(early_owner) == [1]


async def test_a_worker_cut_off_from_the_database_ends_and_says_so(
    early_url: str, early_owner: asyncpg.Connection
) -> None:
    """A worker that lost its connection doesn't sit there as if it listened."""
    async with worker(early_url) as run:
        await until(early_owner, LISTENING)
        await early_owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await asyncio.wait_for(run.process.wait(), 30)
        said = run.said()

    assert run.process.returncode == 1
    assert said.splitlines()[-1].startswith("karmasetu: the database can't be reached")
