"""Terms of assessments: orders on their days, the attempts allowed and the cut-off."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from app.api.models.registers import Line, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Day, YearLabel
from app.policy.reporting_year import ReportingYear

Attempts = Annotated[int, Field(ge=1, le=100)]
Percent = Annotated[float, Field(ge=0, le=100, strict=False, multiple_of=0.01)]


class TermsRequest(Ordered):
    """An assessment, the days on which it is open, and what else the order says of it."""

    DAYS: ClassVar = ("opens_on", "closes_on")

    assessment_id: Line
    opens_on: Day
    closes_on: Day
    attempts_allowed: Attempts | None = None
    cut_off_percent: Percent | None = None
    order: OrderStated


class TermsRecorded(Recorded):
    """Terms as they are recorded; the days lie in the reporting year."""

    assessment_id: str
    reporting_year: YearLabel
    opens_on: date
    closes_on: date
    attempts_allowed: int | None
    cut_off_percent: float | None


class TermsPage(Answer):
    """An authority's terms of assessments, in order of their numbers."""

    authority_id: int
    terms: list[TermsRecorded]
    next_cursor: str | None


TERMS: dict[str, Any] = {
    "id": 4,
    "order": {
        "number": "A-11011/7/2025-Trg",
        "dated": "2025-10-06",
        "issued_by": "Joint Secretary",
    },
    "learned_position": 655,
    "withdrawn_position": None,
    "assessment_id": "do_1159876543210",
    "reporting_year": "2025-26",
    "opens_on": "2026-01-15",
    "closes_on": "2026-02-28",
    "attempts_allowed": 3,
    "cut_off_percent": 60.0,
}
TERMS_PAGE: dict[str, Any] = {"authority_id": 3, "terms": [TERMS], "next_cursor": None}
TERMS_REQUESTS: dict[str, Any] = {
    "window": {
        "summary": "Open for six weeks, three attempts",
        "value": {
            name: TERMS[name]
            for name in (
                "assessment_id",
                "opens_on",
                "closes_on",
                "attempts_allowed",
                "cut_off_percent",
                "order",
            )
        },
    }
}


def terms_told(row: Any) -> dict[str, Any]:
    """Return terms as a body shows them."""
    year = ReportingYear(row["reporting_year"]).label
    return {**row, "reporting_year": year, "order": order_told(row)}
