"""A report's 404 says "no rows" and "the read failed" alike: the officials' own lists tell.

Each official's list is one call, so this settles authorities of few officials; of a larger one the
report stays incomplete, and nobody of it is decided for by it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.integrations.igot.feed import FeedNoRowsError, LearningFeed
from app.services.feed import fresh_look
from app.store import officials
from app.store.authorities import Authority
from app.store.database import Database


@dataclass(slots=True)
class Lists:
    """The officials' own lists, of which a run reads only so many."""

    database: Database
    feed: LearningFeed
    run_id: int
    clock: Callable[[], datetime]
    left: int = fresh_look.LOOKS_MAX

    async def corroborate(self, authority: Authority, silent: FeedNoRowsError) -> int:
        """Read every official's own list in the report's place; return how many lists that took.

        What the lists show is merged. Raises the report's own failure where the officials are too
        many, or where none is held of whom to ask, and FeedFailedError for a list that fails.
        """
        async with self.database.reading() as session:
            users = await officials.shown(session, authority.id)
        if not 0 < len(users) <= self.left:
            raise silent
        self.left -= len(users)
        await fresh_look.look(self.database, self.feed, self.run_id, users, self.clock)
        return len(users)
