"""What a ministry directs its liaison officers to do: recorded, listed, withdrawn."""

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
    DIRECTION,
    DIRECTION_PAGE,
    DIRECTION_REQUESTS,
    DirectionPage,
    DirectionRequest,
    DirectionTold,
    direction_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.orders import Validity
from app.services.registers import liaison_directions
from app.services.registers.liaison_directions import DIRECTIONS, Directed

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/liaison-directions",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordLiaisonDirection",
    summary="Record what liaison officers are directed to do",
    status_code=201,
    response_model=DirectionTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(DIRECTION, "The direction is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_direction(
    asked: Annotated[DirectionRequest, Body(openapi_examples=DIRECTION_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
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
    access = asking.access("registers.liaison_direction", authority_id=authority_id)
    return direction_told(
        await liaison_directions.record(session, authority_id, directed, access, now)
    )


@router.get(
    "",
    operation_id="listLiaisonDirections",
    summary="Directions to an authority's liaison officers",
    response_model=DirectionPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            DIRECTION_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_directions(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the directions in force, with `history` those withdrawn as well."""
    pager = await Pager.of(
        session, parts.cursors, ("liaison-directions", authority_id, history), now
    )
    found = await DIRECTIONS.page(
        session,
        authority_id,
        withdrawn=history,
        after=pager.after(cursor),
        limit=limit + 1,
        access=asking.access("registers.liaison_directions", authority_id=authority_id),
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "liaison_directions": [direction_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawLiaisonDirection",
    summary="Withdraw a direction",
    response_model=DirectionTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**DIRECTION, "withdrawn_position": 815}, "The direction, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_direction(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw a direction; the record stays, and says as of which position it holds no more."""
    access = asking.access("registers.liaison_direction", authority_id=authority_id)
    return direction_told(await DIRECTIONS.withdraw(session, authority_id, record_id, access, now))
