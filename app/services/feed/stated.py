"""What the feed states, in the form in which the store takes it up."""

from typing import Any

from app.integrations.igot.feed import FeedOfficial, FeedPlan
from app.policy import designation
from app.store.feed import plans


def official_row(found: FeedOfficial) -> dict[str, Any]:
    """Return an official's profile as a row for staging."""
    return {
        "user_id": found.user_id,
        "name": found.name,
        "active": found.active,
        "joined_on": found.joined_on,
        "employment": found.employment,
        "designation": found.designation,
        "designation_key": designation.key(found.designation),
        "group_name": found.group,
        "service": found.service,
        "civil_service_type": found.civil_service_type,
        "cadre": found.cadre,
        "batch": found.batch,
        "on_central_deputation": found.on_central_deputation,
        "controlling_authority": found.controlling_authority,
        "profile_status": found.profile_status,
        "tags": sorted(found.tags),
        "email": found.email,
        "employee_code": found.employee_code,
        "external_system_id": found.external_system_id,
    }


def stated_plan(plan: FeedPlan, authority_id: int) -> plans.StatedPlan:
    """Return a plan as its authority states it."""
    return plans.StatedPlan(
        authority_id=authority_id,
        feed_id=plan.plan_id,
        generation=plan.generation,
        name=plan.name,
        reporting_year=plan.reporting_year.start,
        status=plan.status,
        apar=plan.apar,
        due_at=plan.due_at,
        published_at=plan.published_at,
        assessment=plan.assessment_id,
        groups=plan.groups,
        courses=tuple((entry.course_id, entry.gate) for entry in plan.courses),
    )
