"""Why one official's outcome is what it is: courses, rules, assumptions, gaps and ways out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.policy.assessment import AssessmentVerdict
from app.policy.completion import CourseVerdict
from app.policy.facts import OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.outcome import Outcome, Reason
from app.policy.plans import levels as plan_levels
from app.policy.plans.levels import LevelDifference
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.policy.telling import assumptions, gaps
from app.policy.telling.assumptions import Assumption
from app.policy.telling.rules_used import RuleUse, rules_used
from app.policy.telling.ways import Way, ways
from app.policy.wording import (
    ASSESSMENTS,
    ATTEMPTS,
    ATTEMPTS_ALLOWED,
    COUNTED_LATE,
    COURSES,
    CUT_OFF_AWAITED,
    CUT_OFFS,
    IMPLAUSIBLY_FAST,
    LOCKED,
    OPEN_FROM_TO,
    OUTCOMES,
    OUTSIDE_WINDOW,
    REASONS,
    UNLOCKED,
    VANISHED,
    Wording,
    written,
)


@dataclass(frozen=True, slots=True)
class ExplainedReason:
    """A reason that holds, and its sentence."""

    reason: Reason
    sentence: Wording


@dataclass(frozen=True, slots=True)
class ExplainedCourse:
    """A prescribed course, the sentence that says why it counted or did not, and what to know."""

    course: CourseVerdict
    sentence: Wording
    notes: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ExplainedAssessment:
    """A linked assessment, the sentence that says where it stands, and what else is known."""

    assessment: AssessmentVerdict
    sentence: Wording
    notes: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An outcome with all that it rests on, in both official languages."""

    outcome: Outcome
    sentence: Wording
    reasons: tuple[ExplainedReason, ...]
    courses: tuple[ExplainedCourse, ...]
    assessments: tuple[ExplainedAssessment, ...]
    rules: tuple[RuleUse, ...]
    assumptions: tuple[Assumption, ...]
    missing: tuple[Wording, ...]
    level_differences: tuple[LevelDifference, ...]
    ways: tuple[Way, ...]
    year_closed: bool


def explain(
    evaluation: Evaluation, facts: OfficialFacts, year: ReportingYear, ruleset: Ruleset, today: date
) -> Explanation:
    """Explain an evaluation of these facts under these rules; ``today`` is a day in India."""
    return Explanation(
        outcome=evaluation.outcome,
        sentence=OUTCOMES[evaluation.outcome],
        reasons=tuple(ExplainedReason(each, REASONS[each]) for each in evaluation.reasons),
        courses=tuple(_course(each) for each in evaluation.courses),
        assessments=tuple(
            ExplainedAssessment(each, ASSESSMENTS[each.state], tuple(_notes(each)))
            for each in evaluation.assessments
        ),
        rules=rules_used(evaluation, facts, ruleset),
        assumptions=assumptions.made(evaluation, facts, year, ruleset),
        missing=gaps.missing(evaluation, facts, ruleset),
        level_differences=plan_levels.differing(evaluation, facts, year, ruleset),
        ways=ways(evaluation, year, ruleset, today),
        year_closed=today > year.last_day,
    )


def _course(course: CourseVerdict) -> ExplainedCourse:
    told = ((IMPLAUSIBLY_FAST, course.implausibly_fast), (VANISHED, course.vanished))
    notes = tuple(note for note, holds in told if holds)
    return ExplainedCourse(course, _of_course(course), notes)


def _of_course(course: CourseVerdict) -> Wording:
    if course.equivalent is not None:
        order = course.equivalent.order
        return COURSES[course.standing].filled(
            course=course.equivalent.name,
            order=order.number,
            dated=written(order.dated),
        )
    return COUNTED_LATE if course.after_due_date else COURSES[course.standing]


def _of_terms(assessment: AssessmentVerdict) -> Iterator[Wording]:
    terms, used = assessment.terms, assessment.attempts
    if terms is None or terms.attempts_allowed is None:
        yield ATTEMPTS.filled(attempts=used)
    else:
        yield ATTEMPTS_ALLOWED.filled(attempts=used, allowed=terms.attempts_allowed)
    if terms is None:
        return
    yield OPEN_FROM_TO.filled(
        order=terms.order.number,
        dated=written(terms.order.dated),
        opens=written(terms.opens_on),
        closes=written(terms.closes_on),
    )
    if terms.cut_off_percent is not None:
        said = CUT_OFF_AWAITED if assessment.evidence is None else CUT_OFFS[assessment.evidence]
        yield said.filled(percent=f"{terms.cut_off_percent:g}")
    if assessment.outside_window:
        yield OUTSIDE_WINDOW


def _notes(assessment: AssessmentVerdict) -> Iterator[Wording]:
    yield from _of_terms(assessment)
    if assessment.gates and assessment.unlocked:
        yield UNLOCKED
    elif assessment.gates:
        left = ", ".join(gate.name for gate in assessment.gates if not gate.completed)
        yield LOCKED.filled(gates=left)
