"""The worker: takes jobs from the database and carries them out until it is told to stop."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from pgqueuer import AsyncpgDriver, Job, PgQueuer
from pgqueuer.domain.types import QueueExecutionMode

from app.jobs import sweeping
from app.jobs.beside import beside
from app.jobs.pushing import hand_over, take_pushes
from app.jobs.queue import ACTION, EVALUATION, EXPORT, ROSTER, enqueue_action, queries
from app.jobs.sweeping import keep_no_longer, refuse_endless, sweep
from app.services.auditing.chaining import chain
from app.services.bulk.exporter import Exporter
from app.services.filings.pushing import OpenDesk as OpenFiling
from app.services.filings.pushing import Pusher
from app.services.mandate.evaluation import Evaluator
from app.services.onboarding.acting import Actor, OpenDesk
from app.services.rosters.checking import RosterChecker
from app.services.rosters.phones import PhoneRoad
from app.store.database import Database

log = structlog.get_logger()

# A worker that says nothing for this long is taken for dead, and its jobs are given to another.
# What the late one still does is harmless: a run holds its year's lock and writes only differences.
SILENCE = timedelta(seconds=30)
POLL = timedelta(seconds=5)
# An event of the audit trail has its link within five seconds; a look that finds none is cheap.
CHAIN_EVERY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class RoadsOut:
    """What opens iGOT's desk for onboarding actions, and a SPARROW instance's for filings.

    Without a road to phones, rosters are checked without them.
    """

    desk: OpenDesk | None = None
    filing: OpenFiling | None = None
    phones: PhoneRoad | None = None


NO_ROADS = RoadsOut()


async def work(
    database: Database,
    clock: Callable[[], datetime],
    exports: Path,
    out: RoadsOut = NO_ROADS,
    *,
    drain: bool = False,
    silence: timedelta = SILENCE,
) -> None:
    """Carry out jobs until none is left, with ``drain``, or until cancelled.

    The job at hand comes to its end even then. ``exports`` is the folder for bulk exports, the same
    one for all workers and APIs; without a road ``out``, work that needs it waits for another
    worker. ``silence`` is after how long without a sign another worker is taken for dead.
    """
    exporter = Exporter(database, exports, clock)
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(database.unmanaged())
        await stack.enter_async_context(beside("sweep", sweeping.EVERY, lambda: sweep(exporter)))
        await stack.enter_async_context(
            beside("retention", sweeping.RETENTION_EVERY, lambda: keep_no_longer(exporter))
        )
        await stack.enter_async_context(beside("audit chain", CHAIN_EVERY, lambda: chain(database)))
        driver = AsyncpgDriver(connection)
        queue = PgQueuer(driver, queries=queries(driver))
        _take(queue, database, clock, exporter)
        _check_rosters(queue, database, clock, out.phones)
        if out.desk is not None:
            _act(queue, database, Actor(database, out.desk, clock, enqueue_action))
        if out.filing is not None:
            pusher = Pusher(database, out.filing, clock, _filed)
            take_pushes(queue, pusher)
            look = beside("look for pushes", sweeping.EVERY, lambda: hand_over(pusher))
            await stack.enter_async_context(look)

        await queue.qm.run(
            dequeue_timeout=min(POLL, silence),
            batch_size=1,
            heartbeat_timeout=silence,
            mode=QueueExecutionMode.drain if drain else QueueExecutionMode.continuous,
        )


def _take(
    queue: PgQueuer, database: Database, clock: Callable[[], datetime], exporter: Exporter
) -> None:
    """Have the queue's evaluations and exports carried out."""

    @queue.entrypoint(EVALUATION, concurrency_limit=1, on_failure="hold")
    async def evaluation(job: Job) -> None:
        await refuse_endless(database, job.id)
        await _evaluate(database, clock, int(job.payload or b""))

    @queue.entrypoint(EXPORT, concurrency_limit=1, on_failure="hold")
    async def export(job: Job) -> None:
        await refuse_endless(database, job.id)
        number = int(job.payload or b"")
        log.info("export looked at", export=number, state=await exporter.run(number))


def _check_rosters(
    queue: PgQueuer, database: Database, clock: Callable[[], datetime], phones: PhoneRoad | None
) -> None:
    """Have the queue's rosters checked."""

    @queue.entrypoint(ROSTER, concurrency_limit=1, on_failure="hold")
    async def roster(job: Job) -> None:
        await refuse_endless(database, job.id)
        number = int(job.payload or b"")
        checker = RosterChecker(
            database,
            clock,
            lambda what, done, total: log.debug(what, roster=number, done=done, total=total),
            phones,
        )
        tally = await checker.run(number)
        log.info("roster checked", roster=number, findings=tally.findings)


def _act(queue: PgQueuer, database: Database, actor: Actor) -> None:
    """Have the queue's onboarding actions tried."""

    @queue.entrypoint(ACTION, concurrency_limit=1, on_failure="hold")
    async def action(job: Job) -> None:
        await refuse_endless(database, job.id)
        number = int(job.payload or b"")
        log.info("onboarding action tried", action=number, state=await actor.run(number))


def _filed(what: str, instance: str, done: int, waiting: int) -> None:
    log.info(what, instance=instance, done=done, waiting=waiting)


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
