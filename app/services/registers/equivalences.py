"""Equivalent courses: recorded by the prescriber's order, and withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import orders, ruleset
from app.policy.orders import Fault, Order, Validity
from app.policy.reporting_year import IST
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import equivalences, rows

Row = Mapping[str, Any]


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
    position = await positions.register(session, now)
    row_id = await rows.enter(
        session,
        equivalences.REGISTER,
        {
            **rows.of_order(asked.order),
            "authority_id": authority_id,
            "course_id": known[asked.course_id],
            "counts_for_id": known[asked.counts_for_course_id],
            "valid_from": asked.validity.valid_from,
            "valid_until": asked.validity.valid_until,
            "learned_position": position,
        },
    )
    await _settle(session, row_id, position)
    await audit.append(session, access, "recorded")
    return await find(session, authority_id, row_id)


def _faults_of_courses(asked: EquivalenceOrdered, known: Mapping[str, int]) -> list[Fault]:
    if asked.course_id == asked.counts_for_course_id:
        return [("/counts_for_course_id", "same-course")]
    stated = {"/course_id": asked.course_id, "/counts_for_course_id": asked.counts_for_course_id}
    return [(place, "unknown-course") for place, course in stated.items() if course not in known]


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw an equivalence and have whom it reached decided anew; the row stays.

    Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
    """
    await find(session, authority_id, row_id)
    position = await positions.register(session, now)
    if not await rows.withdraw(session, equivalences.REGISTER, authority_id, row_id, position):
        raise ConflictError("the equivalence is withdrawn already")
    await _settle(session, row_id, position)
    await audit.append(session, access, "withdrawn")
    return await find(session, authority_id, row_id)


async def find(session: Reading, authority_id: int, row_id: int) -> Row:
    """Return one equivalence; raise NotFoundError where there is none."""
    held = await equivalences.one(session, authority_id, row_id)
    if held is None:
        raise NotFoundError("there is no such equivalence")
    return held


async def page(
    session: Reading, authority_id: int, *, withdrawn: bool, after: int, limit: int
) -> Sequence[Row]:
    """Return equivalences of an authority in order of their numbers."""
    return await equivalences.page(
        session, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )


async def _settle(session: Writing, row_id: int, position: int) -> None:
    years = [year.start for year in ruleset.available_years()]
    await equivalences.mark_due(session, row_id, years, position)
