"""The mandate of OM T-28/27/2025-iGOT of 04.07.2025, evaluated for one official and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.policy import assessment, completion, exemption, level, prescriber, reach
from app.policy.assessment import AssessmentVerdict
from app.policy.completion import CourseVerdict
from app.policy.facts import OfficialFacts, Plan
from app.policy.outcome import AssessmentState, Outcome, Reason
from app.policy.prescriber import Prescriber
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.policy.window import Window

_UNPASSED: Mapping[AssessmentState, Outcome] = {
    AssessmentState.FAILED: Outcome.ASSESSMENT_FAILED,
    AssessmentState.NOT_ESTABLISHED: Outcome.NOT_ESTABLISHED,
    AssessmentState.PENDING: Outcome.ASSESSMENT_PENDING,
}

_NOT_MANDATED = {
    Reason.EMPLOYMENT_WITHOUT_APAR,
    Reason.MINISTRY_HAS_NOT_CHOSEN,
    Reason.NOT_COVERED,
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one official's year comes to, and everything that it rests on.

    ``prescribed``, ``required`` and ``completed`` count distinct courses of the plans that count,
    whose ids are ``plan_ids``; ``courses`` and ``assessments`` say how each of them stands.
    """

    outcome: Outcome
    level: str | None
    prescriber_id: int | None
    prescribed: int
    required: int
    completed: int
    assessment: AssessmentState
    reasons: tuple[Reason, ...]
    plan_ids: tuple[int, ...]
    courses: tuple[CourseVerdict, ...]
    assessments: tuple[AssessmentVerdict, ...]


@dataclass(frozen=True, slots=True)
class _Findings:
    """What was established on the way, before it is put into reasons and an outcome."""

    prescriber: Prescriber
    placed_nowhere: bool
    exempted: bool
    retired: bool
    level: str | None
    reached: tuple[Plan, ...]
    counting: tuple[Plan, ...]
    prescribed: int
    required: int
    completed: int
    assessment: AssessmentState
    mandated_elsewhere: bool


def evaluate(
    facts: OfficialFacts, year: ReportingYear, ruleset: Ruleset, as_of: datetime | None = None
) -> Evaluation:
    """Evaluate one official's year, seeing nothing that happened after ``as_of`` if it is given."""
    window = Window(year, as_of)
    nowhere = prescriber.placed_nowhere(facts.profile, ruleset)
    prescribes = Prescriber(None) if nowhere else prescriber.resolve(facts.profile, ruleset)
    reached = () if nowhere else reach.in_all_postings(facts, ruleset)
    counting = reach.counting(reached, ruleset)
    courses = completion.judge(counting, facts.completions, window, ruleset, facts.equivalences)
    assessments = assessment.judge(
        counting, facts.assessments, window, ruleset, facts.completions, facts.terms
    )
    found = _Findings(
        prescriber=prescribes,
        placed_nowhere=nowhere,
        exempted=exemption.holds(facts.exemptions, window, ruleset),
        retired=exemption.retired(facts.exemptions, window),
        level=None if nowhere else level.resolve(facts.profile, year, ruleset, facts.level_map),
        reached=reached,
        counting=counting,
        prescribed=len(courses),
        required=required_of(len(courses), ruleset),
        completed=sum(one.counts for one in courses),
        assessment=assessment.overall(assessments),
        mandated_elsewhere=assessment.mandates_any(facts.plans, prescribes.authority_id, ruleset),
    )
    reasons = _reasons(found, facts, ruleset)
    return Evaluation(
        outcome=_outcome(found, reasons, ruleset),
        level=found.level,
        prescriber_id=prescribes.authority_id,
        prescribed=found.prescribed,
        required=found.required,
        completed=found.completed,
        assessment=found.assessment,
        reasons=reasons,
        plan_ids=tuple(plan.plan_id for plan in counting),
        courses=courses,
        assessments=assessments,
    )


