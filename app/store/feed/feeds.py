"""Feeds as a caller may see them: how fresh they are, their runs, and what is kept aside."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.store.database import Reading
from app.store.feed.feed_runs import ROADS
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's state for a year, over the authorities that the caller may see."""

    reporting_year: int
    authorities: int
    held_in_full: int
    fresh: int
    confirmed_through: datetime | None
    quarantined: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run; what all authorities came to is None for who may not see all of them.

    ``planned``: calls by road, reckoned before the first; ``calls_allowed``: None for any number.
    """

    id: int
    reporting_year: int
    kind: str
    state: str
    resumes: int | None
    started_at: datetime
    ended_at: datetime | None
    reason: str | None
    calls: int | None
    counts: dict[str, int] | None
    planned: dict[str, int] | None
    calls_allowed: int | None


@dataclass(frozen=True, slots=True)
class RoadOfRun:
    """What came of one road in a run; authority 0 stands for a national one."""

    road: str
    authority_id: int
    state: str
    reason: str | None
    calls: int
    counts: dict[str, int]
    rejects: dict[str, int]


@dataclass(frozen=True, slots=True)
class Aside:
    """A record kept aside: by which quirk, about what, and in which runs it came."""

    id: int
    road: str
    quirk: str
    subject: str
    authority_id: int | None
    detail: str
    first_run_id: int
    last_run_id: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Which records that are kept aside are asked for."""

    road: str | None = None
    quirk: str | None = None
    authority_id: int | None = None


async def every(session: Reading, fresh_since: Mapping[int, datetime]) -> list[Feed]:
    """Return the feed's state for each year that it was read for, the last year first.

    ``fresh_since`` says from when on facts of a year are fresh; of another year none are.
    """
    parameters = {
        "roads": len(ROADS),
        "years": list(fresh_since),
        "fresh_since": list(fresh_since.values()),
    }
    found = await session.run(statement("read/feeds"), parameters)
    return [Feed(**row) for row in found.mappings()]


async def runs(session: Reading, before: int, limit: int, run_id: int | None = None) -> list[Run]:
    """Return up to ``limit`` runs before a run, the last first; or one run alone."""
    parameters = {"before": before, "limit": limit, "run_id": run_id}
    found = await session.run(statement("read/feed_runs"), parameters)
    return [Run(**row) for row in found.mappings()]


async def roads(session: Reading, run_id: int) -> list[RoadOfRun]:
    """Return what came of a run's roads, as far as the caller may see them."""
    found = await session.run(statement("read/feed_roads"), {"run_id": run_id})
    return [RoadOfRun(**row) for row in found.mappings()]


async def aside(session: Reading, sought: Sought, after: int, limit: int) -> list[Aside]:
    """Return up to ``limit`` records that are kept aside and follow one."""
    parameters: dict[str, Any] = {**asdict(sought), "after": after, "limit": limit}
    found = await session.run(statement("read/quarantine"), parameters)
    return [Aside(**row) for row in found.mappings()]
