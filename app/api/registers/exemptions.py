"""Exemptions: recorded by an order, listed, withdrawn."""

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
from app.api.models.exemptions import (
    EXEMPTION,
    EXEMPTION_PAGE,
    EXEMPTION_REQUESTS,
    ExemptionPage,
    ExemptionRequest,
    ExemptionTold,
    exemption_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.orders import Validity
from app.services.registers import exemptions
from app.services.registers.exemptions import ExemptionOrdered

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/exemptions",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordExemption",
    summary="Record an exemption by its order",
    status_code=201,
    response_model=ExemptionTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(EXEMPTION, "The exemption is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_exemption(
    asked: Annotated[ExemptionRequest, Body(openapi_examples=EXEMPTION_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
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
    access = asking.access("registers.exemption", authority_id=authority_id)
    return exemption_told(await exemptions.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listExemptions",
    summary="Exemptions of an authority's officials",
    response_model=ExemptionPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            EXEMPTION_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_exemptions(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the exemptions in force, with `history` those withdrawn as well."""
    question = ("exemptions", authority_id, history)
    pager = await Pager.of(session, parts.cursors, question, now)
    access = asking.access("registers.exemptions", authority_id=authority_id)
    found = await exemptions.page(
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
        "exemptions": [exemption_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawExemption",
    summary="Withdraw an exemption",
    response_model=ExemptionTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**EXEMPTION, "withdrawn_position": 815}, "The exemption, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_exemption(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw an exemption; the record stays, and says as of which position it holds no more."""
    access = asking.access("registers.exemption", authority_id=authority_id)
    return exemption_told(await exemptions.withdraw(session, authority_id, record_id, access, now))
