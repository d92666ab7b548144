"""The worker: takes jobs from the database and carries them out until it is told to stop."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from pgqueuer import AsyncpgDriver, Job, PgQueuer
from pgqueuer.domain.types import QueueExecutionMode

from app.jobs.queue import EVALUATION, ROSTER, queries
from app.services.evaluation import Evaluator
from app.services.rosters.checking import RosterChecker
from app.store.database import Database

log = structlog.get_logger()

# A worker that says nothing for this long is taken for dead, and its jobs are given to another.
# What the late one still does is harmless: a run holds its year's lock and writes only differences.
SILENCE = timedelta(seconds=30)
POLL = timedelta(seconds=5)


async def work(
    database: Database,
    clock: Callable[[], datetime],
    *,
    drain: bool = False,
    silence: timedelta = SILENCE,
) -> None:
    """Carry out jobs until none is left, with ``drain``, or until cancelled.

    The job at hand comes to its end even then. ``silence`` is after how long without a sign
    another worker is taken for dead.
    """
    async with database.unmanaged() as connection:
        driver = AsyncpgDriver(connection)
        queue = PgQueuer(driver, queries=queries(driver))

        @queue.entrypoint(EVALUATION, concurrency_limit=1, on_failure="hold")
        async def evaluation(job: Job) -> None:
            run_id = int(job.payload or b"")
            evaluator = Evaluator(
                database,
                clock,
                lambda what, done, total: log.info(what, run=run_id, done=done, total=total),
            )
            decided = await evaluator.run(run_id)
            log.info(
                "evaluation run done",
                run=run_id,
                officials=decided.officials,
                changed=decided.changed,
                published=decided.published,
                unready=len(decided.unready),
            )

        @queue.entrypoint(ROSTER, concurrency_limit=1, on_failure="hold")
        async def roster(job: Job) -> None:
            await _check(database, clock, int(job.payload or b""))

        await queue.qm.run(
            dequeue_timeout=POLL,
            batch_size=1,
            heartbeat_timeout=silence,
            mode=QueueExecutionMode.drain if drain else QueueExecutionMode.continuous,
        )


async def _check(database: Database, clock: Callable[[], datetime], roster_id: int) -> None:
    checker = RosterChecker(
        database,
        clock,
        lambda what, done, total: log.debug(what, roster=roster_id, done=done, total=total),
    )
    tally = await checker.run(roster_id)
    log.info("roster checked", roster=roster_id, findings=tally.findings)
