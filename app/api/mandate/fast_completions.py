"""Who of an authority completed courses much faster than they last."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    AuthorityId,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.fast_completions import FAST_COMPLETIONS, FastCompletionsPage
from app.api.pages import Paged
from app.policy.wording import IMPLAUSIBLY_FAST
from app.services.apar import entries
from app.services.mandate import fast_completions

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/fast-completions",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listFastCompletions",
    summary="Completions much faster than their courses last",
    response_model=FastCompletionsPage,
    responses=contract.paged(FAST_COMPLETIONS, "forbidden", "not-found"),
)
async def list_fast_completions(
    request: Request,
    authority_id: AuthorityId,
    year: Year,
    session: WritingSession,
    asking: Purpose,
    paging: Paged,
) -> Any:
    """Return the authority's officials with completions that it may want to look at.

    No outcome depends on it. Only completions are told of whose enrolment and completion iGOT
    reports with their times, of courses whose duration the catalogue names; a course that is not
    prescribed for the official is told of as well.
    """
    if not await entries.is_visible(session, authority_id):
        return problems.not_found(request)
    turn = await paging.open(session, ("fast-completions", year.label, authority_id))
    access = asking.access("outcomes.fast-completions", year, authority_id)
    found = await fast_completions.page(
        session, year, authority_id, access, after=turn.after, limit=turn.limit
    )
    page = turn.of(found.officials, found.officials[-1].official_id if found.more else None)
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "rule": found.rule,
        "sentence": IMPLAUSIBLY_FAST,
        "officials": page.rows,
        "next_cursor": page.next_cursor,
    }
