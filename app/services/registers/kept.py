"""What registers of liaison officers have in common: found, paged and withdrawn, never erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import ConflictError, NotFoundError
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import rows
from app.store.registers.rows import Register

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A register, and what one of its records is called; nobody is decided anew by its rows."""

    register: Register
    noun: str

    async def enter(
        self, session: Writing, authority_id: int, row: Mapping[str, Any], access: Access
    ) -> Row:
        """Enter a row and note it; return it as it is held."""
        row_id = await rows.enter(session, self.register, row)
        await audit.append(session, access, "recorded", (row.get("official_id"),))
        return await self.find(session, authority_id, row_id)

    async def find(self, session: Reading, authority_id: int, row_id: int) -> Row:
        """Return one record; raise NotFoundError where the caller sees none."""
        held = await rows.one(session, self.register, authority_id, row_id)
        if held is None:
            raise NotFoundError(f"there is no such {self.noun}")
        return held

    async def withdraw(
        self, session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
    ) -> Row:
        """Withdraw a record; the row stays, marked withdrawn.

        Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
        """
        held = await self.find(session, authority_id, row_id)
        position = await positions.register(session, now)
        if not await rows.withdraw(session, self.register, authority_id, row_id, position):
            raise ConflictError(f"the {self.noun} is withdrawn already")
        await audit.append(session, access, "withdrawn", (held.get("official_id"),))
        return await self.find(session, authority_id, row_id)

    async def page(
        self,
        session: Writing,
        authority_id: int,
        *,
        withdrawn: bool,
        after: int,
        limit: int,
        access: Access,
    ) -> Sequence[Row]:
        """Return records of an authority in order of their numbers, and note whose were shown."""
        found = await rows.page(
            session, self.register, authority_id, withdrawn=withdrawn, after=after, limit=limit
        )
        shown = tuple(row.get("official_id") for row in found) or (None,)
        await audit.append(session, access, "served", shown)
        return found
