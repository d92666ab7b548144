"""APAR periods: recorded by an order, listed, withdrawn."""

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
    WritingSession,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.periods import (
    PERIOD,
    PERIOD_PAGE,
    PERIOD_REQUESTS,
    PeriodPage,
    PeriodRequest,
    PeriodTold,
    period_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.services.registers import periods
from app.services.registers.periods import PeriodOrdered

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/apar-periods",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordAparPeriod",
    summary="Record by an order the part of a year for which an APAR is written",
    status_code=201,
    response_model=PeriodTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(PERIOD, "The period is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_period(
    asked: Annotated[PeriodRequest, Body(openapi_examples=PERIOD_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record that an APAR is written for a part of the year. No outcome rests on it.

    `GET /v1/officials/{official_id}/apar-periods/{reporting_year}` tells what falls into each.
    """
    ordered = PeriodOrdered(
        official_id=asked.official_id,
        apar_id=asked.apar_id,
        valid_from=asked.valid_from,
        valid_until=asked.valid_until,
        order=asked.order.order(),
    )
    access = asking.access("registers.period", authority_id=authority_id)
    return period_told(await periods.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listAparPeriods",
    summary="Periods of a year for which APARs are written",
    response_model=PeriodPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            PERIOD_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_periods(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: OwnAuthority,
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    now: Now,
    history: WithdrawnToo = False,  # noqa: FBT002 - a query parameter, given by name
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the periods in force, with `history` those withdrawn as well."""
    question = ("periods", authority_id, history)
    pager = await Pager.of(session, parts.cursors, question, now)
    access = asking.access("registers.periods", authority_id=authority_id)
    found = await periods.page(
        session,
        authority_id,
        withdrawn=history,
        after=pager.after(cursor),
        limit=limit + 1,
        access=access,
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "periods": [period_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawAparPeriod",
    summary="Withdraw an APAR period",
    response_model=PeriodTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers({**PERIOD, "withdrawn_position": 815}, "The period, withdrawn."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_period(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw a period; the record stays, and says as of which position it holds no more."""
    access = asking.access("registers.period", authority_id=authority_id)
    return period_told(await periods.withdraw(session, authority_id, record_id, access, now))
