"""Declarations that an officer works with no MDO: para 3(ii), positively known, by an order."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError
from app.policy import orders
from app.policy.orders import Fault, Order, Validity
from app.policy.prescriber import in_all_india_service
from app.policy.reporting_year import IST
from app.policy.rules import ruleset
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import declarations, exemptions, rows

DECLARATIONS = Kept(declarations.REGISTER, "declaration", declarations.mark_due)


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
    await rows.hold(session, authority_id)
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
    row = {
        **tenant,
        **rows.of_order(asked.order),
        **rows.of_validity(asked.validity),
        "official_id": asked.official_id,
        "controlling_authority_id": asked.controlling_authority_id,
    }
    return await DECLARATIONS.enter(session, authority_id, row, access, now)


async def _faults_of_officer(session: Reading, official_id: int) -> list[Fault]:
    if await declarations.is_declared(session, official_id):
        return [("/official_id", "declared-already")]
    newest = ruleset.load(ruleset.available_years()[-1])
    if in_all_india_service(await declarations.service_of(session, official_id), newest):
        return [("/official_id", "all-india-service")]
    return []
