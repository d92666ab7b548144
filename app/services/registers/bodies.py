"""Autonomous bodies and enterprises: recorded by an order, with their ministry's choice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import body, orders, ruleset
from app.policy.body import BodyOrdered
from app.policy.reporting_year import IST
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import bodies, rows

Row = Mapping[str, Any]


async def record(
    session: Writing, authority_id: int, asked: BodyOrdered, access: Access, now: datetime
) -> Row:
    """Record that an authority is a body, and have its officials decided anew; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
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
    position = await positions.register(session, now)
    row_id = await rows.enter(
        session,
        bodies.REGISTER,
        {
            **rows.of_order(asked.order),
            "authority_id": authority_id,
            "ministry_id": asked.ministry_id,
            "kind": asked.kind,
            "mandated_from": asked.mandated_from,
            "mandated_until": asked.mandated_until,
            "learned_position": position,
        },
    )
    await _settle(session, authority_id, position)
    await audit.append(session, access, "recorded", (None,))
    return await find(session, authority_id, row_id)


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw a record and have the authority's officials decided anew; the row stays.

    Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
    """
    await find(session, authority_id, row_id)
    position = await positions.register(session, now)
    if not await rows.withdraw(session, bodies.REGISTER, authority_id, row_id, position):
        raise ConflictError("the record is withdrawn already")
    await _settle(session, authority_id, position)
    await audit.append(session, access, "withdrawn", (None,))
    return await find(session, authority_id, row_id)


async def find(session: Reading, authority_id: int, row_id: int) -> Row:
    """Return one record; raise NotFoundError where there is none of the authority."""
    held = await rows.one(session, bodies.REGISTER, authority_id, row_id)
    if held is None:
        raise NotFoundError("there is no such record")
    return held


async def page(
    session: Writing, authority_id: int, *, withdrawn: bool, after: int, limit: int, access: Access
) -> Sequence[Row]:
    """Return records of an authority in order of their numbers, and note the look."""
    found = await rows.page(
        session, bodies.REGISTER, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )
    await audit.append(session, access, "served", (None,))
    return found


async def _settle(session: Writing, authority_id: int, position: int) -> None:
    years = [year.start for year in ruleset.available_years()]
    await bodies.mark_due(session, authority_id, years, position)
