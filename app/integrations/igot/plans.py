"""Training plans of the two live generations, read into one shape."""

from datetime import datetime
from typing import Any, Literal

from app.integrations.igot.dates import parse_due
from app.integrations.igot.feed import Fault, FeedPlan, FeedPlanCourse
from app.integrations.igot.groups import Group, ReadGroup, read_assignment, read_context
from app.integrations.igot.wire import (
    Json,
    QuirkError,
    decoded,
    elements,
    first_of,
    flag,
    mapping,
    moment,
    required,
    subject_of,
    text,
)
from app.policy.reporting_year import ReportingYear

Status = Literal["live", "retired"]
Generation = Literal["v1", "v4"]
Reach = tuple[tuple[Group, ...], list[Fault]]

_STATUSES: dict[str, Status] = {"live": "live", "retire": "retired", "retired": "retired"}


def read_plan_v1(row: Json, org_id: str) -> tuple[FeedPlan | None, list[Fault]]:
    """Read one plan of the first generation; None for a draft or for quarantine.

    It names no year: its reporting year is that of its due date, by the clock in India.
    """
    try:
        return _plan(row, org_id, _year_of_due(row), "v1", _reach_v1(row))
    except QuirkError as quirk:
        return None, [_fault(row, quirk)]


async def read_plan_v4(row: Json, read_group: ReadGroup) -> tuple[FeedPlan | None, list[Fault]]:
    """Read one plan of the fourth generation; None for a draft or for quarantine."""
    try:
        org_id = required(row, "orgId", "createdByOrgId")
        year = _plan_year(row)
        return _plan(row, org_id, year, "v4", await _reach_v4(row, read_group))
    except QuirkError as quirk:
        return None, [_fault(row, quirk)]


def _plan(
    row: Json, org_id: str, year: ReportingYear, generation: Generation, reach: Reach
) -> tuple[FeedPlan | None, list[Fault]]:
    status = _status(row)
    if status is None:
        return None, []
    groups, faults = reach
    courses, course_faults = read_courses(row)
    plan = FeedPlan(
        plan_id=required(row, "id"),
        generation=generation,
        org_id=org_id,
        name=required(row, "name"),
        reporting_year=year,
        status=status,
        apar=flag(row, "isApar", "isapar"),
        due_at=due_of(row),
        published_at=moment(row, "cbPublishedAt", "publishedAt"),
        assessment_id=_assessment(row),
        groups=groups,
        courses=courses,
    )
    subject = subject_of(row, "plan", "id")
    return plan, [
        Fault(f.quirk, subject, f"{f.subject}: {f.detail}") for f in [*faults, *course_faults]
    ]


def due_of(row: Json) -> datetime | None:
    """Return a plan's due moment; None when absent; raise QuirkError when it can't be read."""
    value = first_of(row, "endDate", "enddate")
    if value is None or value == "":
        return None
    try:
        return parse_due(value)
    except ValueError:
        raise QuirkError("date-unreadable", "endDate is in no known format") from None


def read_courses(row: Json) -> tuple[tuple[FeedPlanCourse, ...], list[Fault]]:
    """Read a plan's content, given as ids, JSON strings or objects; each course once."""
    courses: dict[str, FeedPlanCourse] = {}
    faults: list[Fault] = []
    for element in elements(row.get("contentList"), "contentList"):
        try:
            course = _course(element)
        except QuirkError as quirk:
            faults.append(Fault(quirk.quirk, "contentList", quirk.detail))
        else:
            courses[course.course_id] = course
    return tuple(courses.values()), faults


def _course(element: Any) -> FeedPlanCourse:
    if element is None:
        raise QuirkError("element-null", "an element is null")
    if isinstance(element, str) and not element.lstrip().startswith("{"):
        element = {"identifier": element}
    content = mapping(element, "an element")
    return FeedPlanCourse(required(content, "identifier"), gate=flag(content, "mandatory") or False)


def _reach_v1(row: Json) -> Reach:
    try:
        return read_assignment(row)
    except QuirkError as quirk:
        return (), [Fault(quirk.quirk, "userType", quirk.detail)]


async def _reach_v4(row: Json, read_group: ReadGroup) -> Reach:
    try:
        return await read_context(row.get("contextData"), read_group)
    except QuirkError as quirk:
        return (), [Fault(quirk.quirk, "contextData", quirk.detail)]


def _year_of_due(row: Json) -> ReportingYear:
    due_at = due_of(row)
    if due_at is None:
        raise QuirkError("due-date-missing", "endDate is absent: no reporting year to be had")
    return ReportingYear.containing(due_at)


def _plan_year(row: Json) -> ReportingYear:
    try:
        return ReportingYear.parse(required(row, "planYear"))
    except QuirkError:
        raise
    except ValueError:
        raise QuirkError("plan-year-unreadable", "planYear is not written like 2025-26") from None


def _status(row: Json) -> Status | None:
    word = required(row, "status").lower()
    if word == "draft":
        return None
    if word not in _STATUSES:
        raise QuirkError("plan-status-unknown", "status is none of iGOT's")
    return _STATUSES[word]


def _assessment(row: Json) -> str | None:
    """The linked assessment programme; earlier builds carry the object in place of its id."""
    linked = text(row, "caLinkedId")
    older = row.get("comprehensiveAssessment")
    if linked or older is None:
        return linked
    return (
        older
        if isinstance(older, str) and not older.startswith("{")
        else text(
            mapping(decoded(older, "comprehensiveAssessment"), "comprehensiveAssessment"),
            "identifier",
        )
    )


def _fault(row: Json, quirk: QuirkError) -> Fault:
    return Fault(quirk.quirk, subject_of(row, "plan", "id"), quirk.detail)
