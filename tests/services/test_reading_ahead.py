"""Reading ahead: pages in their order, the failure after them, and nothing left open."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.errors import FeedFailedError
from app.services.feed.reading_ahead import AHEAD, ahead


class Source:
    """Pages from a feed that may break off; ``closed`` says whether it was left properly."""

    def __init__(self, pages: int, *, breaks: bool = False) -> None:
        self._pages = pages
        self._breaks = breaks
        self.given = 0
        self.closed = False

    async def read(self) -> AsyncIterator[int]:
        """Yield the pages by number."""
        try:
            for number in range(self._pages):
                self.given += 1
                yield number
                await asyncio.sleep(0)
            if self._breaks:
                raise FeedFailedError("cut short")
        finally:
            self.closed = True


async def test_pages_come_in_their_order() -> None:
    """Every page comes once, in the feed's own order."""
    source = Source(20)

    assert [page async for page in ahead(source.read())] == list(range(20))
    assert source.closed


async def test_a_failure_comes_after_what_came_before_it() -> None:
    """A feed that breaks off is a failure for the reader too, not an end."""
    source = Source(3, breaks=True)
    pages = ahead(source.read())

    assert [await anext(pages) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(FeedFailedError, match="cut short"):
        await anext(pages)
    assert source.closed


async def test_only_a_few_pages_wait_and_a_reader_may_leave() -> None:
    """Memory stays flat however slow the reader is, and who stops early leaves nothing running."""
    source = Source(1000)
    pages = ahead(source.read())
    async for _ in pages:
        await asyncio.sleep(0.01)
        break
    await pages.aclose()

    assert source.given <= AHEAD + 3
    assert source.closed
