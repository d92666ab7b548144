"""Levels of designations: an authority's own map, and what its officials' designations lead to."""

from typing import Annotated, Any

from fastapi import Body

from app.api import contract
from app.api.dependencies import Limit, ReadingSession, Year
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
from app.api.registers.access import OwnAuthority, RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.ladder import Level
from app.services.registers import levels
from app.services.registers.levels import LEVELS, LevelsOrdered

router = router_at()


@router.post(
    "/designation-levels",
    operation_id="recordLevels",
    summary="Give designations their levels by an order",
    status_code=201,
    response_model=RecordedLevels,
    responses=recorded(RECORDED_LEVELS, "The levels are recorded."),
)
async def record_levels(
    asked: Annotated[LevelsRequest, Body(openapi_examples=LEVELS_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record a list of designations with their levels: the whole list, or nothing of it.

    Designations are compared without regard to case, dots and repeated blanks. Each takes the place
    of the one in force; the officials who bear it are decided anew with the next evaluation.
    """
    stated = tuple((one.designation, Level(one.level)) for one in asked.levels)
    ordered = LevelsOrdered(stated, asked.order.order())
    access = desk.access("registers.levels")
    recorded = await desk.has(levels.record, ordered, access)
    return {"authority_id": desk.authority_id, "levels": [level_told(row) for row in recorded]}


@router.get(
    "/designation-levels",
    operation_id="listLevels",
    summary="An authority's own map of designations to levels",
    response_model=LevelPage,
    responses=listed(LEVEL_PAGE),
)
async def list_levels(listing: Listed, session: ReadingSession) -> Any:
    """Return the rows in force, with `history` those withdrawn or replaced as well."""
    return await listing.page(session, LEVELS.page, level_told, "levels")


@router.post(
    "/designation-levels/{record_id}/withdrawal",
    operation_id="withdrawLevel",
    summary="Withdraw a designation's level",
    response_model=LevelTold,
    responses=withdrawn(LEVEL, 815, "The level, withdrawn."),
)
async def withdraw_level(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw one level: the house map, or nothing, takes its place."""
    access = desk.access("registers.levels")
    return level_told(await desk.has(LEVELS.withdraw, record_id, access))


@router.get(
    "/designations/{reporting_year}",
    operation_id="listDesignations",
    summary="Which levels the officials' designations lead to",
    response_model=Designations,
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
