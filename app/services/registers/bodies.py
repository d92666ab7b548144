"""Autonomous bodies and enterprises: recorded by an order, with their ministry's choice."""

from datetime import datetime

from app.errors import InvalidError
from app.policy import body, orders
from app.policy.body import BodyOrdered
from app.policy.reporting_year import IST
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import bodies, rows

BODIES = Kept(bodies.REGISTER, "record", bodies.mark_due)


async def record(
    session: Writing, authority_id: int, asked: BodyOrdered, access: Access, now: datetime
) -> Row:
    """Record that an authority is a body, and have its officials decided anew; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *body.faults_of_choice(asked),
    ]
    if asked.ministry_id == authority_id or not await bodies.is_mdo(session, asked.ministry_id):
        faults.append(("/ministry_id", "no-ministry-over-it"))
    if await bodies.is_recorded(session, authority_id):
        faults.append(("/kind", "recorded-already"))
    if faults:
        raise InvalidError("this can't be recorded of the authority", faults)
    row = {
        **rows.of_order(asked.order),
        "ministry_id": asked.ministry_id,
        "kind": asked.kind,
        "mandated_from": asked.mandated_from,
        "mandated_until": asked.mandated_until,
    }
    return await BODIES.enter(session, authority_id, row, access, now)
