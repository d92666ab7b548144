"""Which authorities were late with their training plan."""

from typing import Any

from fastapi import APIRouter

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    ReadingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.late_plans import LATE_PLANS, LatePlansPage
from app.api.pages import Paged
from app.errors import ForbiddenError
from app.policy.plans.delay import ADDED_BY
from app.services.mandate import late_plans
from app.services.mandate.late_plans import Late

router = APIRouter(
    prefix="/v1/late-plans",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listLatePlans",
    summary="Which authorities were late with their training plan",
    response_model=LatePlansPage,
    responses=contract.paged(LATE_PLANS, "forbidden", "not-found"),
)
async def list_late_plans(
    year: Year, session: ReadingSession, caller: Calling, paging: Paged
) -> Any:
    """Return authorities that prescribe for somebody and had no plan in time: Annexure A, sl. 2.

    A plan counts from the first publication that iGOT ever showed of it; of an authority whose
    plans were never read nothing is said, and before the day has passed nobody is late. It touches
    no outcome: what an official completed before a plan was published counts all the same.
    """
    if not caller.tenant.everything:
        raise ForbiddenError("only a caller who may see everything may ask for all")
    turn = await paging.open(session, ("late-plans", year.label))
    found = await late_plans.page(session, year, paging.now, after=turn.after, limit=turn.limit)
    page = turn.of(found.late, found.late[-1].authority.authority_id if found.more else None)
    return {
        "reporting_year": year.label,
        "rule_id": ADDED_BY,
        "added_by": found.rules.plans_added_by,
        "authorities": [_told(one) for one in page.rows],
        "next_cursor": page.next_cursor,
    }


def _told(one: Late) -> dict[str, Any]:
    held = one.authority
    return {
        "authority": {
            "id": held.authority_id,
            "kind": held.kind,
            "name": held.name,
            "name_hi": held.name_hi,
        },
        "finding_id": one.rule.id,
        "severity": one.rule.severity,
        "title": one.rule.title,
        "action": one.rule.action,
        "officials": held.officials,
        "plans": held.plans,
        "first_published": held.first_published,
    }
