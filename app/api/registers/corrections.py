"""Corrections of sealed years: what awaits an order, and the orders that release it."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body, Response

from app.api.apar import rendering
from app.api.dependencies import (
    Purpose,
    WritingSession,
    Year,
    parse_year,
)
from app.api.models import corrections as models
from app.api.pages import Paged
from app.api.registers.access import OwnAuthority, RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.services.registers import corrections
from app.services.registers.corrections import KEPT, CorrectionOrdered
from app.store.apar.corrections import Awaiting

router = router_at()


@router.get(
    "/corrections-awaited/{reporting_year}",
    operation_id="listAwaitedCorrections",
    summary="What awaits a correction order",
    response_model=models.AwaitingPage,
    responses=listed(models.AWAITING_PAGE),
)
async def list_awaiting(
    year: Year, authority_id: OwnAuthority, session: WritingSession, asking: Purpose, paging: Paged
) -> Response:
    """Return the entries that differ from a sealed year and are held back until an order comes.

    Nothing of them is published. One that comes to differ no more vanishes from the list.
    """
    turn = await paging.open(session, ("awaiting", year.label, authority_id))
    access = asking.access("registers.corrections_awaited", year, authority_id)
    found = await corrections.awaiting(
        session, year, authority_id, after=turn.after, limit=turn.enough, access=access
    )
    page = turn.cut(found, lambda one: one.official_id)
    members = {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "next_cursor": page.next_cursor,
    }
    raw = rendering.array(_told(one) for one in page.rows)
    body = rendering.with_raw(members, "awaiting", raw)
    return Response(body, 200, page.links, "application/json")


@router.post(
    "/correction-orders",
    operation_id="recordCorrectionOrder",
    summary="Order a correction",
    status_code=201,
    response_model=models.CorrectionTold,
    responses=recorded(models.CORRECTION, "The order is recorded."),
)
async def record_order(
    asked: Annotated[models.CorrectionRequest, Body(openapi_examples=models.CORRECTION_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record the order by which a held back entry, named by its digest, is published after all.

    The next evaluation of the year publishes it, if it is still the same; another difference needs
    another order.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    order = asked.order.order()
    ordered = CorrectionOrdered(year, asked.official_id, asked.digest, asked.reason, order)
    access = desk.access("registers.correction_order", year)
    row = await desk.has(corrections.record, ordered, access)
    return models.correction_told(row)


@router.get(
    "/correction-orders",
    operation_id="listCorrectionOrders",
    summary="Correction orders of an authority",
    response_model=models.CorrectionPage,
    responses=listed(models.CORRECTION_PAGE),
)
async def list_orders(listing: Listed, desk: AtDesk) -> Any:
    """Return the orders in force, with `history` those withdrawn as well."""
    read = partial(KEPT.noted, access=desk.access("registers.correction_orders"))
    return await listing.page(
        desk.session, read, models.correction_told, "correction_orders", "corrections"
    )


@router.post(
    "/correction-orders/{record_id}/withdrawal",
    operation_id="withdrawCorrectionOrder",
    summary="Withdraw a correction order",
    response_model=models.CorrectionTold,
    responses=withdrawn(models.CORRECTION, 2013, "The order, withdrawn."),
)
async def withdraw_order(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw an order on which nothing was published yet; the record stays."""
    access = desk.access("registers.correction_order")
    row = await desk.has(corrections.withdraw, record_id, access)
    return models.correction_told(row)


def _told(one: Awaiting) -> bytes:
    members = {"official_id": one.official_id, "digest": one.digest.hex(), "since": one.since}
    return rendering.with_raw(members, "entry", one.body.encode())
