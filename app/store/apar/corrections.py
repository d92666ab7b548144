"""Corrections of sealed years: whether one is, what awaits an order, and the orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.correction import apar_awaiting, correction_order
from app.store.tables.outcome import apar_entry
from app.store.tables.seal import apar_seal

REGISTER = correction_order


@dataclass(frozen=True, slots=True)
class Awaiting:
    """An entry that would be published if its year were not sealed."""

    official_id: int
    authority_id: int
    digest: bytes
    body: str
    since: datetime


COLUMNS = [apar_awaiting.c[name] for name in Awaiting.__slots__]


async def is_sealed(session: Reading, year: int) -> bool:
    """Say whether any authority has sealed the year."""
    found = await session.run(select(exists().where(apar_seal.c.reporting_year == year)))
    return bool(found.scalar_one())


async def awaiting(
    session: Reading, year: int, authority_id: int, after: int, limit: int
) -> list[Awaiting]:
    """Return up to ``limit`` of an authority's differences that follow an official."""
    found = await session.run(
        select(*COLUMNS)
        .where(
            apar_awaiting.c.reporting_year == year,
            apar_awaiting.c.authority_id == authority_id,
            apar_awaiting.c.official_id > after,
        )
        .order_by(apar_awaiting.c.official_id)
        .limit(limit)
    )
    return [Awaiting(**row) for row in found.mappings()]


async def count(session: Reading, year: int, authority_ids: Sequence[int]) -> int:
    """Return how many entries of some authorities await an order."""
    found = await session.run(
        select(func.count())
        .select_from(apar_awaiting)
        .where(
            apar_awaiting.c.reporting_year == year,
            apar_awaiting.c.authority_id.in_(authority_ids),
        )
    )
    return int(found.scalar_one())


async def awaited(session: Reading, year: int, official_id: int) -> Awaiting | None:
    """Return what awaits an order for an official; None where the caller sees nothing."""
    found = await session.run(
        select(*COLUMNS).where(
            apar_awaiting.c.reporting_year == year, apar_awaiting.c.official_id == official_id
        )
    )
    row = found.mappings().one_or_none()
    return None if row is None else Awaiting(**row)


async def is_ordered(session: Reading, year: int, official_id: int, digest: bytes) -> bool:
    """Say whether an order for this very entry is open."""
    used = exists().where(
        apar_entry.c.reporting_year == year,
        apar_entry.c.official_id == official_id,
        apar_entry.c.correction_id == correction_order.c.id,
    )
    found = await session.run(
        select(correction_order.c.id).where(
            correction_order.c.reporting_year == year,
            correction_order.c.official_id == official_id,
            correction_order.c.digest == digest,
            correction_order.c.withdrawn_position.is_(None),
            ~used,
        )
    )
    return found.first() is not None


async def is_used(session: Reading, year: int, official_id: int, order_id: int) -> bool:
    """Say whether a version was published that rests on an order."""
    found = await session.run(
        select(
            exists().where(
                apar_entry.c.reporting_year == year,
                apar_entry.c.official_id == official_id,
                apar_entry.c.correction_id == order_id,
            )
        )
    )
    return bool(found.scalar_one())


async def mark_due(session: Writing, year: int, official_id: int, position: int) -> None:
    """Have an official's entry composed anew with the next evaluation of the year."""
    asked = {"year": year, "official_id": official_id, "position": position}
    await session.run(statement("register/due_by_correction_order"), asked)
