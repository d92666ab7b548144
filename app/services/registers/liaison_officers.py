"""Liaison officers: designated by an order for a category, OM 36023/1/2024-Estt.(Res-I) para 1."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError
from app.policy import designation, orders
from app.policy.liaison import ruleset
from app.policy.orders import Order, Validity
from app.policy.reporting_year import IST
from app.services.registers import overrides
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import liaison, rows

OFFICERS = Kept(liaison.OFFICERS, "appointment")


@dataclass(frozen=True, slots=True)
class Designated:
    """An order that designates an official for one category, with the designation he bears."""

    official_id: int
    category: str
    designation: str
    validity: Validity
    order: Order


async def record(
    session: Writing, authority_id: int, asked: Designated, access: Access, now: datetime
) -> Row:
    """Record an appointment; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *orders.faults_of_validity(asked.validity),
    ]
    key = designation.key(asked.designation)
    if key is None:
        faults.append(("/designation", "blank"))
    if not await _is_known(session, authority_id, asked.category):
        faults.append(("/category", "unknown-category"))
    if not await liaison.is_here(session, authority_id, asked.official_id):
        faults.append(("/official_id", "unknown-official"))
    elif await liaison.is_designated(
        session, authority_id, asked.official_id, asked.category, asked.validity
    ):
        faults.append(("/valid_from", "designated-already"))
    if faults:
        raise InvalidError("the appointment can't be recorded", faults)
    row = {
        **rows.of_order(asked.order),
        **rows.of_validity(asked.validity),
        "official_id": asked.official_id,
        "category": asked.category,
        "designation": asked.designation,
        "designation_key": key,
    }
    return await OFFICERS.enter(session, authority_id, row, access, now)


async def _is_known(session: Reading, authority_id: int, category: str) -> bool:
    """Say whether the authority's rules of any year know a category."""
    for year in ruleset.available_years():
        rules = await overrides.of_liaison(session, year, authority_id)
        if rules.category(category):
            return True
    return False
