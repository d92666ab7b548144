"""Workshops of ISTM that officials attended, each with its order and, once held, certificate."""

from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidError
from app.policy import orders
from app.policy.liaison import ruleset
from app.policy.orders import Fault, Order
from app.policy.reporting_year import IST
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import exemptions, liaison, rows

ATTENDANCES = Kept(liaison.ATTENDANCES, "attendance")


@dataclass(frozen=True, slots=True)
class Attended:
    """A workshop that an official attended on some days, by the order that sent him."""

    official_id: int
    workshop: str
    attended_from: date
    attended_until: date
    certificate_number: str | None
    order: Order


async def record(
    session: Writing, authority_id: int, asked: Attended, access: Access, now: datetime
) -> Row:
    """Record an attendance; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    today = now.astimezone(IST).date()
    faults = [*orders.faults_of_order(asked.order, today), *_faults_of_days(asked, today)]
    years = map(ruleset.load, ruleset.available_years())
    if asked.workshop not in {workshop.id for rules in years for workshop in rules.workshops}:
        faults.append(("/workshop", "unknown-workshop"))
    tenant = await exemptions.tenant_of(session, asked.official_id)
    if tenant is None or tenant["authority_id"] != authority_id:
        faults.append(("/official_id", "unknown-official"))
    elif await liaison.has_attended(
        session, asked.official_id, asked.workshop, asked.attended_from
    ):
        faults.append(("/attended_from", "already-recorded"))
    if faults or tenant is None:
        raise InvalidError("the attendance can't be recorded", faults)
    row = {
        **tenant,
        **rows.of_order(asked.order),
        "official_id": asked.official_id,
        "workshop": asked.workshop,
        "attended_from": asked.attended_from,
        "attended_until": asked.attended_until,
        "certificate_number": asked.certificate_number,
    }
    return await ATTENDANCES.enter(session, authority_id, row, access, now)


def _faults_of_days(asked: Attended, today: date) -> list[Fault]:
    faults = []
    if asked.attended_until < asked.attended_from:
        faults.append(("/attended_until", "before-attended-from"))
    if asked.attended_until > today:
        faults.append(("/attended_until", "in-the-future"))
    return faults
