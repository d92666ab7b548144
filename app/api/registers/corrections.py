"""Corrections of sealed years: what awaits an order, and the orders that release it."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from app.api import contract, pages
from app.api.apar import rendering
from app.api.dependencies import (
    AUTHENTICATED,
    Cursor,
    Limit,
    Now,
    Parts,
    Purpose,
    WritingSession,
    Year,
    needs,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models import corrections as models
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.services.registers import corrections
from app.services.registers.corrections import KEPT, CorrectionOrdered
from app.store.corrections import Awaiting

router = APIRouter(
    prefix="/v1/authorities/{authority_id}",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/corrections-awaited/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listAwaitedCorrections",
    summary="What awaits a correction order",
    response_model=models.AwaitingPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            models.AWAITING_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_awaiting(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    year: Year,
    authority_id: OwnAuthority,
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    now: Now,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Return the entries that differ from a sealed year and are held back until an order comes.

    Nothing of them is published. One that comes to differ no more vanishes from the list.
    """
    pager = await Pager.of(session, parts.cursors, ("awaiting", year.label, authority_id), now)
    access = asking.access("registers.corrections_awaited", year, authority_id)
    after = pager.after(cursor)
    found = await corrections.awaiting(
        session, year, authority_id, after=after, limit=limit + 1, access=access
    )
    following = pager.next(found[limit - 1].official_id if len(found) > limit else None)
    members = {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "next_cursor": following,
    }
    raw = rendering.array(_told(one) for one in found[:limit])
    headers = pages.link_headers(request, {"limit": limit}, following)
    body = rendering.with_raw(members, "awaiting", raw)
    return Response(body, 200, headers, "application/json")


@router.post(
    "/correction-orders",
    operation_id="recordCorrectionOrder",
    summary="Order a correction",
    status_code=201,
    response_model=models.CorrectionTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(models.CORRECTION, "The order is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_order(
    asked: Annotated[models.CorrectionRequest, Body(openapi_examples=models.CORRECTION_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record the order by which a held back entry, named by its digest, is published after all.

    The next evaluation of the year publishes it, if it is still the same; another difference needs
    another order.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    order = asked.order.order()
    ordered = CorrectionOrdered(year, asked.official_id, asked.digest, asked.reason, order)
    access = asking.access("registers.correction_order", year, authority_id)
    row = await corrections.record(session, authority_id, ordered, access, now)
    return models.correction_told(row)


@router.get(
    "/correction-orders",
    operation_id="listCorrectionOrders",
    summary="Correction orders of an authority",
    response_model=models.CorrectionPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            models.CORRECTION_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_orders(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the orders in force, with `history` those withdrawn as well."""
    pager = await Pager.of(session, parts.cursors, ("corrections", authority_id, history), now)
    access = asking.access("registers.correction_orders", authority_id=authority_id)
    found = await KEPT.page(
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
        "correction_orders": [models.correction_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/correction-orders/{record_id}/withdrawal",
    operation_id="withdrawCorrectionOrder",
    summary="Withdraw a correction order",
    response_model=models.CorrectionTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**models.CORRECTION, "withdrawn_position": 2013}, "The order, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_order(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw an order on which nothing was published yet; the record stays."""
    access = asking.access("registers.correction_order", authority_id=authority_id)
    row = await corrections.withdraw(session, authority_id, record_id, access, now)
    return models.correction_told(row)


def _told(one: Awaiting) -> bytes:
    members = {"official_id": one.official_id, "digest": one.digest.hex(), "since": one.since}
    return rendering.with_raw(members, "entry", one.body.encode())
