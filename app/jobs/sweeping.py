"""What a worker tidies up beside its jobs: work that nobody does, files whose time is over."""

from datetime import timedelta

import structlog

from app.errors import ServiceError
from app.jobs.queue import ACTION, EVALUATION, EXPORT, ROSTER
from app.policy.retention.table import table
from app.services import retention
from app.services.bulk.exporter import Exporter
from app.store import abandoned, replies
from app.store.database import Database

log = structlog.get_logger()

EVERY = timedelta(minutes=1)
# House value: so often a job is taken up, each time by a worker that died of it or was killed.
TRIES = 10
RETENTION_EVERY = timedelta(hours=1)


class TriesUsedUpError(ServiceError):
    """A job whose workers died each time: it is not tried without end."""

    code = "tries-used-up"


async def sweep(exporter: Exporter) -> None:
    """End the work that nobody does any more, and remove the files that nobody may read."""
    for kind in (EVALUATION, ROSTER, EXPORT, ACTION):
        async with exporter.database.writing() as session:
            ended = await abandoned.end(session, kind, exporter.clock())
        for number in ended:
            log.error("abandoned work was ended", kind=kind, number=number)
            if kind == EXPORT:
                await exporter.run(number)
    await exporter.sweep()
    async with exporter.database.writing() as session:
        await replies.forget(session, exporter.clock() - table()["replies"].age)


async def keep_no_longer(exporter: Exporter) -> None:
    """Remove what the retention table gives no more time, and say how much of what."""
    counts = await retention.enforce(
        exporter.database,
        exporter.clock(),
        lambda kind, done: log.info("retention removes", kind=kind, done=done),
    )
    if any(counts.values()):
        log.info("retention removed", **counts)


async def refuse_endless(database: Database, job_id: int) -> None:
    """Raise TriesUsedUpError for a job taken up too often; the next sweep ends its work."""
    async with database.reading() as session:
        if await abandoned.tries(session, job_id) > TRIES:
            raise TriesUsedUpError("each worker that took the job up has died")
