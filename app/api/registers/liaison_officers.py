"""Liaison officers: designated by an order, listed, withdrawn."""

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
    APPOINTMENT,
    APPOINTMENT_PAGE,
    APPOINTMENT_REQUESTS,
    AppointmentPage,
    AppointmentRequest,
    AppointmentTold,
    told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.orders import Validity
from app.services.registers import liaison_officers
from app.services.registers.liaison_officers import OFFICERS, Designated

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/liaison-officers",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordLiaisonOfficer",
    summary="Record that an official is designated as liaison officer",
    status_code=201,
    response_model=AppointmentTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(APPOINTMENT, "The appointment is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_appointment(
    asked: Annotated[AppointmentRequest, Body(openapi_examples=APPOINTMENT_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
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
    access = asking.access("registers.liaison_officer", authority_id=authority_id)
    return told(await liaison_officers.record(session, authority_id, designated, access, now))


@router.get(
    "",
    operation_id="listLiaisonOfficers",
    summary="Liaison officers of an authority",
    response_model=AppointmentPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            APPOINTMENT_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_appointments(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the appointments in force, with `history` those withdrawn as well."""
    pager = await Pager.of(session, parts.cursors, ("liaison-officers", authority_id, history), now)
    found = await OFFICERS.page(
        session,
        authority_id,
        withdrawn=history,
        after=pager.after(cursor),
        limit=limit + 1,
        access=asking.access("registers.liaison_officers", authority_id=authority_id),
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "liaison_officers": [told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawLiaisonOfficer",
    summary="Withdraw an appointment",
    response_model=AppointmentTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**APPOINTMENT, "withdrawn_position": 815}, "The appointment, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_appointment(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw an appointment; the record stays, and says as of which position it holds no more."""
    access = asking.access("registers.liaison_officer", authority_id=authority_id)
    return told(await OFFICERS.withdraw(session, authority_id, record_id, access, now))
