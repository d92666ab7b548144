"""Whose own list was read when: so that looks take turns, and have a rate that runs share."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.ledger import feed_look


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many officials of an authority the own list was read, and the earliest such moment.

    Lists that were read before the report was last read whole do not count.
    """

    officials: int
    read: int
    oldest: datetime | None


async def note(
    session: Writing, user_ids: Collection[str], run_id: int, at: datetime, *, settled: bool
) -> None:
    """Note that the own lists of some feed users were read by a run.

    ``settled`` where everything that they leave in doubt is stated: only such a list may stand in
    for a report.
    """
    noted = {"user_ids": list(user_ids), "run_id": run_id, "at": at, "settled": settled}
    await session.run(statement("looks/noted"), noted)


async def since(session: Reading, moment: datetime) -> int:
    """Return how many lists were read after a moment."""
    found = await session.run(
        select(func.count()).select_from(feed_look).where(feed_look.c.read_at > moment)
    )
    return int(found.scalar_one())


async def in_turn(session: Reading, user_ids: Collection[str], limit: int) -> list[str]:
    """Return up to ``limit`` of some feed users: the never read first, then the longest ago."""
    asked = {"user_ids": list(user_ids), "limit": limit}
    return list((await session.run(statement("looks/in_turn"), asked)).scalars())


async def waiting(
    session: Reading, authority_ids: Collection[int], before: datetime, limit: int
) -> list[tuple[int, str]]:
    """Return authority and feed user of up to ``limit`` officials not read since, in turn."""
    asked = {"authority_ids": list(authority_ids), "before": before, "limit": limit}
    found = await session.run(statement("looks/waiting"), asked)
    return [(row.authority_id, row.user_id) for row in found]


async def coverage(session: Reading, authority_id: int, year: int) -> Coverage:
    """Return how far an authority's officials are covered by their own lists."""
    asked = {"authority_id": authority_id, "year": year}
    return Coverage(**(await session.run(statement("looks/coverage"), asked)).mappings().one())


async def silent(session: Reading, year: int) -> Sequence[int]:
    """Return the authorities of which a window answered 404 when it was last asked for them all."""
    return list((await session.run(statement("looks/silent"), {"year": year})).scalars())
