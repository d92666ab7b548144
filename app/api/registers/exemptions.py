"""Exemptions: recorded by an order, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.exemptions import (
    EXEMPTION,
    EXEMPTION_PAGE,
    EXEMPTION_REQUESTS,
    ExemptionPage,
    ExemptionRequest,
    ExemptionTold,
    exemption_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.orders import Validity
from app.services.registers import exemptions
from app.services.registers.exemptions import EXEMPTIONS, ExemptionOrdered

router = router_at("/exemptions")


@router.post(
    "",
    operation_id="recordExemption",
    summary="Record an exemption by its order",
    status_code=201,
    response_model=ExemptionTold,
    responses=recorded(EXEMPTION, "The exemption is recorded."),
)
async def record_exemption(
    asked: Annotated[ExemptionRequest, Body(openapi_examples=EXEMPTION_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record an order that takes an official out of the mandate for some days.

    The official is decided anew with the next evaluation of each year that the days touch. Which
    days of the year must be covered is the rule `scope.exemption_covers`.
    """
    ordered = ExemptionOrdered(
        official_id=asked.official_id,
        kind=asked.kind,
        reason=asked.reason,
        validity=Validity(asked.valid_from, asked.valid_until),
        order=asked.order.order(),
    )
    access = desk.access("registers.exemption")
    return exemption_told(await desk.has(exemptions.record, ordered, access))


@router.get(
    "",
    operation_id="listExemptions",
    summary="Exemptions of an authority's officials",
    response_model=ExemptionPage,
    responses=listed(EXEMPTION_PAGE),
)
async def list_exemptions(listing: Listed, desk: AtDesk) -> Any:
    """Return the exemptions in force, with `history` those withdrawn as well."""
    read = partial(EXEMPTIONS.noted, access=desk.access("registers.exemptions"))
    return await listing.page(desk.session, read, exemption_told, "exemptions")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawExemption",
    summary="Withdraw an exemption",
    response_model=ExemptionTold,
    responses=withdrawn(EXEMPTION, 815, "The exemption, withdrawn."),
)
async def withdraw_exemption(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw an exemption; the record stays, and says as of which position it holds no more."""
    access = desk.access("registers.exemption")
    return exemption_told(await desk.has(EXEMPTIONS.withdraw, record_id, access))
