"""Whether the service can serve, and where it stands: looked at once for all who ask meanwhile."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from app.errors import OverloadedError
from app.services import standing
from app.services.standing import Standing
from app.store import revision
from app.store.database import Database


@dataclass(slots=True)
class Readiness:
    """Looks whether the database stands at the migration that the code expects.

    Whoever asks needs no token. So one look is under way at a time, and however many ask, none but
    one connection of the pool is theirs.
    """

    database: Database
    expected: str
    _look: asyncio.Task[Standing] | None = None

    async def told(self, now: datetime) -> Standing:
        """Return where the installation stands.

        Raises OverloadedError for a database at another migration, and whatever a database raises
        that is away.
        """
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._looked(now))
        # Of those who wait one may go; the others still want to know.
        return await asyncio.shield(self._look)

    async def close(self) -> None:
        """End a look that is under way."""
        if self._look is not None:
            self._look.cancel()
            await asyncio.gather(self._look, return_exceptions=True)

    async def _looked(self, now: datetime) -> Standing:
        async with self.database.reading() as session:
            held = await revision.held(session)
        if held != self.expected:
            raise OverloadedError("the database stands at another migration")
        return await standing.read(self.database, now)
