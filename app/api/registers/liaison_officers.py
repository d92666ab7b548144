"""Liaison officers: designated by an order, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.liaison_registers import (
    APPOINTMENT,
    APPOINTMENT_PAGE,
    APPOINTMENT_REQUESTS,
    AppointmentPage,
    AppointmentRequest,
    AppointmentTold,
    told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.orders import Validity
from app.services.registers import liaison_officers
from app.services.registers.liaison_officers import OFFICERS, Designated

router = router_at("/liaison-officers")


@router.post(
    "",
    operation_id="recordLiaisonOfficer",
    summary="Record that an official is designated as liaison officer",
    status_code=201,
    response_model=AppointmentTold,
    responses=recorded(APPOINTMENT, "The appointment is recorded."),
)
async def record_appointment(
    asked: Annotated[AppointmentRequest, Body(openapi_examples=APPOINTMENT_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record an order that designates an official of the authority for one category.

    OM F. No. 36023/1/2024-Estt.(Res-I) names SC/ST and OBC; which others there are is rule
    `liaison.further_categories`. Whoever serves two categories is recorded for each.
    """
    designated = Designated(
        official_id=asked.official_id,
        category=asked.category,
        designation=asked.designation,
        validity=Validity(asked.valid_from, asked.valid_until),
        order=asked.order.order(),
    )
    access = desk.access("registers.liaison_officer")
    return told(await desk.has(liaison_officers.record, designated, access))


@router.get(
    "",
    operation_id="listLiaisonOfficers",
    summary="Liaison officers of an authority",
    response_model=AppointmentPage,
    responses=listed(APPOINTMENT_PAGE),
)
async def list_appointments(listing: Listed, desk: AtDesk) -> Any:
    """Return the appointments in force, with `history` those withdrawn as well."""
    read = partial(OFFICERS.noted, access=desk.access("registers.liaison_officers"))
    return await listing.page(desk.session, read, told, "liaison_officers")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawLiaisonOfficer",
    summary="Withdraw an appointment",
    response_model=AppointmentTold,
    responses=withdrawn(APPOINTMENT, 815, "The appointment, withdrawn."),
)
async def withdraw_appointment(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw an appointment; the record stays, and says as of which position it holds no more."""
    access = desk.access("registers.liaison_officer")
    return told(await desk.has(OFFICERS.withdraw, record_id, access))
