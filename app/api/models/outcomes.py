"""Outcomes: of an authority in pages and in sum, and of one official explained."""

from datetime import date, datetime

from app.api.models.level_findings import LevelFinding
from app.api.models.shapes import (
    Answer,
    FactsFreshness,
    OrderTold,
    RuleAsApplied,
    Sentence,
    YearLabel,
)
from app.policy.completion import CourseStanding
from app.policy.outcome import AssessmentEvidence, AssessmentState, Outcome, Reason
from app.policy.telling.ways import WayKind


class HeldOutcome(Answer):
    """The outcome of one official; stale with its authority's, or where reports leave him out."""

    official_id: int
    outcome: Outcome
    level: str | None
    prescribed: int
    required: int
    completed: int
    assessment: AssessmentState
    reasons: list[Reason]
    confirmed_through: datetime | None
    lag_seconds: int | None
    stale: bool


class OutcomePage(Answer):
    """Some of an authority's outcomes, in order of official; ``count`` only when asked for."""

    reporting_year: YearLabel
    authority_id: int
    freshness: FactsFreshness
    outcomes: list[HeldOutcome]
    next_cursor: str | None
    count: int | None


class Authority(Answer):
    """An authority: an MDO or a CCA."""

    id: int
    kind: str
    name: str
    name_hi: str | None


class Authorities(Answer):
    """The authorities that the caller may see, in order of their numbers."""

    authorities: list[Authority]


class AuthoritySummary(Answer):
    """An authority's officials by outcome."""

    reporting_year: YearLabel
    authority: Authority
    officials: int
    by_outcome: dict[Outcome, int]
    freshness: FactsFreshness


class ExplainedReason(Answer):
    """A reason that holds."""

    reason: Reason
    sentence: Sentence


class EquivalentCourse(Answer):
    """The course that was completed in the place of the prescribed one, and by whose order."""

    course_id: str
    name: str
    order: OrderTold


class ExplainedCourse(Answer):
    """A prescribed course: whether it counted, why or why not, and what there is to know of it."""

    course_id: str
    name: str
    gate: bool
    standing: CourseStanding
    completed_at: datetime | None
    after_due_date: bool
    equivalent: EquivalentCourse | None
    implausibly_fast: bool
    sentence: Sentence
    notes: list[Sentence]


class GateCourse(Answer):
    """A course that unlocks an assessment once it is completed, in this year or the one before."""

    course_id: str
    name: str
    completed: bool


class TermsTold(Answer):
    """What the prescriber ordered for an assessment: its days, attempts allowed, and cut-off."""

    opens_on: date
    closes_on: date
    attempts_allowed: int | None
    cut_off_percent: float | None
    order: OrderTold


class ExplainedAssessment(Answer):
    """A linked assessment: where it stands, how often it was tried, and what unlocks it.

    ``outside_window`` marks a pass outside the days of the terms, which counts; ``evidence`` says
    by what the deciding result counts as passed or failed, and is null while there is none.
    """

    assessment_id: str
    name: str
    state: AssessmentState
    taken_at: datetime | None
    attempts: int
    terms: TermsTold | None
    outside_window: bool
    evidence: AssessmentEvidence | None
    unlocked: bool
    gates: list[GateCourse]
    sentence: Sentence
    notes: list[Sentence]


class Assumption(Answer):
    """A house rule that had a say."""

    rule_id: str
    sentence: Sentence


class Way(Answer):
    """A way to a met mandate: how many of which courses, which assessments, by which day."""

    kind: WayKind
    sentence: Sentence
    needed: int
    course_ids: list[str]
    assessment_ids: list[str]
    by: date | None


class ExplainedOutcome(Answer):
    """One official's outcome, and all that it rests on."""

    official_id: int
    reporting_year: YearLabel
    as_of: datetime | None
    known_at: int | None
    outcome: Outcome
    sentence: Sentence
    level: str | None
    prescriber_id: int | None
    prescribed: int
    required: int
    completed: int
    assessment: AssessmentState
    reasons: list[ExplainedReason]
    courses: list[ExplainedCourse]
    assessments: list[ExplainedAssessment]
    rules: list[RuleAsApplied]
    assumptions: list[Assumption]
    missing: list[Sentence]
    level_findings: list[LevelFinding]
    ways: list[Way]
    year_closed: bool
    ruleset: str
    freshness: FactsFreshness
    reevaluation_due: bool
