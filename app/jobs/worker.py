"""The worker: takes jobs from the database and carries them out until it is told to stop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from pgqueuer import AsyncpgDriver, Job, PgQueuer
from pgqueuer.domain.types import QueueExecutionMode

from app.jobs.queue import ACTION, EVALUATION, EXPORT, ROSTER, enqueue_action, queries
from app.jobs.sweeping import refuse_endless, swept
from app.services.bulk.exporter import Exporter
from app.services.mandate.evaluation import Evaluator
from app.services.onboarding.acting import Actor, OpenDesk
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
    exports: Path,
    *,
    drain: bool = False,
    open_desk: OpenDesk | None = None,
    silence: timedelta = SILENCE,
) -> None:
    """Carry out jobs until none is left, with ``drain``, or until cancelled.

    The job at hand comes to its end even then. ``exports`` is the folder for bulk exports, the same
    one for all workers and APIs. ``open_desk`` opens the road to iGOT for onboarding actions, which
    wait for another worker where it is not given. ``silence`` is after how long without a sign
    another worker is taken for dead.
    """
    exporter = Exporter(database, exports, clock)
    async with database.unmanaged() as connection, swept(exporter):
        driver = AsyncpgDriver(connection)
        queue = PgQueuer(driver, queries=queries(driver))

        @queue.entrypoint(EVALUATION, concurrency_limit=1, on_failure="hold")
        async def evaluation(job: Job) -> None:
            await refuse_endless(database, job.id)
            await _evaluate(database, clock, int(job.payload or b""))

        @queue.entrypoint(ROSTER, concurrency_limit=1, on_failure="hold")
        async def roster(job: Job) -> None:
            await refuse_endless(database, job.id)
            await _check(database, clock, int(job.payload or b""))

        @queue.entrypoint(EXPORT, concurrency_limit=1, on_failure="hold")
        async def export(job: Job) -> None:
            await refuse_endless(database, job.id)
            number = int(job.payload or b"")
            log.info("export looked at", export=number, state=await exporter.run(number))

        if open_desk is not None:
            _act(queue, database, Actor(database, open_desk, clock, enqueue_action))

        await queue.qm.run(
            dequeue_timeout=min(POLL, silence),
            batch_size=1,
            heartbeat_timeout=silence,
            mode=QueueExecutionMode.drain if drain else QueueExecutionMode.continuous,
        )


def _act(queue: PgQueuer, database: Database, actor: Actor) -> None:
    """Have the queue's onboarding actions tried."""

    @queue.entrypoint(ACTION, concurrency_limit=1, on_failure="hold")
    async def action(job: Job) -> None:
        await refuse_endless(database, job.id)
        number = int(job.payload or b"")
        log.info("onboarding action tried", action=number, state=await actor.run(number))


async def _evaluate(database: Database, clock: Callable[[], datetime], run_id: int) -> None:
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


async def _check(database: Database, clock: Callable[[], datetime], roster_id: int) -> None:
    checker = RosterChecker(
        database,
        clock,
        lambda what, done, total: log.debug(what, roster=roster_id, done=done, total=total),
    )
    tally = await checker.run(roster_id)
    log.info("roster checked", roster=roster_id, findings=tally.findings)
