"""Authorities that the caller may see, their officials' outcomes, and the sum of them."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    AuthorityId,
    CountWanted,
    Now,
    Purpose,
    ReadingSession,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models import examples
from app.api.models.outcomes import Authorities, AuthoritySummary, OutcomePage
from app.api.pages import Paged
from app.policy.ladder import Level
from app.policy.outcome import Outcome
from app.services.apar import entries
from app.services.mandate import outcomes
from app.services.mandate.outcomes import DatedOutcome
from app.store.mandate.outcomes import Question

router = APIRouter(
    prefix="/v1/authorities",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
OutcomeWanted = Annotated[Outcome | None, Query(alias="outcome", description="Only this outcome.")]
LevelWanted = Annotated[Level | None, Query(alias="level", description="Only this level.")]


@router.get(
    "",
    operation_id="listAuthorities",
    summary="Authorities that you may see",
    response_model=Authorities,
    responses={
        200: contract.answers(examples.AUTHORITIES, "MDOs and CCAs, in order of their numbers."),
        **contract.refusals("forbidden"),
    },
)
async def list_authorities(session: ReadingSession) -> Any:
    """Return the authorities that are the caller's own, or have officials whom it may see."""
    return {"authorities": await outcomes.visible(session)}


@router.get(
    "/{authority_id}/evaluations/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listOutcomes",
    summary="An authority's outcomes",
    response_model=OutcomePage,
    responses=contract.paged(examples.OUTCOME_PAGE, "forbidden", "not-found"),
)
async def list_outcomes(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    authority_id: AuthorityId,
    year: Year,
    session: WritingSession,
    asking: Purpose,
    paging: Paged,
    outcome: OutcomeWanted = None,
    level: LevelWanted = None,
    count: CountWanted = False,  # noqa: FBT002 - a query parameter, given by name
) -> Any:
    """Return the outcomes of the officials who stand under the authority, in order of official."""
    if not await entries.is_visible(session, authority_id):
        return problems.not_found(request)
    question = Question(year.start, authority_id, outcome, level)
    asked = {"outcome": outcome, "level": level}
    turn = await paging.open(session, ("outcomes", *question.parameters().values()), asked)
    access = asking.access("outcomes.page", year, authority_id)
    bounds = (turn.after, turn.limit)
    found = await outcomes.page(session, question, bounds, access, paging.now)
    page = turn.of(found.outcomes, found.outcomes[-1].held.official_id if found.more else None)
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "freshness": found.freshness,
        "outcomes": [_told(one) for one in page.rows],
        "next_cursor": page.next_cursor,
        "count": await outcomes.count(session, question) if count else None,
    }


@router.get(
    "/{authority_id}/summary/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="summariseOutcomes",
    summary="An authority's officials by outcome",
    response_model=AuthoritySummary,
    responses={
        200: contract.answers(examples.SUMMARY, "How many officials have each outcome."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def summarise_outcomes(
    request: Request, authority_id: AuthorityId, year: Year, session: ReadingSession, now: Now
) -> Any:
    """Return how many of the authority's officials have each outcome, and how fresh that is."""
    summary = await outcomes.summary(session, year, authority_id, now)
    if summary is None:
        return problems.not_found(request)
    return {
        "reporting_year": year.label,
        "authority": summary.authority,
        "officials": summary.officials,
        "by_outcome": summary.by_outcome,
        "freshness": summary.freshness,
    }


def _told(one: DatedOutcome) -> dict[str, Any]:
    return {
        **asdict(one.held),
        "confirmed_through": one.freshness.confirmed_through,
        "lag_seconds": one.freshness.lag_seconds,
        "stale": one.freshness.stale,
    }
