"""Workshops of ISTM that officials attended: recorded, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.liaison_registers import (
    ATTENDANCE,
    ATTENDANCE_PAGE,
    ATTENDANCE_REQUESTS,
    AttendancePage,
    AttendanceRequest,
    AttendanceTold,
    told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.services.registers import workshop_attendances
from app.services.registers.workshop_attendances import ATTENDANCES, Attended

router = router_at("/workshop-attendances")


@router.post(
    "",
    operation_id="recordWorkshopAttendance",
    summary="Record that an official attended a workshop of ISTM",
    status_code=201,
    response_model=AttendanceTold,
    responses=recorded(ATTENDANCE, "The attendance is recorded."),
)
async def record_attendance(
    asked: Annotated[AttendanceRequest, Body(openapi_examples=ATTENDANCE_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record a workshop by the order that sent the official and, once held, the certificate.

    Without a certificate the workshop stands as `evidence_missing` (rule `liaison.evidence`). What
    was attended goes with the official to the next authority.
    """
    attended = Attended(
        official_id=asked.official_id,
        workshop=asked.workshop,
        attended_from=asked.attended_from,
        attended_until=asked.attended_until,
        certificate_number=asked.certificate_number,
        order=asked.order.order(),
    )
    access = desk.access("registers.workshop_attendance")
    return told(await desk.has(workshop_attendances.record, attended, access))


@router.get(
    "",
    operation_id="listWorkshopAttendances",
    summary="Workshops attended by an authority's officials",
    response_model=AttendancePage,
    responses=listed(ATTENDANCE_PAGE),
)
async def list_attendances(listing: Listed, desk: AtDesk) -> Any:
    """Return the attendances in force, with `history` those withdrawn as well."""
    read = partial(ATTENDANCES.noted, access=desk.access("registers.workshop_attendances"))
    return await listing.page(desk.session, read, told, "workshop_attendances")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawWorkshopAttendance",
    summary="Withdraw an attendance",
    response_model=AttendanceTold,
    responses=withdrawn(ATTENDANCE, 815, "The attendance, withdrawn."),
)
async def withdraw_attendance(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw an attendance; the record stays, and says as of which position it holds no more."""
    access = desk.access("registers.workshop_attendance")
    return told(await desk.has(ATTENDANCES.withdraw, record_id, access))
