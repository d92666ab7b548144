"""APAR periods: recorded by an order, listed, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidError
from app.policy import orders
from app.policy.apar import apar_period
from app.policy.orders import Order
from app.policy.reporting_year import IST
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import exemptions, periods, rows

PERIODS = Kept(periods.REGISTER, "period")


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
    await rows.hold(session, authority_id)
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
    }
    return await PERIODS.enter(session, authority_id, row, access, now)
