"""Exemptions: recorded by an order, withdrawn, and each time the official is decided anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import orders, ruleset
from app.policy.orders import Order, Validity
from app.policy.reporting_year import IST
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import exemptions, rows

Row = Mapping[str, Any]


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
    today = now.astimezone(IST).date()
    faults = [
        *orders.faults_of_order(asked.order, today),
        *orders.faults_of_validity(asked.validity),
    ]
    tenant = await exemptions.tenant_of(session, asked.official_id)
    if tenant is None or tenant["authority_id"] != authority_id:
        faults.append(("/official_id", "unknown-official"))
    elif await exemptions.is_recorded(session, asked.official_id, asked.order.number):
        faults.append(("/order/number", "already-recorded"))
    if faults or tenant is None:
        raise InvalidError("the exemption can't be recorded", faults)
    position = await positions.register(session, now)
    row_id = await rows.enter(
        session,
        exemptions.REGISTER,
        {
            **tenant,
            **rows.of_order(asked.order),
            "official_id": asked.official_id,
            "kind": asked.kind,
            "reason": asked.reason,
            "valid_from": asked.validity.valid_from,
            "valid_until": asked.validity.valid_until,
            "learned_position": position,
        },
    )
    await _settle(session, row_id, position)
    await audit.append(session, access, "recorded", (asked.official_id,))
    return await find(session, authority_id, row_id)


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw an exemption and have the official decided anew; the row stays, marked withdrawn.

    Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
    """
    held = await find(session, authority_id, row_id)
    position = await positions.register(session, now)
    if not await rows.withdraw(session, exemptions.REGISTER, authority_id, row_id, position):
        raise ConflictError("the exemption is withdrawn already")
    await _settle(session, row_id, position)
    await audit.append(session, access, "withdrawn", (held["official_id"],))
    return await find(session, authority_id, row_id)


async def find(session: Reading, authority_id: int, row_id: int) -> Row:
    """Return one exemption; raise NotFoundError where the caller sees none."""
    held = await rows.one(session, exemptions.REGISTER, authority_id, row_id)
    if held is None:
        raise NotFoundError("there is no such exemption")
    return held


async def page(
    session: Writing,
    authority_id: int,
    *,
    withdrawn: bool,
    after: int,
    limit: int,
    access: Access,
) -> Sequence[Row]:
    """Return exemptions of an authority in order of their numbers, and note whose were shown."""
    found = await rows.page(
        session, exemptions.REGISTER, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )
    shown = tuple(row["official_id"] for row in found) or (None,)
    await audit.append(session, access, "served", shown)
    return found


async def _settle(session: Writing, row_id: int, position: int) -> None:
    years = [year.start for year in ruleset.available_years()]
    await exemptions.mark_due(session, row_id, years, position)
