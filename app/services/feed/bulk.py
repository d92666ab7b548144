"""The bulk road of all authorities: while one's report is merged, the next ones' are read.

Reading keeps our processor busy and merging the database's: in turns, one would always wait.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from app.errors import FeedFailedError
from app.integrations.igot.feed import Window
from app.services.feed.poured import Poured
from app.services.feed.reading_ahead import ahead
from app.services.feed.roads import Roads
from app.store.authorities import Authority
from app.store.feed import facts
from app.store.tables.staging import staged_completion


@dataclass(frozen=True, slots=True)
class Report:
    """What became of reading an authority's report, in how many calls: poured, or failed."""

    authority: Authority
    started: datetime
    calls: int
    outcome: Poured | FeedFailedError

    async def merge(self, roads: Roads) -> dict[str, int]:
        """Merge it; raises what reading it raised."""
        if isinstance(self.outcome, FeedFailedError):
            raise self.outcome
        return await roads.merge_report(self.outcome)


@asynccontextmanager
async def reports(
    roads: Roads, held: Iterable[Authority], spans: Sequence[Window]
) -> AsyncIterator[AsyncIterator[Report]]:
    """Lend the authorities' reports in their order; each is to be merged before the next is taken.

    At the end, whatever it is, nothing is read any more, and what was not merged is thrown away.
    """
    try:
        async with aclosing(ahead(_read(roads, held, spans))) as read:
            yield read
    finally:
        async with roads.database.writing() as session:
            await facts.clear_staging(session, staged_completion)


async def _read(
    roads: Roads, held: Iterable[Authority], spans: Sequence[Window]
) -> AsyncIterator[Report]:
    # When one begins, at most AHEAD others wait and one is merged: a bay is free again by its turn.
    for number, authority in enumerate(held):
        started, before = roads.clock(), roads.feed.calls
        outcome: Poured | FeedFailedError
        try:
            outcome = await roads.pour_report(authority, spans, number % facts.BAYS)
        except FeedFailedError as failure:
            outcome = failure
        yield Report(authority, started, roads.feed.calls - before, outcome)
