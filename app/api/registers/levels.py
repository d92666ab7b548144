"""Levels of designations: an authority's own map, and what its officials' designations lead to."""

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
    ReadingSession,
    WritingSession,
    Year,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.designation_levels import (
    DESIGNATIONS,
    LEVEL,
    LEVEL_PAGE,
    LEVELS_REQUESTS,
    RECORDED_LEVELS,
    Designations,
    LevelPage,
    LevelsRequest,
    LevelTold,
    RecordedLevels,
    level_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.ladder import Level
from app.services.registers import levels
from app.services.registers.levels import LevelsOrdered

router = APIRouter(
    prefix="/v1/authorities/{authority_id}",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "/designation-levels",
    operation_id="recordLevels",
    summary="Give designations their levels by an order",
    status_code=201,
    response_model=RecordedLevels,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(RECORDED_LEVELS, "The levels are recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_levels(
    asked: Annotated[LevelsRequest, Body(openapi_examples=LEVELS_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record a list of designations with their levels: the whole list, or nothing of it.

    Designations are compared without regard to case, dots and repeated blanks. Each takes the place
    of the one in force; the officials who bear it are decided anew with the next evaluation.
    """
    stated = tuple((one.designation, Level(one.level)) for one in asked.levels)
    ordered = LevelsOrdered(stated, asked.order.order())
    access = asking.access("registers.levels", authority_id=authority_id)
    recorded = await levels.record(session, authority_id, ordered, access, now)
    return {"authority_id": authority_id, "levels": [level_told(row) for row in recorded]}


@router.get(
    "/designation-levels",
    operation_id="listLevels",
    summary="An authority's own map of designations to levels",
    response_model=LevelPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(LEVEL_PAGE, "One page.", {"Link": contract.header("The next page.")}),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_levels(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: OwnAuthority,
    session: ReadingSession,
    parts: Parts,
    now: Now,
    history: WithdrawnToo = False,  # noqa: FBT002 - a query parameter, given by name
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the rows in force, with `history` those withdrawn or replaced as well."""
    pager = await Pager.of(session, parts.cursors, ("levels", authority_id, history), now)
    found = await levels.page(
        session, authority_id, withdrawn=history, after=pager.after(cursor), limit=limit + 1
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "levels": [level_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/designation-levels/{record_id}/withdrawal",
    operation_id="withdrawLevel",
    summary="Withdraw a designation's level",
    response_model=LevelTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers({**LEVEL, "withdrawn_position": 815}, "The level, withdrawn."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_level(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw one level: the house map, or nothing, takes its place."""
    access = asking.access("registers.levels", authority_id=authority_id)
    return level_told(await levels.withdraw(session, authority_id, record_id, access, now))


@router.get(
    "/designations/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listDesignations",
    summary="Which levels the officials' designations lead to",
    response_model=Designations,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(DESIGNATIONS, "Designations, those of most officials first."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def list_designations(
    year: Year, authority_id: OwnAuthority, session: ReadingSession, limit: Limit = 1000
) -> Any:
    """Return what the officials' designations lead to: by the own map, the house map, or nothing.

    What doesn't match is reported with the mapped spellings that come close, and never guessed.
    """
    found = await levels.designations(session, year, authority_id, limit)
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "designations": [
            {
                "designation_key": one.held.designation_key,
                "designation": one.held.designation,
                "spellings": one.held.spellings,
                "officials": one.held.officials,
                "level": one.level,
                "by": one.by,
                "near": one.near,
            }
            for one in found
        ],
    }
