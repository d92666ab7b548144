"""APAR periods: recorded by an order, listed, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import apar_period, orders
from app.policy.orders import Order
from app.policy.reporting_year import IST
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import exemptions, periods, rows

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PeriodOrdered:
    """A part of a year for which an APAR is written; ``apar_id`` is SPARROW's, where known."""

    official_id: int
    apar_id: str | None
    valid_from: date
    valid_until: date
    order: Order


async def record(
    session: Writing, authority_id: int, asked: PeriodOrdered, access: Access, now: datetime
) -> Row:
    """Record a period; return the row. No outcome rests on it, so nobody is decided anew.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *apar_period.faults_of_days(asked.valid_from, asked.valid_until),
    ]
    tenant = await exemptions.tenant_of(session, asked.official_id)
    days = (asked.valid_from, asked.valid_until)
    if tenant is None or tenant["authority_id"] != authority_id:
        faults.append(("/official_id", "unknown-official"))
    elif await periods.between(session, asked.official_id, *days):
        faults.append(("/valid_from", "overlaps"))
    if faults or tenant is None:
        raise InvalidError("the period can't be recorded", faults)
    row = {
        **tenant,
        **rows.of_order(asked.order),
        "official_id": asked.official_id,
        "apar_id": asked.apar_id,
        "valid_from": asked.valid_from,
        "valid_until": asked.valid_until,
        "learned_position": await positions.register(session, now),
    }
    row_id = await rows.enter(session, periods.REGISTER, row)
    await audit.append(session, access, "recorded", (asked.official_id,))
    return await find(session, authority_id, row_id)


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw a period; the row stays.

    Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
    """
    held = await find(session, authority_id, row_id)
    position = await positions.register(session, now)
    if not await rows.withdraw(session, periods.REGISTER, authority_id, row_id, position):
        raise ConflictError("the period is withdrawn already")
    await audit.append(session, access, "withdrawn", (held["official_id"],))
    return await find(session, authority_id, row_id)


async def find(session: Reading, authority_id: int, row_id: int) -> Row:
    """Return one period; raise NotFoundError where the caller sees none."""
    held = await rows.one(session, periods.REGISTER, authority_id, row_id)
    if held is None:
        raise NotFoundError("there is no such period")
    return held


async def page(
    session: Writing, authority_id: int, *, withdrawn: bool, after: int, limit: int, access: Access
) -> Sequence[Row]:
    """Return periods of an authority's officials in order of their numbers, and note the look."""
    found = await rows.page(
        session, periods.REGISTER, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )
    shown = tuple(row["official_id"] for row in found) or (None,)
    await audit.append(session, access, "served", shown)
    return found
