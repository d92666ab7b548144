"""Orders that take officials out of the mandate for some days."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.official import official
from app.store.tables.register import exemption

REGISTER = exemption


async def tenant_of(session: Reading, official_id: int) -> dict[str, Any] | None:
    """Return the authority, service and cadre of an official; None where the caller sees none."""
    found = await session.run(
        select(official.c.authority_id, official.c.service_id, official.c.cadre_id).where(
            official.c.id == official_id
        )
    )
    row = found.mappings().one_or_none()
    return None if row is None else dict(row)


async def is_recorded(session: Reading, official_id: int, order_number: str) -> bool:
    """Say whether the order is already in force for the official."""
    found = await session.run(
        select(exemption.c.id).where(
            exemption.c.official_id == official_id,
            exemption.c.order_number == order_number,
            exemption.c.withdrawn_position.is_(None),
        )
    )
    return found.first() is not None


async def mark_due(
    session: Writing, row_ids: Sequence[int], years: Sequence[int], position: int
) -> None:
    """Have the official of an exemption decided anew, in each of the years that it touches."""
    await session.run(
        statement("register/due_by_exemption"),
        {"ids": list(row_ids), "years": list(years), "position": position},
    )
