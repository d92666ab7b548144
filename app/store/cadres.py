"""Cadres by name: the schema of the entry names them, rows carry their numbers."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.store.database import Reading
from app.store.tables.authority import cadre


async def numbers(session: Reading, names: Iterable[str]) -> Mapping[str, int]:
    """Return the number of each of some cadres; one that nobody is in yet has none."""
    wanted = tuple(names)
    if not wanted:
        return {}
    found = await session.run(select(cadre.c.name, cadre.c.id).where(cadre.c.name.in_(wanted)))
    return {row.name: row.id for row in found}
