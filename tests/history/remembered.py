"""A simple memory of what was known at each position: what predicts every answer about the past."""

import copy
from dataclasses import dataclass, field
from datetime import date, datetime

from app.policy import mandate
from app.policy.designation import key
from app.policy.facts import (
    AssessmentResult,
    Completion,
    Employment,
    Exemption,
    LinkedAssessment,
    OfficialFacts,
    Plan,
    PlanCourse,
    Profile,
)
from app.policy.mandate import Evaluation
from tests.harness.arranged import EVERYBODY, RULES, YEAR

COURSES = ("A", "B", "C", "D")
ASSESSMENT = "X"
NUMBERS = {feed_id: number for number, feed_id in enumerate((*COURSES, ASSESSMENT), start=1)}


@dataclass
class Memory:
    """What is known of one official now; copied at each position, it is what was known then."""

    designation: str = "Under Secretary"
    own_level: tuple[str, str] | None = None
    plan: tuple[str, ...] | None = None
    assessment: bool = False
    completed: dict[str, datetime] = field(default_factory=dict)
    result: str | None = None
    exempt_from: date | None = None
    in_doubt: bool = False
    read: bool = False

    def evaluation(self, as_of: datetime | None) -> Evaluation:
        """Return what the pure core makes of it."""
        return mandate.evaluate(self._facts(), YEAR, RULES, as_of)

    def _facts(self) -> OfficialFacts:
        own = {} if self.own_level is None else {key(self.own_level[1]): self.own_level[0]}
        return OfficialFacts(
            official_id=1,
            feed_id="user-1",
            profile=self._profile(),
            plans=() if self.plan is None else (self._plan(self.plan),),
            completions=tuple(
                Completion(NUMBERS[course], moment, "completed_on")
                for course, moment in self.completed.items()
            ),
            assessments=() if self.result is None else (self._result(self.result),),
            exemptions=() if self.exempt_from is None else (self._exemption(self.exempt_from),),
            level_map={**RULES.level_map, **{name: level for name, level in own.items() if name}},
            in_doubt=self.in_doubt,
        )

    def _profile(self) -> Profile:
        return Profile(
            authority_id=1,
            authority_kind="mdo",
            authority_feed_id="org-1",
            employment=Employment.REGULAR,
            designation=self.designation,
            designation_key=key(self.designation),
            group="Group A",
            service=None,
            civil_service_type=None,
            cadre=None,
            batch=None,
            on_central_deputation=None,
            controlling_authority_id=None,
            profile_status="VERIFIED",
        )

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
        return Exemption("A-1", first, "other", "Secretary", first, None, "By order")


@dataclass
class Remembered:
    """What was known at each closed position, and what is known now."""

    now: Memory = field(default_factory=Memory)
    at: dict[int, Memory] = field(default_factory=dict)

    def closed(self, position: int) -> None:
        """Remember what is known as what was known at a position."""
        self.at[position] = copy.deepcopy(self.now)
