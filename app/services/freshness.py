"""How fresh facts are: a mark beside an outcome, never an outcome."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.store import feed_runs
from app.store.database import Reading

# House value: the feed is read daily, so that two missed readings are worth a mark.
STALE_AFTER = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Freshness:
    """Through when an authority's facts are held in full, and whether that is too long ago."""

    confirmed_through: datetime | None
    stale: bool


async def of_authority(session: Reading, authority_id: int, year: int, now: datetime) -> Freshness:
    """Return how fresh an authority's facts of a year are; facts never held in full are stale."""
    through = await feed_runs.facts_through(session, authority_id, year)
    return Freshness(through, through is None or now - through > STALE_AFTER)
