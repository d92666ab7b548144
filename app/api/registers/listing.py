"""Pages of a register: from the parameters that all lists take to the body that all answer with."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from app.api.pages import Paged
from app.api.registers.access import OwnAuthority, WithdrawnToo
from app.services.registers.kept import Row


@dataclass(frozen=True, slots=True)
class Listing:
    """A request for one page of an authority's register."""

    paging: Paged
    authority_id: OwnAuthority
    history: WithdrawnToo = False

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
        turn = await self.paging.open(session, asked, {"history": str(self.history).lower()})
        found = await read(
            session,
            self.authority_id,
            withdrawn=self.history,
            after=turn.after,
            limit=turn.enough,
        )
        page = turn.cut(found, lambda row: int(row["id"]))
        return {
            "authority_id": self.authority_id,
            member: [told(row) for row in page.rows],
            "next_cursor": page.next_cursor,
        }


Listed = Annotated[Listing, Depends()]
