"""Equivalent courses: recorded by the prescriber's order, listed, withdrawn."""

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
from app.api.models.equivalences import (
    EQUIVALENCE,
    EQUIVALENCE_PAGE,
    EQUIVALENCE_REQUESTS,
    EquivalencePage,
    EquivalenceRequest,
    EquivalenceTold,
    equivalence_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.orders import Validity
from app.services.registers import equivalences
from app.services.registers.equivalences import EquivalenceOrdered

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/course-equivalences",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordEquivalence",
    summary="Order that a course counts for a prescribed one",
    status_code=201,
    response_model=EquivalenceTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(EQUIVALENCE, "The equivalence is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_equivalence(
    asked: Annotated[EquivalenceRequest, Body(openapi_examples=EQUIVALENCE_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record that a course, completed on the days named, counts for a prescribed one.

    In that direction alone, and once: not where the course is prescribed itself, and never for two.
    It reaches those whom a plan of the authority asks for the prescribed course; they are decided
    anew with the next evaluation of each year that the days touch.
    """
    ordered = EquivalenceOrdered(
        course_id=asked.course_id,
        counts_for_course_id=asked.counts_for_course_id,
        validity=Validity(asked.valid_from, asked.valid_until),
        order=asked.order.order(),
    )
    access = asking.access("registers.equivalences", authority_id=authority_id)
    return equivalence_told(await equivalences.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listEquivalences",
    summary="Courses that count for prescribed ones",
    response_model=EquivalencePage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            EQUIVALENCE_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_equivalences(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
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
    """Return the equivalences in force, with `history` those withdrawn as well."""
    pager = await Pager.of(session, parts.cursors, ("equivalences", authority_id, history), now)
    found = await equivalences.page(
        session, authority_id, withdrawn=history, after=pager.after(cursor), limit=limit + 1
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "equivalences": [equivalence_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawEquivalence",
    summary="Withdraw an equivalence",
    response_model=EquivalenceTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**EQUIVALENCE, "withdrawn_position": 815}, "The equivalence, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_equivalence(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw an equivalence: the prescribed course itself is asked for again."""
    access = asking.access("registers.equivalences", authority_id=authority_id)
    return equivalence_told(
        await equivalences.withdraw(session, authority_id, record_id, access, now)
    )
