"""One moment of the store for a whole reply: of a page, or of a stream that is under way."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.api.dependencies import Calling, Parts
from app.store.database import Database, Reading, Tenant, Writing


@dataclass(frozen=True, slots=True)
class Moment:
    """Opens one moment of the store for a caller, once it is known what the reply will be."""

    database: Database
    tenant: Tenant
    until_sent: AsyncExitStack

    def of_page(self) -> AbstractAsyncContextManager[Writing]:
        """Return a transaction that reads a page, and notes whom it shows, before it leaves."""
        return self.database.writing(self.tenant, snapshot=True)

    async def of_stream(self, note: Callable[[Writing], Awaitable[None]]) -> Reading:
        """Note the access, then return a transaction that lasts until the reply is sent.

        Two transactions one after the other: a request that holds two connections at once could
        wait for itself.
        """
        async with self.database.writing(self.tenant) as session:
            await note(session)
        opened = self.database.streaming(self.tenant)
        return await self.until_sent.enter_async_context(opened)


async def _moment(parts: Parts, caller: Calling) -> AsyncIterator[Moment]:
    async with AsyncExitStack() as until_sent:
        yield Moment(parts.database, caller.tenant, until_sent)


# The default scope: a stream is read from the transaction while the reply is under way.
Momentary = Annotated[Moment, Depends(_moment)]
