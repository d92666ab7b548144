"""Terms of assessments: recorded by the prescriber's order, listed, withdrawn."""

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
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.assessment_terms import (
    TERMS,
    TERMS_PAGE,
    TERMS_REQUESTS,
    TermsPage,
    TermsRecorded,
    TermsRequest,
    terms_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.services.registers import assessment_terms
from app.services.registers.assessment_terms import TermsOrdered

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/assessment-terms",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordAssessmentTerms",
    summary="Order the terms of an assessment",
    status_code=201,
    response_model=TermsRecorded,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(TERMS, "The terms are recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_terms(
    asked: Annotated[TermsRequest, Body(openapi_examples=TERMS_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record when an assessment is open, how many attempts are allowed, and its cut-off.

    They are told to whomever a plan of the authority asks to pass it, and decide no outcome: it is
    passed as iGOT says, and a pass outside the days counts and is marked.
    """
    ordered = TermsOrdered(
        assessment_id=asked.assessment_id,
        opens_on=asked.opens_on,
        closes_on=asked.closes_on,
        attempts_allowed=asked.attempts_allowed,
        cut_off_percent=asked.cut_off_percent,
        order=asked.order.order(),
    )
    access = asking.access("registers.assessment-terms", authority_id=authority_id)
    return terms_told(await assessment_terms.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listAssessmentTerms",
    summary="Terms of assessments",
    response_model=TermsPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(TERMS_PAGE, "One page.", {"Link": contract.header("The next page.")}),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_terms(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the terms in force, with `history` those withdrawn as well."""
    pager = await Pager.of(session, parts.cursors, ("assessment-terms", authority_id, history), now)
    found = await assessment_terms.page(
        session, authority_id, withdrawn=history, after=pager.after(cursor), limit=limit + 1
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "terms": [terms_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawAssessmentTerms",
    summary="Withdraw terms of an assessment",
    response_model=TermsRecorded,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers({**TERMS, "withdrawn_position": 815}, "The terms, withdrawn."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_terms(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw terms: the assessment is told of without them."""
    access = asking.access("registers.assessment-terms", authority_id=authority_id)
    return terms_told(
        await assessment_terms.withdraw(session, authority_id, record_id, access, now)
    )
