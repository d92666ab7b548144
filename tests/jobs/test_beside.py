"""Work beside the jobs: at a pace, outliving a failure, and never cut off in the middle."""

import asyncio
from datetime import timedelta

import pytest

from app.jobs.beside import beside

SOON = timedelta(milliseconds=1)


async def test_work_under_way_comes_to_its_end() -> None:
    """Who leaves the block waits for the piece of work at hand: no connection is cut off."""
    begun, done = asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await asyncio.sleep(0.02)
        done.append(1)

    async with beside("work", SOON, work):
        begun.clear()
        await begun.wait()
        finished = len(done)

    assert len(done) == finished + 1


async def test_a_failure_ends_nothing() -> None:
    """The first time is raised to whoever starts; later the next time is tried anew."""
    tried: list[int] = []
    again = asyncio.Event()

    async def work() -> None:
        tried.append(1)
        if len(tried) == 2:
            raise OSError
        if len(tried) == 3:
            again.set()

    async with beside("work", SOON, work):
        await again.wait()

    async def broken() -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - there is nothing more to it
        async with beside("work", SOON, broken):
            pass
