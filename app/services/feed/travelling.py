"""Travels a run's roads one by one, and records what came of each: read to its end, or why not."""

import functools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.errors import FeedFailedError, ServiceError
from app.integrations.igot.feed import Window
from app.services.feed import bulk
from app.services.feed.limits import OLDER
from app.services.feed.roads import Road, Roads
from app.services.feed.synced import Synced
from app.store.authorities import Authority
from app.store.feed import feed_runs, road_ledger
from app.store.feed.road_ledger import Travelled

logger = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Travelling:
    """A run under way: its roads, what it came to so far, and who is told how far it is."""

    roads: Roads
    synced: Synced
    progress: Progress

    async def each(
        self, road: str, held: list[Authority], travel: Callable[[Authority], Road]
    ) -> None:
        """Travel a road for every authority."""
        for number, authority in enumerate(held, start=1):
            await self.one(road, functools.partial(travel, authority), authority.id)
            self.progress(road, number, len(held))

    async def reports(self, road: str, held: Sequence[Authority], spans: Sequence[Window]) -> None:
        """Travel the bulk road for every authority, reading some while merging others."""
        left = [one for one in held if (road, one.id) not in self.synced.read_before]
        number = len(held) - len(left)
        async with bulk.reports(self.roads, left, spans) as read:
            async for report in read:
                counts, reason = await _outcome(functools.partial(report.merge, self.roads))
                where, begun, ended = report.authority.id, report.started, self.roads.clock()
                await self._record(
                    Travelled(road, where, reason, report.calls, counts, begun, ended)
                )
                number += 1
                self.progress(road, number, len(held))

    async def one(
        self, road: str, travel: Callable[[], Road], authority_id: int = feed_runs.NATIONAL
    ) -> None:
        """Travel a road, unless a killed run had read it to its end; a failure is recorded."""
        if (road, authority_id) in self.synced.read_before:
            return
        started, calls = self.roads.clock(), self.roads.feed.calls
        counts, reason = await _outcome(travel)
        spent = self.roads.feed.calls - calls
        ended = self.roads.clock()
        await self._record(Travelled(road, authority_id, reason, spent, counts, started, ended))

    async def _record(self, travelled: Travelled) -> None:
        road, where = travelled.road, _where(travelled.road, travelled.authority_id)
        if travelled.reason is not None:
            self.synced.failures.append(f"{where}: {travelled.reason}")
        self.synced.add(dict(travelled.counts))
        self.synced.used[OLDER if road.startswith(OLDER) else road] += travelled.calls
        _tell_road(where, travelled)
        async with self.roads.database.writing() as session:
            await road_ledger.record(session, self.roads.run_id, travelled)


async def _outcome(travel: Callable[[], Road]) -> tuple[dict[str, int], str | None]:
    """Return what a road learned, and None; or nothing, and why it ended incomplete."""
    try:
        return await travel(), None
    except FeedFailedError as failure:
        return {}, reason_of(failure)


def reason_of(failure: BaseException) -> str:
    """Say what ended a run, without what a driver's own text may quote of a row."""
    if isinstance(failure, ServiceError):
        return f"{failure.code}: {failure.sentence}"
    return type(failure).__name__


def _where(road: str, authority_id: int) -> str:
    return f"{road} of authority {authority_id}" if authority_id else road


def _tell_road(where: str, travelled: Travelled) -> None:
    """Tell in a line what came of a road; reasons are worded without anybody's data."""
    if travelled.reason is not None:
        logger.warning(
            "%s: incomplete after %d calls: %s", where, travelled.calls, travelled.reason
        )
        return
    learned = [f"{n} {name.replace('_', ' ')}" for name, n in travelled.counts.items() if n]
    told = (where, travelled.calls, ", ".join(learned) or "nothing new")
    logger.info("%s: read to the end in %d calls: %s", *told)
