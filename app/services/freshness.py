"""How fresh facts are: a mark beside an outcome, never an outcome."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.store.database import Reading
from app.store.feed import feed_runs


@dataclass(frozen=True, slots=True)
class Freshness:
    """Through when facts are held in full, how long ago that is, and whether that is too long.

    ``lag_seconds`` is None for facts that were never held in full.
    """

    confirmed_through: datetime | None
    lag_seconds: int | None
    stale: bool

    def of_official(self, confirmed_through: datetime | None, now: datetime) -> "Freshness":
        """Return how fresh the facts of an official are whom the reports no longer show.

        They are stale from the day on which a roster left him out: nothing confirms them since.
        Without a moment of his own they are as fresh as his authority's.
        """
        if confirmed_through is None:
            return self
        return Freshness(confirmed_through, _lag(confirmed_through, now), stale=True)


async def of_authority(session: Reading, authority_id: int, year: int, now: datetime) -> Freshness:
    """Return how fresh an authority's facts of a year are; facts never held in full are stale."""
    return held_through(await feed_runs.facts_through(session, authority_id, year), year, now)


async def of_authorities(
    session: Reading, authority_ids: Collection[int], year: int, now: datetime
) -> Mapping[int, Freshness]:
    """Return how fresh the facts of a year are that are held of some authorities."""
    through = await feed_runs.facts_through_of(session, authority_ids, year)
    return {one: held_through(through.get(one), year, now) for one in authority_ids}


def held_through(through: datetime | None, year: int, now: datetime) -> Freshness:
    """Return how fresh a year's facts are that are held in full through a moment, if they are.

    Rule `feeds.stale_after` of the year says from when on they are stale.
    """
    stale = through is None or now - through > _stale_after(year)
    return Freshness(through, _lag(through, now), stale)


def of_moment(through: datetime | None, now: datetime, *, stale: bool) -> Freshness:
    """Return the freshness of a moment through which facts are held."""
    return Freshness(through, _lag(through, now), stale)


def oldest(held: Iterable[Freshness]) -> Freshness | None:
    """Return the stalest of some, None of none; facts never held in full are the stalest."""
    return max(held, key=lambda one: (one.lag_seconds is None, one.lag_seconds or 0), default=None)


@cache
def _stale_after(year: int) -> timedelta:
    return ruleset.load(ReportingYear(year)).stale_after


def _lag(through: datetime | None, now: datetime) -> int | None:
    return None if through is None else max(int((now - through).total_seconds()), 0)
