"""Checks of a training plan before it is published: what it lacks, and whom it would reach."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.policy.finding import FindingRule, Severity
from app.policy.plans.catalogue import CATALOGUE
from app.policy.rules.ruleset import Ruleset

RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class DraftedPlan:
    """A plan as it is drafted: courses and assessment by the feed's ids, in their order."""

    courses: tuple[str, ...]
    assessment: str | None
    apar: bool | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PlanReach:
    """Whom the draft would reach by the platform's own matching.

    ``by_level`` counts officials by the level of our map, None for those of no level; ``others``
    are the numbers of plans that count already for somebody whom the draft reaches.
    """

    by_level: Mapping[str | None, int]
    others: tuple[int, ...]

    @property
    def officials(self) -> int:
        """How many officials are reached."""
        return sum(self.by_level.values())


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One thing to look at: the rule, where in the plan it stands, and numbers for its words."""

    rule: FindingRule
    pointer: str
    numbers: Mapping[str, object]

    @property
    def severity(self) -> Severity:
        """How much it stands in the way."""
        return self.rule.severity


def check(
    plan: DraftedPlan, statuses: Mapping[str, str | None], reach: PlanReach, rules: Ruleset
) -> tuple[PlanFinding, ...]:
    """Return the findings on a draft, in the order of their rules and then of the plan.

    ``statuses`` are those of the courses that the catalogue or any feed has named, by feed id: a
    missing one is unknown, None is known by mention alone.
    """
    found = (
        *_of_courses(plan, statuses, rules),
        *_of_assessment(plan, statuses, rules),
        *_of_dates(plan, rules),
        *_of_reach(reach),
    )
    return tuple(sorted(found, key=lambda one: one.rule.id))


def _of_courses(
    plan: DraftedPlan, statuses: Mapping[str, str | None], rules: Ruleset
) -> Iterator[PlanFinding]:
    counted = Counter(plan.courses)
    if len(counted) < rules.minimum_courses:
        numbers = {"courses": len(counted), "minimum": rules.minimum_courses}
        yield PlanFinding(CATALOGUE["PL-001"], "/courses", numbers)
    seen: set[str] = set()
    for place, course in enumerate(plan.courses):
        pointer = f"/courses/{place}/course_id"
        if course in seen:
            yield PlanFinding(CATALOGUE["PL-004"], pointer, {})
        elif course not in statuses or statuses[course] is None:
            yield PlanFinding(CATALOGUE["PL-002"], pointer, {})
        elif statuses[course] == RETIRED:
            yield PlanFinding(CATALOGUE["PL-003"], pointer, {})
        seen.add(course)


def _of_assessment(
    plan: DraftedPlan, statuses: Mapping[str, str | None], rules: Ruleset
) -> Iterator[PlanFinding]:
    if plan.assessment is None:
        found = "PL-006" if rules.unlinked_passes else "PL-015"
        yield PlanFinding(CATALOGUE[found], "/assessment_id", {})
    elif statuses.get(plan.assessment) is None:
        yield PlanFinding(CATALOGUE["PL-005"], "/assessment_id", {})
    elif statuses[plan.assessment] == RETIRED:
        yield PlanFinding(CATALOGUE["PL-014"], "/assessment_id", {})


def _of_dates(plan: DraftedPlan, rules: Ruleset) -> Iterator[PlanFinding]:
    if plan.apar is not True and rules.apar_flag_required:
        yield PlanFinding(CATALOGUE["PL-007"], "/apar", {})
    if plan.due_on is None:
        yield PlanFinding(CATALOGUE["PL-008"], "/due_on", {})
    elif not rules.year.first_day <= plan.due_on <= rules.year.last_day:
        yield PlanFinding(CATALOGUE["PL-009"], "/due_on", {"year": rules.year.label})


def _of_reach(reach: PlanReach) -> Iterator[PlanFinding]:
    if not reach.officials:
        yield PlanFinding(CATALOGUE["PL-010"], "/groups", {})
        return
    levels = [level for level in reach.by_level if level is not None]
    if len(levels) > 1:
        yield PlanFinding(CATALOGUE["PL-011"], "/groups", {"levels": len(levels)})
    if without := reach.by_level.get(None, 0):
        yield PlanFinding(CATALOGUE["PL-012"], "/groups", {"officials": without})
    if reach.others:
        yield PlanFinding(CATALOGUE["PL-013"], "/groups", {"plans": len(reach.others)})
