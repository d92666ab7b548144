"""karmasetu worker: carries out the jobs that the API hands over."""

import asyncio
import signal
from contextlib import suppress
from typing import Annotated

import typer

from app import logs
from app.commands.console import clock
from app.commands.failures import failures_told
from app.commands.forms import take_forms_in
from app.jobs import telling
from app.jobs.worker import RoadsOut, work
from app.settings import Settings
from app.wiring.worker import open_worker

STOPPING = (signal.SIGINT, signal.SIGTERM)


@failures_told()
def worker(
    drain: Annotated[bool, typer.Option(help="End when no job is left.")] = False,
) -> None:
    """Carry out background jobs until told to stop; run as many workers as are needed."""
    logs.configure()
    telling.configure()
    asyncio.run(_work(drain=drain))


async def _work(*, drain: bool) -> None:
    _end_gently()
    settings = Settings()
    async with open_worker(settings) as parts:
        await take_forms_in(parts.database, settings)
        with suppress(asyncio.CancelledError):
            roads = RoadsOut(parts.feed, parts.filing, parts.phones)
            await work(parts.database, clock, parts.exports, roads, drain=drain)


def _end_gently() -> None:
    """Let the run at hand come to its end when told to stop; a second signal doesn't wait."""
    loop, working = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        for number in STOPPING:
            loop.remove_signal_handler(number)
        if working is not None:
            working.cancel()

    for number in STOPPING:
        loop.add_signal_handler(number, stop)
