"""karmasetu worker: carries out the jobs that the API hands over."""

import asyncio
from typing import Annotated

import typer

from app.commands.console import clock
from app.jobs.worker import work
from app.settings import Settings
from app.wiring import open_worker


def worker(
    drain: Annotated[bool, typer.Option(help="End when no job is left.")] = False,
) -> None:
    """Carry out background jobs until interrupted; run as many workers as are needed."""
    asyncio.run(_work(drain=drain))


async def _work(*, drain: bool) -> None:
    async with open_worker(Settings()) as parts:
        await work(parts.database, clock, drain=drain)
