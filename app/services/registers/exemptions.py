"""Exemptions: recorded by an order, withdrawn, and each time the official is decided anew."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError
from app.policy import orders
from app.policy.orders import Order, Validity
from app.policy.reporting_year import IST
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import exemptions, rows

EXEMPTIONS = Kept(exemptions.REGISTER, "exemption", exemptions.mark_due)


@dataclass(frozen=True, slots=True)
class ExemptionOrdered:
    """An order that takes one official out of the mandate for some days."""

    official_id: int
    kind: str
    reason: str
    validity: Validity
    order: Order


async def record(
    session: Writing, authority_id: int, asked: ExemptionOrdered, access: Access, now: datetime
) -> Row:
    """Record an exemption and have the official decided anew; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *orders.faults_of_validity(asked.validity),
    ]
    tenant = await exemptions.tenant_of(session, asked.official_id)
    if tenant is None or tenant["authority_id"] != authority_id:
        faults.append(("/official_id", "unknown-official"))
    elif await exemptions.is_recorded(session, asked.official_id, asked.order.number):
        faults.append(("/order/number", "already-recorded"))
    if faults or tenant is None:
        raise InvalidError("the exemption can't be recorded", faults)
    row = {
        **tenant,
        **rows.of_order(asked.order),
        **rows.of_validity(asked.validity),
        "official_id": asked.official_id,
        "kind": asked.kind,
        "reason": asked.reason,
    }
    return await EXEMPTIONS.enter(session, authority_id, row, access, now)
