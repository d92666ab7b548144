"""Reads a feed's next pages while the last one is stored: wire and database work side by side."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

Item = TypeVar("Item")
# Pages that may wait: enough for neither side to stand idle, few enough to keep memory flat.
AHEAD = 2


async def ahead(pages: AsyncIterator[Item]) -> AsyncGenerator[Item, None]:
    """Yield the pages in their order; raise what reading them raises, after those before it."""
    waiting: asyncio.Queue[Item | Exception | None] = asyncio.Queue(AHEAD)
    reading = asyncio.create_task(_fill(pages, waiting))
    try:
        while (item := await waiting.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _fill(
    pages: AsyncIterator[Item], waiting: asyncio.Queue[Item | Exception | None]
) -> None:
    try:
        async for page in pages:
            await waiting.put(page)
    except Exception as failure:  # noqa: BLE001 - handed on, and raised by whoever reads
        await waiting.put(failure)
    else:
        await waiting.put(None)
    finally:
        if isinstance(pages, AsyncGenerator):
            await pages.aclose()
