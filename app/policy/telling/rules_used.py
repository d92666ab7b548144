"""Which rules an evaluation rests on, each with its value, its standing and its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.policy.exemption import RETIREMENT
from app.policy.facts import Employment, OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.outcome import Reason
from app.policy.prescriber import (
    employment,
    follows_bands,
    in_all_india_service,
    placed_nowhere,
    without_mdo,
)
from app.policy.rules.rules_file import Standing
from app.policy.rules.ruleset import Citation, Override, Ruleset
from app.policy.telling import choices

_DESIGNATIONS = "levels.designations"
_OF_REASON: Mapping[Reason, tuple[str, ...]] = {
    Reason.DEPUTATION_FLAG_MISSING: ("prescriber.missing_deputation_flag",),
    Reason.EMPLOYMENT_WITHOUT_APAR: ("scope.employment_without_apar",),
    Reason.EXEMPTED_BY_ORDER: ("scope.exemption_covers",),
    Reason.MINISTRY_HAS_NOT_CHOSEN: ("scope.autonomous_bodies",),
    Reason.NO_MDO_DECLARED: ("prescriber.no_mdo", "prescriber.no_mdo_known"),
    Reason.PLACE_OF_EARLIER_POSTING: ("year.transfer",),
    Reason.PLACE_OF_LONGEST_POSTING: ("year.transfer",),
    Reason.PLANS_OF_ALL_POSTINGS: ("year.transfer",),
    Reason.RETIRED_BY_ORDER: ("scope.exemption_covers", "scope.retirement"),
}


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule as it was applied; of the designation map only the official's own line."""

    id: str
    value: object
    standing: Standing
    citation: Citation | None
    question: str | None
    override: Override | None = None


def rules_used(
    evaluation: Evaluation, facts: OfficialFacts, ruleset: Ruleset
) -> tuple[RuleUse, ...]:
    """Return the rules that had a say in this evaluation, in the order of their ids."""
    used = {*_of_reasons(evaluation), *_of_coming(evaluation, facts, ruleset), *_of_orders(facts)}
    if not placed_nowhere(facts.profile, ruleset):
        used |= {*_scope(), *_place(facts, ruleset)}
        used |= {*_plans(evaluation, facts), *_learning(evaluation), *_assessing(evaluation)}
        used |= {rule_id for rule_id, _ in choices.made(evaluation, facts, ruleset)}
    # Rules of an earlier version had no name for some of what they decided.
    named = {rule.id for rule in ruleset.rules}
    return tuple(_use(rule_id, facts, ruleset) for rule_id in sorted(used & named))


def _use(rule_id: str, facts: OfficialFacts, ruleset: Ruleset) -> RuleUse:
    rule = ruleset.rule(rule_id)
    key = facts.profile.designation_key
    own_line = {} if key is None else {key: facts.level_map.get(key)}
    value = own_line if rule_id == _DESIGNATIONS else rule.value
    return RuleUse(rule.id, value, rule.standing, rule.citation, rule.question, rule.override)


def _of_reasons(evaluation: Evaluation) -> Iterator[str]:
    for reason in evaluation.reasons:
        yield from _OF_REASON.get(reason, ())


def _of_coming(evaluation: Evaluation, facts: OfficialFacts, ruleset: Ruleset) -> Iterator[str]:
    if facts.profile.unplaced and not without_mdo(facts.profile, ruleset):
        yield "year.unplaced"
    if evaluation.prescribed and facts.came_within(ruleset.year):
        yield "year.joiner"


def _of_orders(facts: OfficialFacts) -> Iterator[str]:
    """Name what says of orders whether they exempt, also where it says that they don't."""
    if facts.exemptions:
        yield "scope.exemption_covers"
    if any(one.kind == RETIREMENT for one in facts.exemptions):
        yield "scope.retirement"


def _scope() -> Iterator[str]:
    yield from ("prescriber.assignment", "prescriber.authority_kinds")
    yield "plans.apar_flag_required"


def _place(facts: OfficialFacts, ruleset: Ruleset) -> Iterator[str]:
    if facts.profile.group is None:
        yield "scope.missing_group"
    if employment(facts.profile, ruleset) is not Employment.REGULAR:
        yield "scope.employment_without_apar"
    if facts.profile.in_body:
        yield "scope.autonomous_bodies"
    if facts.transferred:
        yield "year.transfer"
    if in_all_india_service(facts.profile.service, ruleset):
        yield "prescriber.all_india_services"
    if follows_bands(facts.profile, ruleset):
        yield from ("levels.bands", "levels.at_twenty_five", "levels.years_counted_at")
    else:
        yield from ("levels.central", _DESIGNATIONS)


def _plans(evaluation: Evaluation, facts: OfficialFacts) -> Iterator[str]:
    counting = [plan for plan in facts.plans if plan.plan_id in evaluation.plan_ids]
    if any(plan.generation == "v1" for plan in counting):
        yield "plans.year_of_first_generation"


def _learning(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.prescribed:
        return
    yield from ("completion.share", "completion.rounding")
    yield from ("completion.window", "completion.window_opens", "completion.before_plan_counts")
    yield "completion.moments_without_zone"
    yield "plans.minimum_courses"
    if any(course.retired and course.counts for course in evaluation.courses):
        yield "completion.retired_course_counts"
    if any(course.implausibly_fast for course in evaluation.courses):
        yield "completion.implausibly_fast"


def _assessing(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.assessments:
        yield from ("assessment.required", "assessment.attempt")
        yield from ("assessment.undated_result_counts", "assessment.pass_mark")
    if choices.UNLINKED & set(evaluation.reasons):
        yield "assessment.required"
