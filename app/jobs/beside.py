"""What a worker does beside its jobs, over and over: at once, and then at a steady pace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import structlog

log = structlog.get_logger()


@asynccontextmanager
async def beside(
    what: str, every: timedelta, work: Callable[[], Awaitable[object]]
) -> AsyncIterator[None]:
    """Do a piece of work now, and at a pace until the block ends.

    A failure of the first time is raised; a later one is logged, and the next time is tried anew.
    """
    await work()
    going_on = asyncio.create_task(_on(what, every, work))
    try:
        yield
    finally:
        going_on.cancel()
        with suppress(asyncio.CancelledError):
            await going_on


async def _on(what: str, every: timedelta, work: Callable[[], Awaitable[object]]) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        try:
            await work()
        except Exception:
            # The database may be back the next time; whoever watches the log knows until then.
            log.exception("work beside the jobs failed", what=what, seconds=every.total_seconds())
