"""Whom an authority's plans reach otherwise than the officials' levels would have it."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    AuthorityId,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.level_findings import LEVEL_FINDINGS, LevelFindingsPage
from app.api.pages import Paged
from app.services.apar import entries
from app.services.mandate import level_findings
from app.services.mandate.level_findings import Found, Official
from app.store.mandate.level_findings import NamedPlan

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/level-findings",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listLevelFindings",
    summary="Whom plans reach otherwise than levels would have it",
    response_model=LevelFindingsPage,
    responses=contract.paged(LEVEL_FINDINGS, "forbidden", "not-found"),
)
async def list_level_findings(
    request: Request,
    authority_id: AuthorityId,
    year: Year,
    session: WritingSession,
    asking: Purpose,
    paging: Paged,
) -> Any:
    """Return officials whom the authority itself prescribes for, and whose level tells otherwise.

    Reach is the platform's own matching, as of the last evaluation; the level comes from our map.
    A plan is meant for the levels to which the designations it names lead, that of a CCA for the
    bands to which its batches lead; of a plan that names none, or one of no level, nothing is said.
    """
    if not await entries.is_visible(session, authority_id):
        return problems.not_found(request)
    turn = await paging.open(session, ("level-findings", year.label, authority_id))
    access = asking.access("outcomes.level-findings", year, authority_id)
    found = await level_findings.page(
        session, year, authority_id, access, after=turn.after, limit=turn.limit
    )
    page = turn.of(found.officials, found.officials[-1].official_id if found.more else None)
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "officials": [_official(one) for one in page.rows],
        "untold_plans": [_plan(one) for one in found.untold],
        "next_cursor": page.next_cursor,
    }


def _official(one: Official) -> dict[str, Any]:
    return {
        "official_id": one.official_id,
        "level": one.level,
        "designation": one.designation,
        "findings": [_finding(found) for found in one.findings],
    }


def _finding(found: Found) -> dict[str, Any]:
    return {
        "rule_id": found.rule.id,
        "severity": found.rule.severity,
        "title": found.rule.title,
        "action": found.rule.action,
        "plans": [_plan(one) for one in found.plans],
    }


def _plan(one: NamedPlan) -> dict[str, Any]:
    return {"plan_id": one.plan_id, "feed_id": one.feed_id, "name": one.name}
