"""Declarations that an officer works with no MDO: para 3(ii), positively known, by an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import orders, ruleset
from app.policy.orders import Fault, Order, Validity
from app.policy.prescriber import in_all_india_service
from app.policy.reporting_year import IST
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import declarations, exemptions, rows

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """An order that says: this officer works with no MDO; that CCA prescribes for him."""

    official_id: int
    controlling_authority_id: int
    validity: Validity
    order: Order


async def record(
    session: Writing, authority_id: int, asked: Declared, access: Access, now: datetime
) -> Row:
    """Record a declaration and have the officer decided anew; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    tenant = await exemptions.tenant_of(session, asked.official_id)
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *orders.faults_of_validity(asked.validity),
    ]
    if tenant is None or tenant["authority_id"] != authority_id:
        faults.append(("/official_id", "unknown-official"))
    else:
        faults += await _faults_of_officer(session, asked.official_id)
    if not await declarations.is_cca(session, asked.controlling_authority_id):
        faults.append(("/controlling_authority_id", "no-controlling-authority"))
    if faults or tenant is None:
        raise InvalidError("the declaration can't be recorded", faults)
    position = await positions.register(session, now)
    row_id = await rows.enter(
        session,
        declarations.REGISTER,
        {
            **tenant,
            **rows.of_order(asked.order),
            "official_id": asked.official_id,
            "controlling_authority_id": asked.controlling_authority_id,
            "valid_from": asked.validity.valid_from,
            "valid_until": asked.validity.valid_until,
            "learned_position": position,
        },
    )
    await _settle(session, row_id, position)
    await audit.append(session, access, "recorded", (asked.official_id,))
    return await find(session, authority_id, row_id)


async def _faults_of_officer(session: Reading, official_id: int) -> list[Fault]:
    if await declarations.is_declared(session, official_id):
        return [("/official_id", "declared-already")]
    newest = ruleset.load(ruleset.available_years()[-1])
    if in_all_india_service(await declarations.service_of(session, official_id), newest):
        return [("/official_id", "all-india-service")]
    return []


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw a declaration and have the officer decided anew; the row stays.

    Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
    """
    held = await find(session, authority_id, row_id)
    position = await positions.register(session, now)
    if not await rows.withdraw(session, declarations.REGISTER, authority_id, row_id, position):
        raise ConflictError("the declaration is withdrawn already")
    await _settle(session, row_id, position)
    await audit.append(session, access, "withdrawn", (held["official_id"],))
    return await find(session, authority_id, row_id)


async def find(session: Reading, authority_id: int, row_id: int) -> Row:
    """Return one declaration; raise NotFoundError where the caller sees none."""
    held = await rows.one(session, declarations.REGISTER, authority_id, row_id)
    if held is None:
        raise NotFoundError("there is no such declaration")
    return held


async def page(
    session: Writing, authority_id: int, *, withdrawn: bool, after: int, limit: int, access: Access
) -> Sequence[Row]:
    """Return declarations of an authority in order of their numbers, and note who was shown."""
    found = await rows.page(
        session, declarations.REGISTER, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )
    shown = tuple(row["official_id"] for row in found) or (None,)
    await audit.append(session, access, "served", shown)
    return found


async def _settle(session: Writing, row_id: int, position: int) -> None:
    years = [year.start for year in ruleset.available_years()]
    await declarations.mark_due(session, row_id, years, position)
