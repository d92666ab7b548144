"""What each run read, road by road: for whoever asks, and for a run that takes up a killed one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import array

from app.store.database import Reading, Writing
from app.store.feed.feed_runs import FEED
from app.store.statements import statement
from app.store.tables.ledger import feed_road, feed_run

# What ends the reason of a run whose process was gone from one moment to the next.
DIED = "the run: its process died"
# What stands in the reason of a run whose calls were spent.
SPENT = "feed-budget"


@dataclass(frozen=True, slots=True)
class Travelled:
    """A road of an authority (0 for a national one): how it ended, and what it came to."""

    road: str
    authority_id: int
    reason: str | None
    calls: int
    counts: Mapping[str, int]
    started_at: datetime
    ended_at: datetime


async def record(session: Writing, run_id: int, travelled: Travelled) -> None:
    """Record what came of a road; ``reason`` None says that it was read to its end."""
    await session.run(
        statement("ingest/road_travelled"),
        {
            "run_id": run_id,
            "road": travelled.road,
            "authority_id": travelled.authority_id,
            "state": "complete" if travelled.reason is None else "incomplete",
            "reason": travelled.reason,
            "calls": travelled.calls,
            "counts": json.dumps(dict(travelled.counts)),
            "started_at": travelled.started_at,
            "ended_at": travelled.ended_at,
        },
    )


async def last_killed(
    session: Reading, run_id: int, kind: str, year: int, since: datetime
) -> int | None:
    """Return the run right before this one if it is of the same kind and stopped midway.

    Its process died, or its calls were spent; since a moment.
    """
    found = await session.run(
        select(feed_run.c.id, feed_run.c.kind, feed_run.c.reason, feed_run.c.started_at)
        .where(feed_run.c.feed == FEED, feed_run.c.reporting_year == year, feed_run.c.id < run_id)
        .order_by(feed_run.c.id.desc())
        .limit(1)
    )
    held = found.one_or_none()
    if held is None or held.kind != kind or held.started_at < since:
        return None
    if held.reason != DIED and SPENT not in (held.reason or ""):
        return None
    return int(held.id)


async def read_to_their_end(session: Reading, run_id: int, since: datetime) -> set[tuple[str, int]]:
    """Return the roads, with their authorities, that a run read and that left nothing open.

    Not those that left somebody in doubt, nor of which a window answered 404. With what it took up
    itself: of a road that several runs travelled the last one tells.
    """
    left_open = feed_road.c.counts.has_any(array(["in_doubt", "windows_without_rows"]))
    found = await session.run(
        select(
            feed_road.c.road,
            feed_road.c.authority_id,
            ((feed_road.c.state == "complete") & ~left_open).label("whole"),
        )
        .where(feed_road.c.run_id.in_(await _taken_up(session, run_id, since)))
        .order_by(feed_road.c.run_id)
    )
    last = {(row.road, row.authority_id): row.whole for row in found}
    return {road for road, whole in last.items() if whole}


async def _taken_up(session: Reading, run_id: int, since: datetime) -> list[int]:
    """Return a run and those that it took up, one after another, as far as they began since."""
    runs: list[int] = []
    following: int | None = run_id
    while following is not None:
        found = await session.run(
            select(feed_run.c.resumes).where(
                feed_run.c.id == following, feed_run.c.started_at >= since
            )
        )
        runs.append(following)
        following = found.scalar_one_or_none()
    return runs
