"""Checks of a training plan before it is published."""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from app.api import contract
from app.api.dependencies import AUTHENTICATED, Calling, ReadingSession, parse_year
from app.api.guard import GuardedRoute
from app.api.models.plan_checks import (
    PLAN_CHECK_REQUESTS,
    PLAN_CHECKED,
    PlanChecked,
    PlanCheckRequest,
)
from app.api.registers.access import own_authority
from app.policy.finding import Severity
from app.policy.plans.checks import PlanFinding
from app.services.mandate import plan_checks
from app.services.mandate.what_if import Draft

router = APIRouter(
    prefix="/v1/plan-checks",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="checkPlan",
    summary="Check a training plan before it is published",
    response_model=PlanChecked,
    responses={
        200: contract.answers(PLAN_CHECKED, "The findings, and whom the plan would reach."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def check_plan(
    asked: Annotated[PlanCheckRequest, Body(openapi_examples=PLAN_CHECK_REQUESTS)],
    session: ReadingSession,
    caller: Calling,
) -> Any:
    """Say what a drafted plan lacks and whom it would reach; nothing is stored.

    Reach is by the platform's own matching, over the officials whom the caller may see; levels are
    by the authority's map, and where the two do not meet is a finding. A finding that is an `error`
    should be put right before publishing; a `warning` may be meant so.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    authority_id = await own_authority(asked.authority_id, caller)
    found = await plan_checks.check(session, year, _draft(asked, authority_id))
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "publishable": all(one.severity is not Severity.ERROR for one in found.findings),
        "reached": found.reach.officials,
        "by_level": [
            {"level": level, "officials": officials}
            for level, officials in sorted(
                found.reach.by_level.items(), key=lambda pair: (pair[0] is None, pair[0])
            )
        ],
        "other_plans": found.reach.others,
        "findings": [_told(one) for one in found.findings],
    }


def _draft(asked: PlanCheckRequest, authority_id: int) -> Draft:
    plan = asked.plan
    return Draft(
        authority_id=authority_id,
        name=plan.name,
        apar=plan.apar,
        due_on=plan.due_on,
        groups=plan.criteria(),
        courses=tuple((course.course_id, course.gate) for course in plan.courses),
        assessment=plan.assessment_id,
        replaces=asked.replaces,
    )


def _told(finding: PlanFinding) -> dict[str, Any]:
    rule = finding.rule
    return {
        "id": rule.id,
        "severity": rule.severity,
        "pointer": f"/plan{finding.pointer}",
        "title": rule.title.filled(**finding.numbers),
        "action": rule.action,
        "rule_id": rule.rule_id,
    }
