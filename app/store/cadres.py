"""Cadres by name: the schema of the entry names them, rows carry their numbers."""

from collections.abc import Sequence

from sqlalchemy import select

from app.store.database import Reading
from app.store.tables.authority import cadre


async def numbers(session: Reading, names: Sequence[str]) -> list[int]:
    """Return the numbers of some cadres; one that nobody is in yet has none."""
    if not names:
        return []
    return list((await session.run(select(cadre.c.id).where(cadre.c.name.in_(names)))).scalars())
