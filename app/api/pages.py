"""Keyset pages: where one begins, and the link to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from app.api.cursors import GOOD_FOR, Cursors, Position
from app.services.mandate import outcomes
from app.store.database import Reading


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


def link_headers(
    request: Request, parameters: dict[str, Any], cursor: str | None
) -> dict[str, str]:
    """Return the Link header (RFC 8288) to the next page, made of what was validated."""
    if cursor is None:
        return {}
    given = {name: value for name, value in parameters.items() if value is not None}
    query = urlencode({**given, "cursor": cursor})
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
