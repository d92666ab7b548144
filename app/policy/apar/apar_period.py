"""What falls into a part of a year for which an APAR of its own is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.policy.assessment import AssessmentVerdict
from app.policy.completion import CourseStanding, CourseVerdict
from app.policy.mandate import Evaluation
from app.policy.orders import Fault
from app.policy.reporting_year import IST, ReportingYear


@dataclass(frozen=True, slots=True)
class Within:
    """What of a year's counted courses and dated assessments falls between two days."""

    courses: tuple[CourseVerdict, ...]
    assessments: tuple[AssessmentVerdict, ...]


def within(evaluation: Evaluation, first: date, last: date) -> Within:
    """Return what was completed or taken between two days in India, both included.

    By rule `year.apar_periods` the outcome is the year's: a period has none of its own.
    """
    return Within(
        tuple(
            one
            for one in evaluation.courses
            if one.standing is CourseStanding.COUNTED and _falls(one.completed_at, first, last)
        ),
        tuple(one for one in evaluation.assessments if _falls(one.taken_at, first, last)),
    )


def faults_of_days(first: date, last: date) -> Iterator[Fault]:
    """Yield what is wrong with a period's days, each with its JSON pointer."""
    if last < first:
        yield "/valid_until", "before-valid-from"
    elif year_of(first) is None:
        yield "/valid_from", "in-no-year"
    elif year_of(first) != year_of(last):
        yield "/valid_until", "in-another-year"


def year_of(day: date) -> ReportingYear | None:
    """Return the reporting year that a day lies in; None where no such year can be."""
    try:
        return ReportingYear.containing(datetime(day.year, day.month, day.day, tzinfo=IST))
    except ValueError:
        return None


def _falls(moment: datetime | None, first: date, last: date) -> bool:
    return moment is not None and first <= moment.astimezone(IST).date() <= last
