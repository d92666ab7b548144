"""What a ministry directs its liaison officers to do: recorded, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.liaison_registers import (
    DIRECTION,
    DIRECTION_PAGE,
    DIRECTION_REQUESTS,
    DirectionPage,
    DirectionRequest,
    DirectionTold,
    direction_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.orders import Validity
from app.services.registers import liaison_directions
from app.services.registers.liaison_directions import DIRECTIONS, Directed

router = router_at("/liaison-directions")


@router.post(
    "",
    operation_id="recordLiaisonDirection",
    summary="Record what liaison officers are directed to do",
    status_code=201,
    response_model=DirectionTold,
    responses=recorded(DIRECTION, "The direction is recorded."),
)
async def record_direction(
    asked: Annotated[DirectionRequest, Body(openapi_examples=DIRECTION_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record an order that directs the liaison officers to the workshops, the programmes or both.

    The two programmes on iGOT are owed only where they are directed. The memorandum gives their
    names and durations, not their ids: `programme_courses` says which courses are meant.
    """
    directed = Directed(
        workshops=asked.workshops,
        programmes=asked.programmes,
        programme_courses=[(each.programme, each.courses) for each in asked.programme_courses],
        validity=Validity(asked.valid_from, asked.valid_until),
        order=asked.order.order(),
    )
    access = desk.access("registers.liaison_direction")
    return direction_told(await desk.has(liaison_directions.record, directed, access))


@router.get(
    "",
    operation_id="listLiaisonDirections",
    summary="Directions to an authority's liaison officers",
    response_model=DirectionPage,
    responses=listed(DIRECTION_PAGE),
)
async def list_directions(listing: Listed, desk: AtDesk) -> Any:
    """Return the directions in force, with `history` those withdrawn as well."""
    read = partial(DIRECTIONS.noted, access=desk.access("registers.liaison_directions"))
    return await listing.page(desk.session, read, direction_told, "liaison_directions")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawLiaisonDirection",
    summary="Withdraw a direction",
    response_model=DirectionTold,
    responses=withdrawn(DIRECTION, 815, "The direction, withdrawn."),
)
async def withdraw_direction(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw a direction; the record stays, and says as of which position it holds no more."""
    access = desk.access("registers.liaison_direction")
    return direction_told(await desk.has(DIRECTIONS.withdraw, record_id, access))
