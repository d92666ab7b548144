"""What all registers have in common: entered, found, paged and withdrawn, never erased."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import ConflictError, NotFoundError
from app.policy.rules import ruleset
from app.store import positions
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import rows
from app.store.registers.rows import Register

Row = Mapping[str, Any]
# Has those decided anew whom some rows reach, for some years, as of a position.
MarkDue = Callable[[Writing, Sequence[int], Sequence[int], int], Awaitable[None]]
# Gives rows the feed's own ids of what they name by our numbers.
Naming = Callable[[Reading, Sequence[Row]], Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A register, and what one of its records is called; no outcome rests on one that marks none.

    What is refused takes no ingest position: one is taken for a row that is entered or withdrawn.
    """

    register: Register
    noun: str
    mark_due: MarkDue | None = None
    naming: Naming | None = None

    async def enter(
        self, session: Writing, authority_id: int, row: Row, access: Access, now: datetime
    ) -> Row:
        """Enter a row and note it; return it as it is held."""
        [entered] = await self.replace(session, authority_id, (), [row], access, now)
        return entered

    async def replace(
        self,
        session: Writing,
        authority_id: int,
        former: Iterable[int],
        new: Sequence[Row],
        access: Access,
        now: datetime,
    ) -> list[Row]:
        """Enter rows in the place of former ones, all as of one position; return them as held."""
        position = await positions.register(session, now)
        for row_id in former:
            await rows.withdraw(session, self.register, authority_id, row_id, position)
        own = {"authority_id": authority_id, "learned_position": position}
        entered = [await rows.enter(session, self.register, {**row, **own}) for row in new]
        await self._settle(session, entered, position)
        about = tuple({row.get("official_id") for row in new})
        await audit.append(session, access, "recorded", about)
        return [await self.find(session, authority_id, row_id) for row_id in entered]

    async def find(self, session: Reading, authority_id: int, row_id: int) -> Row:
        """Return one record; raise NotFoundError where the caller sees none."""
        held = await rows.one(session, self.register, authority_id, row_id)
        if held is None:
            raise NotFoundError(f"there is no such {self.noun}")
        return (await self._named(session, [held]))[0]

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
        await self._settle(session, [row_id], position)
        await audit.append(session, access, "withdrawn", (held.get("official_id"),))
        return await self.find(session, authority_id, row_id)

    async def page(
        self, session: Reading, authority_id: int, *, withdrawn: bool, after: int, limit: int
    ) -> Sequence[Row]:
        """Return records of an authority in order of their numbers."""
        found = await rows.page(
            session, self.register, authority_id, withdrawn=withdrawn, after=after, limit=limit
        )
        return await self._named(session, found)

    async def noted(
        self,
        session: Writing,
        authority_id: int,
        *,
        withdrawn: bool,
        after: int,
        limit: int,
        access: Access,
    ) -> Sequence[Row]:
        """Return a page of records, and note whose were shown.

        The last of ``limit`` says only that more follow, and is not shown.
        """
        found = await self.page(
            session, authority_id, withdrawn=withdrawn, after=after, limit=limit
        )
        shown = found[: limit - 1]
        await audit.append_page(session, access, (row.get("official_id") for row in shown))
        return found

    async def _named(self, session: Reading, found: Sequence[Row]) -> Sequence[Row]:
        return found if self.naming is None else await self.naming(session, found)

    async def _settle(self, session: Writing, row_ids: Sequence[int], position: int) -> None:
        if self.mark_due is not None:
            years = [year.start for year in ruleset.available_years()]
            await self.mark_due(session, row_ids, years, position)
