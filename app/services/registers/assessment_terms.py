"""Terms of assessments: recorded by the prescriber's order, and withdrawn; the cut-off decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from app.errors import InvalidError
from app.policy import orders
from app.policy.orders import Fault, Order
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import assessment_terms, rows

ASSESSMENT_TERMS = Kept(
    assessment_terms.REGISTER, "terms", assessment_terms.mark_due, assessment_terms.named
)


@dataclass(frozen=True, slots=True)
class TermsOrdered:
    """An order on an assessment, by its feed id: its days, attempts allowed, cut-off in percent."""

    assessment_id: str
    opens_on: date
    closes_on: date
    attempts_allowed: int | None
    cut_off_percent: float | None
    order: Order


async def record(
    session: Writing, authority_id: int, asked: TermsOrdered, access: Access, now: datetime
) -> Row:
    """Record the terms of an assessment for the reporting year in which its days lie.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    number = await assessment_terms.number_of(session, asked.assessment_id)
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *_faults_of_days(asked.opens_on, asked.closes_on),
    ]
    if number is None:
        faults.append(("/assessment_id", "unknown-assessment"))
    elif not faults and await assessment_terms.is_taken(
        session, authority_id, number, _year(asked.opens_on).start
    ):
        faults.append(("/assessment_id", "already-recorded"))
    if faults:
        raise InvalidError("the terms can't be recorded", faults)
    row = {
        **rows.of_order(asked.order),
        "assessment_id": number,
        "reporting_year": _year(asked.opens_on).start,
        "opens_on": asked.opens_on,
        "closes_on": asked.closes_on,
        "attempts_allowed": asked.attempts_allowed,
        "cut_off_percent": asked.cut_off_percent,
    }
    return await ASSESSMENT_TERMS.enter(session, authority_id, row, access, now)


def _faults_of_days(opens_on: date, closes_on: date) -> Iterator[Fault]:
    if closes_on < opens_on:
        yield "/closes_on", "before-opens-on"
        return
    if not any(one.first_day <= opens_on <= one.last_day for one in ruleset.available_years()):
        yield "/opens_on", "year-without-rules"
    elif closes_on > _year(opens_on).last_day:
        yield "/closes_on", "in-another-year"


def _year(day: date) -> ReportingYear:
    return ReportingYear.containing(datetime.combine(day, time.min, IST))
