"""Authorities that are autonomous bodies or enterprises, and their ministries' choices."""

from collections.abc import Sequence

from sqlalchemy import select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.authority import authority
from app.store.tables.register import autonomous_body

REGISTER = autonomous_body


async def is_recorded(session: Reading, authority_id: int) -> bool:
    """Say whether a record of the authority is in force."""
    found = await session.run(
        select(autonomous_body.c.id).where(
            autonomous_body.c.authority_id == authority_id,
            autonomous_body.c.withdrawn_position.is_(None),
        )
    )
    return found.first() is not None


async def is_mdo(session: Reading, authority_id: int) -> bool:
    """Say whether a number is that of a Ministry, Department or Organisation."""
    found = await session.run(
        select(authority.c.id).where(authority.c.id == authority_id, authority.c.kind == "mdo")
    )
    return found.first() is not None


async def mark_due(
    session: Writing, row_ids: Sequence[int], years: Sequence[int], position: int
) -> None:
    """Have everybody decided anew who stands or stood in the authority."""
    await session.run(
        statement("register/due_by_body"),
        {"ids": list(row_ids), "years": list(years), "position": position},
    )
