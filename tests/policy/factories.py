"""Facts of one official with defaults that make the mandate met unless a test says otherwise."""

from datetime import date, datetime
from typing import Any

from app.policy import designation
from app.policy.facts import (
    AssessmentResult,
    Completion,
    Criterion,
    Employment,
    Exemption,
    LinkedAssessment,
    OfficialFacts,
    Plan,
    PlanCourse,
    Profile,
)
from app.policy.nearness import Designations
from app.policy.onboarding.facts import HeldOfficial, SubmittedOfficial
from app.policy.onboarding.findings import Ground
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules.ruleset import load

YEAR = ReportingYear(2025)
RULES = load(YEAR)
MDO, CCA = 10, 20
IN_YEAR = datetime(2025, 9, 1, 12, 0, tzinfo=IST)
EVERYBODY: tuple[tuple[Criterion, ...], ...] = ((Criterion("rootorgid", ("org-10",)),),)


def a_profile(**changes: Any) -> Profile:
    """Return the profile of an Under Secretary in a ministry."""
    values: dict[str, Any] = {
        "authority_id": MDO,
        "authority_kind": "mdo",
        "authority_feed_id": "ORG-10",
        "employment": Employment.REGULAR,
        "designation": "Under Secretary",
        "group": "Group A",
        "service": None,
        "civil_service_type": None,
        "cadre": None,
        "batch": None,
        "on_central_deputation": None,
        "controlling_authority_id": None,
        "profile_status": "VERIFIED",
    }
    values |= changes
    values.setdefault("designation_key", designation.key(values["designation"]))
    return Profile(**values)


def an_ais_profile(**changes: Any) -> Profile:
    """Return the profile of an IAS officer who serves in a State."""
    values: dict[str, Any] = {
        "authority_id": CCA,
        "authority_kind": "cca",
        "authority_feed_id": "ORG-20",
        "service": "Indian Administrative Service",
        "cadre": "Kerala",
        "batch": 2012,
        "on_central_deputation": False,
        "controlling_authority_id": CCA,
    }
    return a_profile(**(values | changes))


def a_course(number: int, *, gate: bool = False) -> PlanCourse:
    """Return the course of that number."""
    return PlanCourse(number, f"do_{number:04d}", f"Course {number}", gate)


def an_assessment(number: int = 900) -> LinkedAssessment:
    """Return the assessment of that number."""
    return LinkedAssessment(number, f"do_{number:04d}", f"Assessment {number}")


def a_plan(*courses: int | PlanCourse, **changes: Any) -> Plan:
    """Return an APAR plan of the ministry for everybody in it, of four courses by default."""
    listed = courses or (1, 2, 3, 4)
    values: dict[str, Any] = {
        "plan_id": 1,
        "feed_id": "plan-1",
        "name": "Plan 1",
        "generation": "v4",
        "authority_id": MDO,
        "apar": True,
        "due_at": None,
        "groups": EVERYBODY,
        "courses": tuple(a_course(one) if isinstance(one, int) else one for one in listed),
    }
    return Plan(**(values | changes))


def a_completion(course: int, at: datetime = IN_YEAR) -> Completion:
    """Return the completion of a course, inside the year by default."""
    return Completion(course, at, "completed_on")


def a_result(
    state: Any = "passed", at: datetime | None = IN_YEAR, of: int = 900
) -> AssessmentResult:
    """Return a result of an assessment, passed inside the year by default."""
    return AssessmentResult(of, state, at)


def an_exemption(
    valid_from: date, valid_until: date | None = None, kind: str = "leave"
) -> Exemption:
    """Return an exemption order for those days, of its first day."""
    return Exemption("A-1/2025", valid_from, kind, "Secretary", valid_from, valid_until, "By order")


def an_official(**changes: Any) -> OfficialFacts:
    """Return an Under Secretary who has completed two of the four courses of one plan."""
    values: dict[str, Any] = {
        "official_id": 1,
        "feed_id": "official-1",
        "profile": a_profile(),
        "plans": (a_plan(),),
        "completions": (a_completion(1), a_completion(2)),
        "assessments": (),
        "exemptions": (),
        "level_map": RULES.level_map,
    }
    return OfficialFacts(**(values | changes))


def a_submitted(**changes: Any) -> SubmittedOfficial:
    """Return an official as the ministry submits them, in agreement with ``a_held``."""
    values: dict[str, Any] = {
        "reference": "row-1",
        "email": "asha.rao@gov.in",
        "employee_code": "E-1",
        "name": "Asha Rao",
        "designation": "Under Secretary",
        "group": "Group A",
    }
    return SubmittedOfficial(**(values | changes))


def a_held(**changes: Any) -> HeldOfficial:
    """Return an official of the ministry whose profile has nothing to find fault with."""
    values: dict[str, Any] = {
        "official_id": 1,
        "authority_id": MDO,
        "name": "Rao Asha",
        "designation": "Under Secretary",
        "group": "group a",
        "service": None,
        "cadre": None,
        "batch": None,
        "on_central_deputation": None,
        "profile_status": "VERIFIED",
        "level": "us",
        "has_plan": True,
        "employment": Employment.REGULAR,
    }
    values |= changes
    values.setdefault("designation_key", designation.key(values["designation"]))
    return HeldOfficial(**values)


GROUND = Ground(MDO, RULES, Designations.of(RULES.level_map), date(2026, 1, 15))
