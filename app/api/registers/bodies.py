"""Autonomous bodies and enterprises: recorded by an order, listed, withdrawn."""

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
from app.api.models.bodies import (
    BODY,
    BODY_PAGE,
    BODY_REQUESTS,
    BodyPage,
    BodyRequest,
    BodyTold,
    body_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.body import BodyOrdered
from app.services.registers import bodies

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/body-records",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordBody",
    summary="Record by an order that the authority is an autonomous body or an enterprise",
    status_code=201,
    response_model=BodyTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(BODY, "It is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_body(
    asked: Annotated[BodyRequest, Body(openapi_examples=BODY_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record the kind of the authority and, from a day on, its ministry's choice of the mandate.

    Without such a day its staff are not mandated (rule `scope.autonomous_bodies`, reported);
    officers of the All India Services are, wherever they serve. A choice that comes later is
    recorded after the earlier record is withdrawn.
    """
    ordered = BodyOrdered(
        kind=asked.kind,
        ministry_id=asked.ministry_id,
        mandated_from=asked.mandated_from,
        mandated_until=asked.mandated_until,
        order=asked.order.order(),
    )
    access = asking.access("registers.body", authority_id=authority_id)
    return body_told(await bodies.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listBodyRecords",
    summary="What is recorded of the authority's kind",
    response_model=BodyPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(BODY_PAGE, "One page.", {"Link": contract.header("The next page.")}),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_body_records(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the record in force, with `history` those withdrawn as well."""
    pager = await Pager.of(session, parts.cursors, ("bodies", authority_id, history), now)
    access = asking.access("registers.bodies", authority_id=authority_id)
    found = await bodies.page(
        session,
        authority_id,
        withdrawn=history,
        after=pager.after(cursor),
        limit=limit + 1,
        access=access,
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "records": [body_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawBody",
    summary="Withdraw what is recorded of the authority's kind",
    response_model=BodyTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers({**BODY, "withdrawn_position": 915}, "The record, withdrawn."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_body(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw a record; it stays, and says as of which position it holds no more."""
    access = asking.access("registers.body", authority_id=authority_id)
    return body_told(await bodies.withdraw(session, authority_id, record_id, access, now))
