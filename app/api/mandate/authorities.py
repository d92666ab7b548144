"""Authorities that the caller may see, their officials' outcomes, and the sum of them."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.api import contract, pages, problems
from app.api.dependencies import (
    AUTHENTICATED,
    AuthorityId,
    CountWanted,
    Cursor,
    Limit,
    Now,
    Parts,
    ReadingSession,
    Year,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models import examples
from app.api.models.outcomes import Authorities, AuthoritySummary, OutcomePage
from app.api.pages import Pager
from app.policy.ladder import Level
from app.policy.outcome import Outcome
from app.services.apar import entries
from app.services.mandate import outcomes
from app.services.mandate.outcomes import DatedOutcome
from app.store.outcomes import Question

router = APIRouter(
    prefix="/v1/authorities",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED, needs("outcomes:read")],
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
    responses={
        200: contract.answers(
            examples.OUTCOME_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_outcomes(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: AuthorityId,
    year: Year,
    session: ReadingSession,
    parts: Parts,
    now: Now,
    outcome: OutcomeWanted = None,
    level: LevelWanted = None,
    count: CountWanted = False,  # noqa: FBT002 - a query parameter, given by name
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the outcomes of the officials who stand under the authority, in order of official."""
    if not await entries.is_visible(session, authority_id):
        return problems.not_found(request)
    question = Question(year.start, authority_id, outcome, level)
    pager = await Pager.of(
        session, parts.cursors, ("outcomes", *question.parameters().values()), now
    )
    page = await outcomes.page(session, question, pager.after(cursor), limit, now)
    following = pager.next(page.outcomes[-1].held.official_id if page.more else None)
    parameters = {"outcome": outcome, "level": level, "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "freshness": page.freshness,
        "outcomes": [_told(one) for one in page.outcomes],
        "next_cursor": following,
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
