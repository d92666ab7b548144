"""Who is short, by how much and with which courses, before a day: pages, and all as a table."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidError
from app.policy.outcome import Outcome
from app.policy.reporting_year import IST, ReportingYear
from app.services.registers import overrides
from app.services.tabular import harmless, written
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import reach_list
from app.store.mandate.reach_list import Question, Short

# Those whom learning helps; a record that can't be read is put right by other means.
OPEN = (Outcome.SHORT_OF_COURSES, Outcome.ASSESSMENT_FAILED, Outcome.ASSESSMENT_PENDING)
CHUNK = 1_000
COLUMNS = (
    "official_id",
    "igot_user",
    "level",
    "outcome",
    "prescribed",
    "required",
    "completed",
    "short_by",
    "course_ids",
    "assessment_ids",
    "before",
    "year_closed",
)


@dataclass(frozen=True, slots=True)
class ReachList:
    """A question for those who are short in a year, and the day to be met.

    ``closed`` says that the year is over: the list tells who ended short, and whom no reminder
    helps any more.
    """

    year: ReportingYear
    question: Question
    before: date
    closed: bool


def prepare(
    year: ReportingYear, authority_id: int, at_most: int, before: date | None, now: datetime
) -> ReachList:
    """Return the question; ``before`` is the year's last day where none is named.

    Raises InvalidError for a day outside the year: nothing completed after its last day counts for
    it.
    """
    day = year.last_day if before is None else before
    if not year.first_day <= day <= year.last_day:
        raise InvalidError("the day lies outside the reporting year", [("before", "outside-year")])
    wanted = tuple(outcome.value for outcome in OPEN)
    today = now.astimezone(IST).date()
    asked = Question(authority_id, wanted, at_most, today)
    return ReachList(year, asked, day, today > year.last_day)


async def note(session: Writing, access: Access) -> None:
    """Note that the whole list was asked for."""
    await audit.append_whole(session, access, "opened")


async def noted(
    session: Writing, asked: ReachList, after: int, limit: int, access: Access
) -> list[Short]:
    """Return a page as ``page`` does, and note whom it shows: the last tells that more follow."""
    found = await page(session, asked, after, limit)
    await audit.append_page(session, access, (one.official_id for one in found[: limit - 1]))
    return found


async def page(session: Reading, asked: ReachList, after: int, limit: int) -> list[Short]:
    """Return up to ``limit`` officials who are short and follow an official.

    Raises NotFoundError for a year without rules.
    """
    rules = await overrides.of_authority(session, asked.year, asked.question.authority_id)
    return await reach_list.page(session, rules, asked.question, after, limit)


async def table(session: Reading, asked: ReachList) -> AsyncIterator[bytes]:
    """Yield the whole list as CSV (RFC 4180) with a header, a chunk of officials at a time."""
    yield written([COLUMNS])
    after = 0
    while found := await page(session, asked, after, CHUNK):
        yield written(_cells(one, asked) for one in found)
        after = found[-1].official_id


def _cells(one: Short, asked: ReachList) -> tuple[object, ...]:
    return (
        one.official_id,
        harmless(one.igot_user or ""),
        one.level or "",
        one.outcome,
        one.prescribed,
        one.required,
        one.completed,
        one.short_by,
        harmless(" ".join(course.course_id for course in one.courses if course.still_counts)),
        harmless(" ".join(each.assessment_id for each in one.assessments)),
        asked.before.isoformat(),
        "true" if asked.closed else "false",
    )
