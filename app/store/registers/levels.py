"""Which level each authority gives to each designation, by its own orders."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.register import designation_level

REGISTER = designation_level


@dataclass(frozen=True, slots=True)
class HeldDesignation:
    """A designation that officials bear: one of its spellings, how many bear it, the own level."""

    designation_key: str
    designation: str
    spellings: int
    officials: int
    own_level: str | None


async def live(session: Reading, authority_id: int, keys: Sequence[str]) -> dict[str, int]:
    """Return the rows in force for some designations, by designation."""
    found = await session.run(
        select(designation_level.c.designation_key, designation_level.c.id).where(
            designation_level.c.authority_id == authority_id,
            designation_level.c.designation_key.in_(list(keys)),
            designation_level.c.withdrawn_position.is_(None),
        )
    )
    return {row.designation_key: row.id for row in found}


async def held(session: Reading, authority_id: int, limit: int) -> list[HeldDesignation]:
    """Return the designations of an authority's officials, those of most officials first."""
    found = await session.run(
        statement("register/designations"), {"authority_id": authority_id, "limit": limit}
    )
    return [HeldDesignation(**row) for row in found.mappings()]


async def mark_due(
    session: Writing, row_ids: Sequence[int], years: Sequence[int], position: int
) -> None:
    """Have the officials with the designations of some rows decided anew for some years."""
    await session.run(
        statement("register/due_by_designation_level"),
        {"ids": list(row_ids), "years": list(years), "position": position},
    )
