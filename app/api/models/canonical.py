"""One official's outcome as it is hashed: the question, and what it came to; nobody's name."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from app.api.models.shapes import Answer, YearLabel
from app.policy.completion import CourseStanding
from app.policy.outcome import AssessmentState, Outcome, Reason


class CanonicalCourse(Answer):
    """A prescribed course in a canonical outcome."""

    course_id: str
    standing: CourseStanding
    completed_on: date | None
    after_due_date: bool
    equivalent: str | None
    gate: bool


class CanonicalAssessment(Answer):
    """A linked assessment in a canonical outcome."""

    assessment_id: str
    state: AssessmentState
    taken_on: date | None


class CanonicalOutcome(Answer):
    """One official's outcome without anything personal: the question, and what it came to."""

    form: Literal["karmasetu.outcome/1"] = Field(alias="schema")
    reporting_year: YearLabel
    ruleset: str
    known_at: int
    as_of: datetime | None
    outcome: Outcome
    level: str | None
    prescriber_id: int | None
    prescribed: int
    required: int
    completed: int
    assessment: AssessmentState
    reasons: list[Reason]
    plans: list[str]
    courses: list[CanonicalCourse]
    assessments: list[CanonicalAssessment]
