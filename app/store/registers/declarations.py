"""Declarations that an officer of the Central Civil Services works with no MDO."""

from collections.abc import Sequence

from sqlalchemy import select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.authority import authority
from app.store.tables.official import official, profile
from app.store.tables.register import no_mdo_declaration

REGISTER = no_mdo_declaration


async def is_declared(session: Reading, official_id: int) -> bool:
    """Say whether a declaration for the official is in force, whatever its days."""
    found = await session.run(
        select(no_mdo_declaration.c.id).where(
            no_mdo_declaration.c.official_id == official_id,
            no_mdo_declaration.c.withdrawn_position.is_(None),
        )
    )
    return found.first() is not None


async def service_of(session: Reading, official_id: int) -> str | None:
    """Return the service that the official's profile names."""
    found = await session.run(
        select(profile.c.service)
        .join(official, official.c.profile_id == profile.c.id)
        .where(official.c.id == official_id)
    )
    service: str | None = found.scalar_one_or_none()
    return service


async def is_cca(session: Reading, authority_id: int) -> bool:
    """Say whether a number is that of a Cadre Controlling Authority."""
    found = await session.run(
        select(authority.c.id).where(authority.c.id == authority_id, authority.c.kind == "cca")
    )
    return found.first() is not None


async def mark_due(
    session: Writing, row_ids: Sequence[int], years: Sequence[int], position: int
) -> None:
    """Have the official decided anew, in each of the years whose last day the days cover."""
    await session.run(
        statement("register/due_by_declaration"),
        {"ids": list(row_ids), "years": list(years), "position": position},
    )
