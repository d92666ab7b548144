"""Keyset pages: where one begins, and the link to the next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from app.api.cursors import GOOD_FOR, Cursors, Position
from app.api.dependencies import Cursor, Limit, Now, Parts
from app.services.mandate import outcomes
from app.store.database import Reading

Row = TypeVar("Row")
NOTHING_ASKED: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Pager:
    """Opens and seals the cursors of one question in one store at one moment."""

    cursors: Cursors
    question: Sequence[Any]
    epoch: str
    now: datetime
    good_for: timedelta = GOOD_FOR

    @classmethod
    async def of(
        cls, session: Reading, cursors: Cursors, question: Sequence[Any], now: datetime
    ) -> "Pager":
        """Return the pager of a question in the store that the session reads."""
        return cls(cursors, question, await outcomes.epoch(session), now)

    def after(self, cursor: str | None) -> int:
        """Return the official (or position) after whom the page begins; 0 for the first page.

        Raises CursorInvalidError and CursorExpiredError as opening the cursor does.
        """
        if cursor is None:
            return 0
        opened = self.cursors.open(cursor, self.question, self.epoch, self.now, self.good_for)
        return opened.after

    def next(self, last: int | None) -> str | None:
        """Return the cursor of the page after an official; None after the last page."""
        if last is None:
            return None
        return self.cursors.seal(Position(self.question, self.epoch, last), self.now)


@dataclass(frozen=True, slots=True)
class Cut(Generic[Row]):
    """The rows that a page shows, and the way to the next page: for the body, and as headers."""

    rows: Sequence[Row]
    next_cursor: str | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paging:
    """What a request says of the page it wants, and the reply that will bear the link."""

    request: Request
    response: Response
    parts: Parts
    now: Now
    limit: Limit = 100
    cursor: Cursor = None

    async def open(
        self, session: Reading, question: Sequence[Any], asked: Mapping[str, Any] = NOTHING_ASKED
    ) -> "Turn":
        """Return where the page of a question begins; ``asked`` are its other parameters.

        Raises CursorInvalidError and CursorExpiredError.
        """
        pager = await Pager.of(session, self.parts.cursors, question, self.now)
        return Turn(self, pager, {**asked, "limit": self.limit}, pager.after(self.cursor))


Paged = Annotated[Paging, Depends()]


@dataclass(frozen=True, slots=True)
class Turn:
    """A page that is about to be read: the rows after ``after``, of which it shows ``limit``."""

    paging: Paging
    pager: Pager
    asked: Mapping[str, Any]
    after: int

    @property
    def limit(self) -> int:
        """Return how many rows the page shows at most."""
        return self.paging.limit

    @property
    def enough(self) -> int:
        """Return how many rows to read: one more than are shown tells that a page follows."""
        return self.paging.limit + 1

    def cut(self, found: Sequence[Row], key: Callable[[Row], int]) -> Cut[Row]:
        """Return the page of the rows read; ``key`` is what the store orders them by."""
        shown = found[: self.limit]
        return self.of(shown, key(shown[-1]) if len(found) > self.limit else None)

    def of(self, shown: Sequence[Row], last: int | None) -> Cut[Row]:
        """Return the page of rows already cut; ``last`` is the last one's key if more follow.

        The reply that FastAPI makes of a body bears the link at once; a Response that the route
        makes itself takes it from the page's ``links``.
        """
        following = self.pager.next(last)
        links = link_headers(self.paging.request, self.asked, following)
        self.paging.response.headers.update(links)
        return Cut(shown, following, links)


def link_headers(
    request: Request, parameters: Mapping[str, Any], cursor: str | None
) -> dict[str, str]:
    """Return the Link header (RFC 8288) to the next page, made of what was validated."""
    if cursor is None:
        return {}
    given = {name: value for name, value in parameters.items() if value is not None}
    query = urlencode({**given, "cursor": cursor})
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
