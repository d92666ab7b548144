"""Pages of a register: from the parameters that all lists take to the body that all answer with."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from app.api import pages
from app.api.dependencies import Cursor, Limit, Now, Parts
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, WithdrawnToo
from app.services.registers.kept import Row


@dataclass(frozen=True, slots=True)
class Listing:
    """A request for one page of an authority's register, and the reply that bears its links."""

    request: Request
    response: Response
    authority_id: OwnAuthority
    parts: Parts
    now: Now
    history: WithdrawnToo = False
    limit: Limit = 100
    cursor: Cursor = None

    async def page(
        self,
        session: Any,
        read: Callable[..., Awaitable[Sequence[Row]]],
        told: Callable[[Row], dict[str, Any]],
        member: str,
        question: str = "",
    ) -> dict[str, Any]:
        """Return the body of the page: under ``member`` the rows, each as it is told.

        ``read`` is the register's own page; ``question`` names what its cursors are good for, where
        the member does not. Raises CursorInvalidError and CursorExpiredError.
        """
        asked = (question or member.replace("_", "-"), self.authority_id, self.history)
        pager = await Pager.of(session, self.parts.cursors, asked, self.now)
        found = await read(
            session,
            self.authority_id,
            withdrawn=self.history,
            after=pager.after(self.cursor),
            limit=self.limit + 1,
        )
        shown = found[: self.limit]
        following = pager.next(shown[-1]["id"] if len(found) > self.limit else None)
        parameters = {"history": str(self.history).lower(), "limit": self.limit}
        self.response.headers.update(pages.link_headers(self.request, parameters, following))
        return {
            "authority_id": self.authority_id,
            member: [told(row) for row in shown],
            "next_cursor": following,
        }


Listed = Annotated[Listing, Depends()]
