"""A simple memory of what was known at each position: what predicts every answer about the past."""

import copy
from dataclasses import dataclass, field
from datetime import date, datetime

from app.policy import mandate, transfer
from app.policy.designation import key
from app.policy.facts import (
    AssessmentResult,
    Completion,
    Employment,
    Equivalence,
    Exemption,
    LinkedAssessment,
    OfficialFacts,
    Plan,
    PlanCourse,
    Posting,
    Profile,
)
from app.policy.mandate import Evaluation
from app.policy.orders import Order
from app.policy.place import reference_day
from app.policy.rulebook import Rulebook
from app.policy.rules.overrides import Overriding, override
from tests.harness.arranged import EVERYBODY, RULES, YEAR

COURSES = ("A", "B", "C", "D")
# What the second authority prescribes, from the beginning.
THERE = ("B", "C", "D")
JOINED = date(2024, 6, 3)
ASSESSMENT = "X"
NUMBERS = {feed_id: number for number, feed_id in enumerate((*COURSES, ASSESSMENT), start=1)}


ORDER = Order("A-1", date(2025, 4, 1), "Secretary")
THEIRS = Plan(
    plan_id=2,
    feed_id="plan-2",
    name="Plan of the year",
    generation="v4",
    authority_id=2,
    apar=True,
    due_at=None,
    groups=EVERYBODY,
    courses=tuple(PlanCourse(NUMBERS[one], one, one) for one in THERE),
)


@dataclass(frozen=True)
class Stay:
    """A posting that has ended: where (1 or 2), how he was shown there, and to before which day."""

    authority_id: int
    designation: str
    first: date
    until: date


@dataclass
class Memory:
    """What is known of one official now; copied at each position, it is what was known then."""

    designation: str = "Under Secretary"
    authority_id: int = 1
    joined_on: date = JOINED
    before: Stay | None = None
    own_level: tuple[int, str, str] | None = None
    own_value: tuple[int, str, str] | None = None
    equivalent: tuple[str, str] | None = None
    plan: tuple[str, ...] | None = None
    assessment: bool = False
    completed: dict[str, datetime] = field(default_factory=dict)
    result: str | None = None
    exempt_from: date | None = None
    in_doubt: bool = False
    read: bool = False

    def evaluation(self, as_of: datetime | None) -> Evaluation:
        """Return what the pure core makes of it."""
        facts, rules = transfer.placed(self._facts(as_of), self._book())
        return mandate.evaluate(facts, YEAR, rules, as_of)

    def _book(self) -> Rulebook:
        if self.own_value is None:
            return Rulebook(RULES)
        authority_id, rule_id, value = self.own_value
        return Rulebook(RULES, {authority_id: override(RULES, [Overriding(rule_id, value, ORDER)])})

    def _facts(self, as_of: datetime | None) -> OfficialFacts:
        day = reference_day(YEAR, as_of)
        there, stayed = self.before, self.before is not None and day < self.joined_on
        where = there if there is not None and stayed else self
        elsewhere = () if there is None or stayed else (self._posting(there),)
        first = there.first if there is not None and stayed else self.joined_on
        listed = [] if self.plan is None else [self._plan(self.plan)]
        return OfficialFacts(
            official_id=1,
            feed_id="user-1",
            profile=_profile(where.authority_id, where.designation, earlier=stayed),
            plans=(*listed, THEIRS),
            completions=tuple(
                Completion(NUMBERS[course], moment, "completed_on")
                for course, moment in self.completed.items()
            ),
            assessments=() if self.result is None else (self._result(self.result),),
            exemptions=() if self.exempt_from is None else (self._exemption(self.exempt_from),),
            level_map=self._levels(where.authority_id),
            in_doubt=self.in_doubt,
            days=(day - max(first, YEAR.first_day)).days + 1,
            elsewhere=elsewhere,
            equivalences=() if self.equivalent is None else (_equivalence(*self.equivalent),),
        )

    def _posting(self, stay: Stay) -> Posting:
        return Posting(
            _profile(stay.authority_id, stay.designation),
            self._levels(stay.authority_id),
            stay.first,
            (stay.until - max(stay.first, YEAR.first_day)).days,
        )

    def _levels(self, authority_id: int) -> dict[str, str]:
        if self.own_level is None or self.own_level[0] != authority_id:
            return dict(RULES.level_map)
        _, level, designation = self.own_level
        return {**RULES.level_map, key(designation) or "": level}

    def _plan(self, courses: tuple[str, ...]) -> Plan:
        linked = LinkedAssessment(NUMBERS[ASSESSMENT], ASSESSMENT, ASSESSMENT)
        return Plan(
            plan_id=1,
            feed_id="plan-1",
            name="Plan of the year",
            generation="v4",
            authority_id=1,
            apar=True,
            due_at=None,
            groups=EVERYBODY,
            courses=tuple(PlanCourse(NUMBERS[one], one, one) for one in courses),
            assessment=linked if self.assessment else None,
        )

    @staticmethod
    def _result(state: str) -> AssessmentResult:
        return AssessmentResult(NUMBERS[ASSESSMENT], state, None)  # type: ignore[arg-type]

    @staticmethod
    def _exemption(first: date) -> Exemption:
        return Exemption("A-1", ORDER.dated, "other", "Secretary", first, None, "By order")


def _profile(authority_id: int, designation: str, *, earlier: bool = False) -> Profile:
    return Profile(
        authority_id=authority_id,
        authority_kind="mdo",
        authority_feed_id=f"org-{authority_id}",
        employment=Employment.REGULAR,
        designation=designation,
        designation_key=key(designation),
        group="Group A",
        service=None,
        civil_service_type=None,
        cadre=None,
        batch=None,
        on_central_deputation=None,
        controlling_authority_id=None,
        profile_status="VERIFIED",
        earlier_posting=earlier,
    )


def _equivalence(course: str, counts_for: str) -> Equivalence:
    return Equivalence(
        record_id=1,
        authority_id=1,
        course_id=NUMBERS[course],
        feed_id=course,
        name=course,
        counts_for_id=NUMBERS[counts_for],
        valid_from=YEAR.first_day,
        valid_until=None,
        order=ORDER,
    )


@dataclass
class Remembered:
    """What was known at each closed position, and what is known now."""

    now: Memory = field(default_factory=Memory)
    at: dict[int, Memory] = field(default_factory=dict)

    def closed(self, position: int) -> None:
        """Remember what is known as what was known at a position."""
        self.at[position] = copy.deepcopy(self.now)
