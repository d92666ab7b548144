"""Long lists in pages: nobody is lost, nobody comes twice, and a wrong count ends the reading."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.errors import FeedFailedError
from app.integrations.igot.feed import FeedIncompleteError
from app.integrations.igot.gateway import Answered

logger = logging.getLogger(__name__)

WINDOW_MAX = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000)
_LAST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of creation moments in milliseconds, both ends inclusive."""

    first: int
    last: int

    def halves(self) -> tuple["Span", "Span"]:
        """Return its two halves, which share no moment."""
        middle = (self.first + self.last) // 2
        return Span(self.first, middle), Span(middle + 1, self.last)

    def as_filter(self) -> dict[str, str]:
        """Return the range filter as iGOT's searches take it."""
        return {">=": _lms_text(self.first), "<=": _lms_text(self.last)}


@dataclass(frozen=True, slots=True)
class Batch:
    """One page as it came: its rows, the total that it claims, and where it came from."""

    rows: list[Any]
    total: int
    answered: Answered


Fetch = Callable[[int, Span | None], Awaitable[Batch]]


class Reading:
    """One reading of one list, by row offset, and by slices of creation time above the window."""

    def __init__(self, fetch: Fetch, what: str, key: str, *, sliced: bool) -> None:
        self._fetch = fetch
        self._what = what
        self._key = key
        self._sliced = sliced
        self._received = 0
        self._seen: set[str] = set()

    async def batches(self) -> AsyncIterator[Batch]:
        """Yield every page; raise FeedIncompleteError when what came disagrees with the count.

        A failure before the first page keeps its own kind.
        """
        whole = await self._fetch(0, None)
        if whole.total <= WINDOW_MAX:
            async for batch in self._read_out(whole, None):
                yield batch
        elif not self._sliced:
            raise self._incomplete("is longer than the search lets anybody page")
        else:
            async for batch in self._slices():
                yield batch
        if self._received != whole.total:
            raise self._incomplete("gave another number of rows than it counted")

    async def _slices(self) -> AsyncIterator[Batch]:
        waiting = [Span(_FIRST, _LAST)]
        while waiting:
            span = waiting.pop()
            probe = await self._next(0, span)
            if probe.total <= WINDOW_MAX:
                async for batch in self._read_out(probe, span):
                    yield batch
            elif span.first == span.last:
                raise self._incomplete("has more rows of one moment than can be paged")
            else:
                waiting.extend(reversed(span.halves()))

    async def _read_out(self, first: Batch, span: Span | None) -> AsyncIterator[Batch]:
        batch, offset = first, 0
        while True:
            self._check(batch, first.total, offset)
            offset += len(batch.rows)
            logger.debug("%s list: %d of %d rows", self._what, offset, first.total)
            if batch.rows:
                yield batch
            if offset == first.total:
                return
            batch = await self._next(offset, span)

    async def _next(self, offset: int, span: Span | None) -> Batch:
        try:
            return await self._fetch(offset, span)
        except FeedIncompleteError:
            raise
        except FeedFailedError as error:
            raise self._incomplete(f"broke off: {error.sentence}") from None

    def _check(self, batch: Batch, total: int, offset: int) -> None:
        """Refuse a page that changes the count, ends too early or repeats what came before."""
        if batch.total != total or offset + len(batch.rows) > total:
            raise self._incomplete("changed its count midway")
        if not batch.rows and offset < total:
            raise self._incomplete("ended before its count")
        ids = [
            str(row[self._key])
            for row in batch.rows
            if isinstance(row, dict) and row.get(self._key) is not None
        ]
        if len(set(ids)) != len(ids) or not self._seen.isdisjoint(ids):
            raise self._incomplete("gave the same row twice")
        self._seen.update(ids)
        self._received += len(batch.rows)

    def _incomplete(self, why: str) -> FeedIncompleteError:
        return FeedIncompleteError(f"iGOT's {self._what} list {why}")


def _lms_text(milliseconds: int) -> str:
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return f"{moment:%Y-%m-%d %H:%M:%S}:{milliseconds % 1000:03d}+0000"
