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
    told = asyncio.Event()
    going_on = asyncio.create_task(_on(what, every, work, told))
    try:
        yield
    finally:
        told.set()
        await going_on


async def _on(
    what: str, every: timedelta, work: Callable[[], Awaitable[object]], told: asyncio.Event
) -> None:
    """Work until told to stop; what is under way then comes to its end."""
    while not await _is_told(told, every):
        try:
            await work()
        except Exception:
            # The database may be back the next time; whoever watches the log knows until then.
            log.exception("work beside the jobs failed", what=what, seconds=every.total_seconds())


async def _is_told(told: asyncio.Event, within: timedelta) -> bool:
    """Wait for being told to stop, and say whether it was before the time was over."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within.total_seconds()):
            await told.wait()
    return told.is_set()
