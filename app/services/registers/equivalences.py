"""Equivalent courses: recorded by the prescriber's order, and withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError
from app.policy import orders
from app.policy.orders import Fault, Order, Validity
from app.policy.reporting_year import IST
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import equivalences, rows

EQUIVALENCES = Kept(equivalences.REGISTER, "equivalence", equivalences.mark_due, equivalences.named)


@dataclass(frozen=True, slots=True)
class EquivalenceOrdered:
    """An order by which one course, completed on some days, counts for another; by feed ids."""

    course_id: str
    counts_for_course_id: str
    validity: Validity
    order: Order


async def record(
    session: Writing, authority_id: int, asked: EquivalenceOrdered, access: Access, now: datetime
) -> Row:
    """Record that a course counts for another, and have whom it reaches decided anew.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    known = await equivalences.numbers_of(session, [asked.course_id, asked.counts_for_course_id])
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *orders.faults_of_validity(asked.validity),
        *_faults_of_courses(asked, known),
    ]
    if not faults and await equivalences.is_taken(
        session, authority_id, known[asked.course_id], asked.validity
    ):
        faults.append(("/course_id", "already-equivalent"))
    if faults:
        raise InvalidError("the equivalence can't be recorded", faults)
    row = {
        **rows.of_order(asked.order),
        **rows.of_validity(asked.validity),
        "course_id": known[asked.course_id],
        "counts_for_id": known[asked.counts_for_course_id],
    }
    return await EQUIVALENCES.enter(session, authority_id, row, access, now)


def _faults_of_courses(asked: EquivalenceOrdered, known: Mapping[str, int]) -> list[Fault]:
    if asked.course_id == asked.counts_for_course_id:
        return [("/counts_for_course_id", "same-course")]
    stated = {"/course_id": asked.course_id, "/counts_for_course_id": asked.counts_for_course_id}
    return [(place, "unknown-course") for place, course in stated.items() if course not in known]