def required_of(prescribed: int, ruleset: Ruleset) -> int:
    """Return how many of some prescribed courses must be completed: the share, rounded up."""
    return -(-prescribed * ruleset.share_numerator // ruleset.share_denominator)


def _reasons(found: _Findings, facts: OfficialFacts, ruleset: Ruleset) -> tuple[Reason, ...]:
    holds = {
        Reason.EXEMPTED_BY_ORDER: found.exempted,
        Reason.PLACE_UNKNOWN: found.placed_nowhere,
        Reason.RETIRED_BY_ORDER: found.retired,
    }
    # Without a place nothing is told of who prescribes there, and what.
    if not found.placed_nowhere:
        holds |= _of_the_person(found, facts, ruleset) | _of_the_plans(found, ruleset)
    return tuple(sorted(reason for reason, true in holds.items() if true))


def _of_the_person(found: _Findings, facts: OfficialFacts, ruleset: Ruleset) -> dict[Reason, bool]:
    profile, covered = facts.profile, found.prescriber.covered
    unknown_prescriber = found.prescriber.authority_id is None
    served = prescriber.in_all_india_service(profile.service, ruleset)
    return {
        Reason.COMPLETION_IN_DOUBT: (
            facts.in_doubt and ruleset.doubt_withholds and found.completed < found.required
        ),
        Reason.DEPUTATION_FLAG_MISSING: served and profile.on_central_deputation is None,
        Reason.EMPLOYMENT_WITHOUT_APAR: (
            prescriber.employment(profile, ruleset) in ruleset.employment_without_apar
        ),
        Reason.LEVEL_UNKNOWN: covered and found.level is None,
        Reason.MINISTRY_HAS_NOT_CHOSEN: prescriber.unchosen(profile, ruleset),
        Reason.NO_MDO_DECLARED: prescriber.without_mdo(profile, ruleset),
        Reason.NOT_COVERED: not covered,
        Reason.PLACE_OF_EARLIER_POSTING: profile.earlier_posting,
        Reason.PLACE_OF_LONGEST_POSTING: profile.longest_posting,
        Reason.PLANS_OF_ALL_POSTINGS: bool(facts.elsewhere),
        Reason.PRESCRIBER_UNKNOWN: covered and unknown_prescriber,
    }


def _of_the_plans(found: _Findings, ruleset: Ruleset) -> dict[Reason, bool]:
    flags = {plan.apar for plan in found.reached} if ruleset.apar_flag_required else set()
    unlinked = bool(found.counting) and found.assessment is AssessmentState.NOT_LINKED
    return {
        Reason.APAR_FLAG_MISSING: None in flags,
        Reason.ASSESSMENT_NOT_LINKED: unlinked and not found.mandated_elsewhere,
        Reason.ASSESSMENT_NOT_YET_MANDATED: unlinked and found.mandated_elsewhere,
        Reason.COURSES_BELOW_SHARE: found.completed < found.required,
        Reason.FAIL_WITHOUT_EVIDENCE: found.assessment is AssessmentState.NOT_ESTABLISHED,
        Reason.NOT_FLAGGED_APAR: False in flags,
        Reason.REACHED_BY_NO_PLAN: not found.counting,
        Reason.SEVERAL_PLANS: len(found.counting) > 1,
    }


def _outcome(found: _Findings, reasons: tuple[Reason, ...], ruleset: Ruleset) -> Outcome:
    if _NOT_MANDATED & set(reasons):
        return Outcome.NOT_MANDATED
    if found.exempted or (found.retired and ruleset.retirement == "exempts"):
        return Outcome.EXEMPT
    if found.placed_nowhere:
        return Outcome.NOT_ESTABLISHED
    if not found.prescribed:
        return Outcome.LEVEL_UNRESOLVED if found.level is None else Outcome.NO_PLAN
    return _of_learning(found, reasons, ruleset)


def _of_learning(found: _Findings, reasons: tuple[Reason, ...], ruleset: Ruleset) -> Outcome:
    if found.completed < found.required:
        doubted = Reason.COMPLETION_IN_DOUBT in reasons
        return Outcome.NOT_ESTABLISHED if doubted else Outcome.SHORT_OF_COURSES
    if not ruleset.assessment_required:
        return Outcome.MET
    if found.assessment is AssessmentState.NOT_LINKED and not ruleset.unlinked_passes:
        return Outcome.ASSESSMENT_PENDING
    return _UNPASSED.get(found.assessment, Outcome.MET)
