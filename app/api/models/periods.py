"""Periods of a year for which an APAR is written, and what falls into each."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from app.api.models.registers import Number, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import NO_NUL, Answer, Day, YearLabel
from app.policy.outcome import AssessmentState, Outcome
from app.policy.rules.rules_file import Standing


class PeriodRequest(Ordered):
    """One official's period, both days included, within one reporting year."""

    official_id: Number
    apar_id: Annotated[str | None, Field(min_length=1, max_length=64, pattern=NO_NUL)] = None
    valid_from: Day
    valid_until: Day
    order: OrderStated


class PeriodTold(Recorded):
    """A period as it is recorded."""

    official_id: int
    apar_id: str | None
    valid_from: date
    valid_until: date


class PeriodPage(Answer):
    """Periods of an authority's officials, in order of their numbers."""

    authority_id: int
    periods: list[PeriodTold]
    next_cursor: str | None


class CourseWithin(Answer):
    """A course that counts for the year and was completed in the period."""

    course_id: str
    name: str
    completed_at: datetime


class AssessmentWithin(Answer):
    """An assessment whose standing result was taken in the period."""

    assessment_id: str
    name: str
    state: AssessmentState
    taken_at: datetime


class PeriodWithin(Answer):
    """A period, and what of the year falls into it."""

    apar_id: str | None
    valid_from: date
    valid_until: date
    courses: list[CourseWithin]
    assessments: list[AssessmentWithin]


class OfficialPeriods(Answer):
    """The year's outcome so far, and its periods; that a period is told at all is `house`."""

    official_id: int
    reporting_year: YearLabel
    standing: Standing
    rule_id: str
    outcome: Outcome
    prescribed: int
    required: int
    completed: int
    periods: list[PeriodWithin]


PERIOD: dict[str, Any] = {
    "id": 7,
    "order": {"number": "A-28011/3/2025-Ad", "dated": "2025-10-06", "issued_by": "Director"},
    "learned_position": 702,
    "withdrawn_position": None,
    "official_id": 4711,
    "apar_id": "APAR-2025-26-4711-1",
    "valid_from": "2025-04-01",
    "valid_until": "2025-09-30",
}
PERIOD_REQUESTS: dict[str, Any] = {
    "first half": {
        "summary": "Until the reporting officer changed",
        "value": {
            name: PERIOD[name]
            for name in ("official_id", "apar_id", "valid_from", "valid_until", "order")
        },
    }
}
PERIOD_PAGE: dict[str, Any] = {"authority_id": 3, "periods": [PERIOD], "next_cursor": None}
OFFICIAL_PERIODS: dict[str, Any] = {
    "official_id": 4711,
    "reporting_year": "2025-26",
    "standing": "house",
    "rule_id": "year.apar_periods",
    "outcome": "short_of_courses",
    "prescribed": 6,
    "required": 3,
    "completed": 1,
    "periods": [
        {
            "apar_id": "APAR-2025-26-4711-1",
            "valid_from": "2025-04-01",
            "valid_until": "2025-09-30",
            "courses": [
                {
                    "course_id": "do_1",
                    "name": "Spreadsheets",
                    "completed_at": "2025-06-01T06:30:00Z",
                }
            ],
            "assessments": [],
        }
    ],
}


def period_told(row: Any) -> dict[str, Any]:
    """Return a period as a body shows it."""
    return {**row, "order": order_told(row)}
