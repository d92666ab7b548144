"""Staff strength: stated from a day on, its history, and held against iGOT's staff details."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response

from app.api import conditional, contract
from app.api.conditional import IfMatch, IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    Purpose,
    ReadingSession,
    WritingSession,
)
from app.api.guard import GuardedRoute
from app.api.models.shapes import PlainDay
from app.api.models.strengths import (
    COMPARED,
    HISTORY,
    STRENGTH,
    STRENGTH_REQUESTS,
    DifferenceTold,
    StrengthCompared,
    StrengthHistory,
    StrengthRequest,
    StrengthTold,
    lines_of,
    statement_told,
)
from app.api.pages import Paged
from app.api.registers.access import OwnAuthority
from app.services.onboarding import strengths
from app.services.onboarding.strengths import Stated

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/staff-strength",
    tags=["onboarding"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
On = Annotated[
    date | None, Query(description="Which day is meant; today in India by default."), PlainDay
]
TAG = {"ETag": contract.header("Its tag, to be sent back as If-Match.")}


@router.get(
    "",
    operation_id="getStaffStrength",
    summary="Staff strength as the authority states it",
    response_model=StrengthTold,
    responses={
        200: contract.answers(STRENGTH, "What is stated for the day; `in_force` may be null.", TAG),
        304: {"description": "You hold it already."},
        **contract.refusals("forbidden", "not-found", "precondition-failed"),
    },
)
async def read_strength(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    authority_id: OwnAuthority,
    session: ReadingSession,
    now: Now,
    on: On = None,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the strength in force on a day: the whole, and the part at headquarters."""
    found = await strengths.find(session, authority_id, on or strengths.today(now))
    return conditional.answer(request, _bytes(authority_id, found), if_match, if_none_match)


@router.put(
    "",
    operation_id="stateStaffStrength",
    summary="State the staff strength from a day on",
    response_model=StrengthTold,
    responses={
        200: contract.answers(STRENGTH, "What is stated for today now.", TAG),
        **contract.refusals(
            "forbidden",
            "not-found",
            "malformed",
            "too-large",
            "unsupported-media-type",
            "precondition-failed",
            "precondition-required",
        ),
    },
)
async def state_strength(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    asked: Annotated[StrengthRequest, Body(openapi_examples=STRENGTH_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
    if_match: IfMatch = None,
) -> Response:
    """State posts by kind of employment, group and position, contractual and outsourced included.

    `If-Match` names the tag that a reading of this address gave. What was stated for the same day
    is replaced and kept as history; nothing is erased.
    """

    def check(found: Stated) -> None:
        conditional.require(_bytes(authority_id, found), if_match)

    access = asking.access("onboarding.strength", authority_id=authority_id)
    statement = (asked.valid_from, lines_of(asked))
    found = await strengths.state(session, authority_id, statement, check, access, now)
    return conditional.answer(request, _bytes(authority_id, found), None, None)


@router.get(
    "/comparison",
    operation_id="compareStaffStrength",
    summary="The stated strength beside iGOT's staff details",
    response_model=StrengthCompared,
    responses={
        200: contract.answers(COMPARED, "Both, and where they differ; either may be null."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def compare_strength(
    authority_id: OwnAuthority, session: ReadingSession, now: Now, on: On = None
) -> Any:
    """Return both statements in force on a day; a difference is told and decides nothing.

    iGOT tells positions, and neither kinds of employment nor headquarters.
    """
    found = await strengths.compare(session, authority_id, on or strengths.today(now))
    return {
        "authority_id": authority_id,
        "on": found.on,
        "stated": statement_told(found.stated),
        "igot": statement_told(found.igot),
        "differences": [DifferenceTold.model_validate(one) for one in found.differences],
    }


@router.get(
    "/history",
    operation_id="listStaffStrength",
    summary="All that was ever stated of the strength",
    response_model=StrengthHistory,
    responses=contract.paged(HISTORY, "forbidden", "not-found"),
)
async def list_strength(authority_id: OwnAuthority, session: ReadingSession, paging: Paged) -> Any:
    """Return statements of the authority and of iGOT, replaced ones as well, oldest first."""
    turn = await paging.open(session, ("strength", authority_id))
    found = await strengths.page(session, authority_id, turn.after, turn.enough)
    page = turn.cut(found, lambda one: one.id)
    told = [statement_told(one) for one in page.rows]
    return {"authority_id": authority_id, "statements": told, "next_cursor": page.next_cursor}


def _bytes(authority_id: int, found: Stated) -> bytes:
    told = StrengthTold(
        authority_id=authority_id,
        on=found.on,
        version=found.version,
        in_force=statement_told(found.in_force),
        following=list(found.following),
    )
    return told.model_dump_json().encode()
