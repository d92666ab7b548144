"""Autonomous bodies and enterprises: recorded by an order, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.bodies import (
    BODY,
    BODY_PAGE,
    BODY_REQUESTS,
    BodyPage,
    BodyRequest,
    BodyTold,
    body_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.body import BodyOrdered
from app.services.registers import bodies
from app.services.registers.bodies import BODIES

router = router_at("/body-records")


@router.post(
    "",
    operation_id="recordBody",
    summary="Record by an order that the authority is an autonomous body or an enterprise",
    status_code=201,
    response_model=BodyTold,
    responses=recorded(BODY, "It is recorded."),
)
async def record_body(
    asked: Annotated[BodyRequest, Body(openapi_examples=BODY_REQUESTS)],
    desk: AtDesk,
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
    access = desk.access("registers.body")
    return body_told(await desk.has(bodies.record, ordered, access))


@router.get(
    "",
    operation_id="listBodyRecords",
    summary="What is recorded of the authority's kind",
    response_model=BodyPage,
    responses=listed(BODY_PAGE),
)
async def list_body_records(listing: Listed, desk: AtDesk) -> Any:
    """Return the record in force, with `history` those withdrawn as well."""
    read = partial(BODIES.noted, access=desk.access("registers.bodies"))
    return await listing.page(desk.session, read, body_told, "records", "bodies")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawBody",
    summary="Withdraw what is recorded of the authority's kind",
    response_model=BodyTold,
    responses=withdrawn(BODY, 915, "The record, withdrawn."),
)
async def withdraw_body(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw a record; it stays, and says as of which position it holds no more."""
    access = desk.access("registers.body")
    return body_told(await desk.has(BODIES.withdraw, record_id, access))
