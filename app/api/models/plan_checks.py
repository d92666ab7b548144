"""Checks of a training plan before it is published: the question and the answer."""

from typing import Annotated, Any

from pydantic import Field

from app.api.models.plans import DraftPlan
from app.api.models.shapes import Answer, Sentence, Submission, YearLabel
from app.policy.finding import Severity

INTEGER_MAX = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=INTEGER_MAX)]


class PlanCheckRequest(Submission):
    """A plan that an authority drafts for a year, and the plan, if any, that it would replace."""

    reporting_year: YearLabel
    authority_id: Number
    plan: DraftPlan
    replaces: Number | None = None


class PlanFindingTold(Answer):
    """One thing to look at: where in the plan, what it is, what to do, by which rule."""

    id: str
    severity: Severity
    pointer: str
    title: Sentence
    action: Sentence
    rule_id: str | None


class ReachedLevel(Answer):
    """How many officials of a level the plan would reach; null: of no level in the map."""

    level: str | None
    officials: int


class PlanChecked(Answer):
    """What a draft comes to. ``publishable`` is false as soon as one finding is an error."""

    reporting_year: YearLabel
    authority_id: int
    publishable: bool
    reached: int
    by_level: list[ReachedLevel]
    other_plans: list[int]
    findings: list[PlanFindingTold]


PLAN_CHECK_REQUESTS: dict[str, Any] = {
    "short": {
        "summary": "A plan of two courses for Under Secretaries",
        "value": {
            "reporting_year": "2025-26",
            "authority_id": 3,
            "plan": {
                "name": "Under Secretaries 2025-26",
                "apar": True,
                "due_on": "2026-03-31",
                "courses": [{"course_id": "do_1131"}, {"course_id": "do_1132"}],
                "groups": [[{"key": "designation", "values": ["Under Secretary"]}]],
                "assessment_id": "do_1190",
            },
        },
    }
}
PLAN_CHECKED: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "publishable": True,
    "reached": 42,
    "by_level": [{"level": "us", "officials": 42}],
    "other_plans": [],
    "findings": [
        {
            "id": "PL-001",
            "severity": "warning",
            "pointer": "/plan/courses",
            "title": {
                "en": "2 courses are prescribed; the memorandum's illustration is 6.",
                "hi": "2 पाठ्यक्रम निर्धारित हैं; कार्यालय ज्ञापन के उदाहरण में 6 हैं।",
            },
            "action": {
                "en": "Prescribe more courses, or keep to fewer.",
                "hi": "और पाठ्यक्रम निर्धारित करें, या इतने ही रखें।",
            },
            "rule_id": "plans.minimum_courses",
        }
    ],
}
