"""Overrides: an authority's own values for rules that no memorandum states, by its orders."""

from typing import Annotated, Any

from fastapi import Body

from app.api.dependencies import ReadingSession, parse_year
from app.api.models.overrides import (
    OVERRIDE,
    OVERRIDE_PAGE,
    OVERRIDE_REQUESTS,
    OverridePage,
    OverrideRequest,
    OverrideTold,
    override_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.rules.overrides import Overriding
from app.services.registers import overrides
from app.services.registers.overrides import OVERRIDES, OverrideOrdered

router = router_at("/rule-overrides")


@router.post(
    "",
    operation_id="recordOverride",
    summary="Order an own value for a rule",
    status_code=201,
    response_model=OverrideTold,
    responses=recorded(OVERRIDE, "The override is recorded."),
)
async def record_override(
    asked: Annotated[OverrideRequest, Body(openapi_examples=OVERRIDE_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record an own value for a rule that is `house` or `illustrative`; it replaces the one before.

    Never for what a memorandum states. It governs the officials for whom the authority prescribes,
    and those who stand in it and for whom no prescriber is known; they are decided anew with the
    next evaluation. One on liaison officers (`liaison.…`) governs those whom the authority has
    designated, from the next question on, and no outcome of courses.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    wanted = Overriding(asked.rule_id, asked.value, asked.order.order())
    access = desk.access("registers.overrides", year)
    ordered = OverrideOrdered(year, wanted)
    return override_told(await desk.has(overrides.record, ordered, access))


@router.get(
    "",
    operation_id="listOverrides",
    summary="An authority's own values for rules",
    response_model=OverridePage,
    responses=listed(OVERRIDE_PAGE),
)
async def list_overrides(listing: Listed, session: ReadingSession) -> Any:
    """Return the overrides in force, with `history` those withdrawn or replaced as well."""
    return await listing.page(session, OVERRIDES.page, override_told, "overrides")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawOverride",
    summary="Withdraw an own value",
    response_model=OverrideTold,
    responses=withdrawn(OVERRIDE, 815, "The override, withdrawn."),
)
async def withdraw_override(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw an override: the general value takes its place."""
    access = desk.access("registers.overrides")
    return override_told(await desk.has(OVERRIDES.withdraw, record_id, access))
