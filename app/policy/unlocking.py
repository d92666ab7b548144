"""Which gate courses unlock an assessment: they decide nothing, and say what to do first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.policy.facts import Completion, Plan, PlanCourse
from app.policy.reporting_year import ReportingYear
from app.policy.window import Window


@dataclass(frozen=True, slots=True)
class Gate:
    """A course that has to be completed itself before the assessment opens."""

    feed_id: str
    name: str
    completed: bool


def gates(
    plans: Sequence[Plan], assessment_id: int, completions: Iterable[Completion], window: Window
) -> tuple[Gate, ...]:
    """Return the gate courses of the plans that link an assessment, in the order of feed ids.

    The platform looks at the reporting year and the one before it: what was completed in either
    unlocks. No other course stands in for a gate there.
    """
    done = {one.course_id for one in completions if _unlocks(one.completed_at, window)}
    asked: dict[int, PlanCourse] = {
        course.course_id: course
        for plan in plans
        if plan.assessment is not None and plan.assessment.assessment_id == assessment_id
        for course in plan.courses
        if course.gate
    }
    found = (Gate(one.feed_id, one.name, number in done) for number, one in asked.items())
    return tuple(sorted(found, key=lambda gate: gate.feed_id))


def _unlocks(moment: datetime, window: Window) -> bool:
    before = ReportingYear(window.year.start - 1)
    return before.opens <= moment < window.year.closes and not window.hides(moment)
