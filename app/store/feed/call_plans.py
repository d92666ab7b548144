"""What a run's calls are planned by: what is held, and what its roads took last."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.ledger import feed_run


@dataclass(frozen=True, slots=True)
class Counts:
    """How many courses are held, plans of a year that are read one by one, officials in doubt."""

    courses: int
    plans_one_by_one: int
    doubted: int


async def counts(session: Reading, year: int) -> Counts:
    """Return what pages and single calls follow from."""
    found = await session.run(statement("read/planned_by"), {"year": year})
    return Counts(**found.mappings().one())


async def last(session: Reading, kind: str, year: int) -> dict[tuple[str, int], int]:
    """Return how many calls each road of an authority took when it was last read to its end."""
    found = await session.run(statement("read/last_calls"), {"kind": kind, "year": year})
    return {(row.road, row.authority_id): row.calls for row in found}


async def keep(
    session: Writing, run_id: int, planned: Mapping[str, int], allowed: int | None
) -> None:
    """Keep how many calls a run plans on each road, and how many it may send in all."""
    await session.run(
        update(feed_run)
        .where(feed_run.c.id == run_id)
        .values(planned=dict(planned), calls_allowed=allowed)
    )
