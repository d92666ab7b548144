"""Pushes to SPARROW in the worker: handed over as jobs, and looked for every minute."""

import structlog
from pgqueuer import Job, PgQueuer

from app.jobs.queue import PUSH, enqueue_push
from app.jobs.sweeping import refuse_endless
from app.services.filings.pushing import Pusher

log = structlog.get_logger()

# House value: pushes that a worker carries out at a time: a slow instance holds up no other.
AT_A_TIME = 3


def take_pushes(queue: PgQueuer, pusher: Pusher) -> None:
    """Have the queue's pushes carried out, of one instance one at a time."""

    @queue.entrypoint(PUSH, concurrency_limit=AT_A_TIME, on_failure="hold")
    async def push(job: Job) -> None:
        await refuse_endless(pusher.database, job.id)
        await carry_out(pusher, (job.payload or b"").decode())


async def carry_out(pusher: Pusher, instance_id: str) -> None:
    """Push to an instance, and tell what came of it: counts and codes, of nobody in particular."""
    log.info("push begins", instance=instance_id)
    pushed = await pusher.run(instance_id)
    # A halted instance is told nothing any more until somebody has looked.
    told = log.error if pushed.end == "halted" else log.info
    told(
        "push ended",
        instance=instance_id,
        end=pushed.end,
        failure=pushed.failure,
        planned=pushed.planned,
        **pushed.counts,
    )


async def hand_over(pusher: Pusher) -> int:
    """Hand the pushes that are due to the workers; return how many instances have any."""
    due = await pusher.due()
    for instance_id in due:
        async with pusher.database.writing() as session:
            await enqueue_push(session, instance_id)
    return len(due)
