"""Who of an authority completed courses much faster than they last."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api import contract, pages, problems
from app.api.dependencies import (
    AUTHENTICATED,
    AuthorityId,
    Cursor,
    Limit,
    Now,
    Parts,
    Purpose,
    WritingSession,
    Year,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.fast_completions import FAST_COMPLETIONS, FastCompletionsPage
from app.api.pages import Pager
from app.policy.wording import IMPLAUSIBLY_FAST
from app.services.apar import entries
from app.services.mandate import fast_completions

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/fast-completions",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED, needs("outcomes:read")],
)


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listFastCompletions",
    summary="Completions much faster than their courses last",
    response_model=FastCompletionsPage,
    responses={
        200: contract.answers(
            FAST_COMPLETIONS, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_fast_completions(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: AuthorityId,
    year: Year,
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    now: Now,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the authority's officials with completions that it may want to look at.

    No outcome depends on it. Only completions are told of whose enrolment and completion iGOT
    reports with their times, of courses whose duration the catalogue names; a course that is not
    prescribed for the official is told of as well.
    """
    if not await entries.is_visible(session, authority_id):
        return problems.not_found(request)
    question = ("fast-completions", year.label, authority_id)
    pager = await Pager.of(session, parts.cursors, question, now)
    access = asking.access("outcomes.fast-completions", year, authority_id)
    found = await fast_completions.page(
        session, year, authority_id, access, after=pager.after(cursor), limit=limit
    )
    following = pager.next(found.officials[-1].official_id if found.more else None)
    response.headers.update(pages.link_headers(request, {"limit": limit}, following))
    return {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "rule": found.rule,
        "sentence": IMPLAUSIBLY_FAST,
        "officials": found.officials,
        "next_cursor": following,
    }
