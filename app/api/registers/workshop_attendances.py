"""Workshops of ISTM that officials attended: recorded, listed, withdrawn."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from app.api import contract, pages
from app.api.dependencies import (
    AUTHENTICATED,
    Cursor,
    Limit,
    Now,
    Parts,
    Purpose,
    WritingSession,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.liaison_registers import (
    ATTENDANCE,
    ATTENDANCE_PAGE,
    ATTENDANCE_REQUESTS,
    AttendancePage,
    AttendanceRequest,
    AttendanceTold,
    told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.services.registers import workshop_attendances
from app.services.registers.workshop_attendances import ATTENDANCES, Attended

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/workshop-attendances",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordWorkshopAttendance",
    summary="Record that an official attended a workshop of ISTM",
    status_code=201,
    response_model=AttendanceTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(ATTENDANCE, "The attendance is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_attendance(
    asked: Annotated[AttendanceRequest, Body(openapi_examples=ATTENDANCE_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
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
    access = asking.access("registers.workshop_attendance", authority_id=authority_id)
    return told(await workshop_attendances.record(session, authority_id, attended, access, now))


@router.get(
    "",
    operation_id="listWorkshopAttendances",
    summary="Workshops attended by an authority's officials",
    response_model=AttendancePage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            ATTENDANCE_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_attendances(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: OwnAuthority,
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    now: Now,
    history: WithdrawnToo = False,  # noqa: FBT002 - a query parameter, given by name
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the attendances in force, with `history` those withdrawn as well."""
    pager = await Pager.of(
        session, parts.cursors, ("workshop-attendances", authority_id, history), now
    )
    found = await ATTENDANCES.page(
        session,
        authority_id,
        withdrawn=history,
        after=pager.after(cursor),
        limit=limit + 1,
        access=asking.access("registers.workshop_attendances", authority_id=authority_id),
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "workshop_attendances": [told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawWorkshopAttendance",
    summary="Withdraw an attendance",
    response_model=AttendanceTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**ATTENDANCE, "withdrawn_position": 815}, "The attendance, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_attendance(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw an attendance; the record stays, and says as of which position it holds no more."""
    access = asking.access("registers.workshop_attendance", authority_id=authority_id)
    return told(await ATTENDANCES.withdraw(session, authority_id, record_id, access, now))
