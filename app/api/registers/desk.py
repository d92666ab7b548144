"""Where a register's rows are recorded and withdrawn: for whom, by whom, in which transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends

from app.api.dependencies import Now, Purpose, WritingSession
from app.api.registers.access import OwnAuthority
from app.errors import NotFoundError
from app.policy.reporting_year import ReportingYear
from app.services.apar import entries
from app.store.auditing.audit import Access
from app.store.database import Writing

# What is ordered, or the number of a record; and what comes of it.
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Desk:
    """A request that writes to an authority's register, or notes whose records it is shown."""

    session: WritingSession
    authority_id: OwnAuthority
    asking: Purpose
    now: Now

    def access(self, action: str, year: ReportingYear | None = None) -> Access:
        """Return the access that is to be noted for an action."""
        return self.asking.access(action, year, self.authority_id)

    async def has(
        self,
        done: Callable[[Writing, int, T, Access, datetime], Awaitable[R]],
        what: T,
        access: Access,
    ) -> R:
        """Have an order recorded, or a record withdrawn by its number; return what is held then.

        Raises NotFoundError where there is no such authority, whoever may see them all.
        """
        if not await entries.is_visible(self.session, self.authority_id):
            raise NotFoundError("there is no such authority")
        return await done(self.session, self.authority_id, what, access, self.now)


# Scope "function", as the session's: the transaction ends before the reply leaves.
AtDesk = Annotated[Desk, Depends(scope="function")]
