"""Workers as programs of their own, and what is left of the jobs that they were given."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from tests.harness.programs import Begun, begun

WORKER = ("app.cli", "worker")
QUICK_WORKER = ("tests.jobs.quick_worker",)
HOLD_OUTCOMES = "SELECT pg_advisory_xact_lock(hashtext('outcomes'), 2025)"
PATIENCE = 40


@asynccontextmanager
async def worker(
    address: str, program: tuple[str, ...] = WORKER, **settings: str
) -> AsyncIterator[Begun]:
    """Run a worker over a database; kill it at the end if it still runs."""
    environment = {**os.environ, "DATABASE_URL": address, **settings}
    async with begun([sys.executable, "-m", *program], env=environment) as run:
        yield run


async def holds(owner: asyncpg.Connection, condition: str) -> bool:
    """Say whether a condition holds in the database."""
    found: bool = await owner.fetchval(f"SELECT {condition}")
    return found


async def until(owner: asyncpg.Connection, condition: str) -> None:
    """Wait until a condition holds in the database."""
    async with asyncio.timeout(PATIENCE):
        while not await holds(owner, condition):  # noqa: ASYNC110 - no row tells that it changed
            await asyncio.sleep(0.05)


ALL_ENDED = "NOT EXISTS (SELECT FROM evaluation_run WHERE state IN ('queued', 'running'))"
NONE_LEFT = "NOT EXISTS (SELECT FROM jobs.pgqueuer)"
ONE_RUNNING = "EXISTS (SELECT FROM evaluation_run WHERE state = 'running')"


async def carried_out(owner: asyncpg.Connection) -> list[int]:
    """Return how often each job came to a good end."""
    rows = await owner.fetch(
        "SELECT count(*) FROM jobs.pgqueuer_log WHERE status = 'successful' GROUP BY job_id"
    )
    return [row[0] for row in rows]


async def positions_are_gapless(owner: asyncpg.Connection) -> bool:
    """Say whether the published positions run from one to the last one given without a gap."""
    found: bool = await owner.fetchval(
        "SELECT count(*) = max(position) AND count(DISTINCT position) = count(*)"
        " AND max(position) = (SELECT value FROM position_counter WHERE kind = 'publish')"
        " FROM (SELECT position FROM apar_entry UNION ALL SELECT position FROM apar_change) AS told"
    )
    return found
