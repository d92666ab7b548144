"""An authority's liaison officers in a year: the picture, and one officer explained."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    OfficialId,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.mandate.past import AsOf, KnownAt
from app.api.models.liaison import (
    EXPLAINED,
    PICTURE,
    LiaisonExplained,
    LiaisonPicture,
    explained_told,
    picture_told,
)
from app.api.registers.access import OwnAuthority
from app.services.mandate import liaison
from app.services.mandate.liaison import Question

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/liaison",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def _asked(
    year: Year, authority_id: OwnAuthority, as_of: AsOf = None, known_at: KnownAt = None
) -> Question:
    """Return which picture is asked for."""
    return Question(authority_id, year, as_of, known_at)


Asked = Annotated[Question, Depends(_asked)]


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="getLiaison",
    summary="An authority's liaison officers in a year",
    response_model=LiaisonPicture,
    responses={
        200: contract.answers(PICTURE, "The officers, how the four stand, and what is amiss."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def read_liaison(asked: Asked, session: WritingSession, asking: Purpose, now: Now) -> Any:
    """Return who is designated, how the two workshops and two programmes stand, and the findings.

    OM F. No. 36023/1/2024-Estt.(Res-I) of 22.10.2024 asks ministries to direct their liaison
    officers and never mentions the APAR: none of this touches an outcome of courses or an entry.
    With `known_at` it is the picture of the day on which that position was closed, for ever.
    """
    access = asking.access("liaison", asked.year, asked.authority_id)
    return picture_told(await liaison.picture(session, asked, access, now))


@router.get(
    "/{reporting_year}/officers/{official_id}",  # noqa: FAST003 - Year takes it
    operation_id="explainLiaisonOfficer",
    summary="One liaison officer's year, explained",
    response_model=LiaisonExplained,
    responses={
        200: contract.answers(EXPLAINED, "The four, why each stands so, and by which rules."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def explain_liaison_officer(
    request: Request,
    asked: Asked,
    official_id: OfficialId,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Return how each of the four stands for one officer, with directions, rules and findings."""
    access = asking.access("liaison.officer", asked.year, asked.authority_id)
    found = await liaison.explain(session, asked, official_id, access, now)
    if found is None:
        # Returned, not raised: the access is noted all the same.
        return problems.not_found(request)
    return explained_told(*found)
