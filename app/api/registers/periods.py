"""APAR periods: recorded by an order, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.periods import (
    PERIOD,
    PERIOD_PAGE,
    PERIOD_REQUESTS,
    PeriodPage,
    PeriodRequest,
    PeriodTold,
    period_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.services.registers import periods
from app.services.registers.periods import PERIODS, PeriodOrdered

router = router_at("/apar-periods")


@router.post(
    "",
    operation_id="recordAparPeriod",
    summary="Record by an order the part of a year for which an APAR is written",
    status_code=201,
    response_model=PeriodTold,
    responses=recorded(PERIOD, "The period is recorded."),
)
async def record_period(
    asked: Annotated[PeriodRequest, Body(openapi_examples=PERIOD_REQUESTS)],
    desk: AtDesk,
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
    access = desk.access("registers.period")
    return period_told(await desk.has(periods.record, ordered, access))


@router.get(
    "",
    operation_id="listAparPeriods",
    summary="Periods of a year for which APARs are written",
    response_model=PeriodPage,
    responses=listed(PERIOD_PAGE),
)
async def list_periods(listing: Listed, desk: AtDesk) -> Any:
    """Return the periods in force, with `history` those withdrawn as well."""
    read = partial(PERIODS.noted, access=desk.access("registers.periods"))
    return await listing.page(desk.session, read, period_told, "periods")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawAparPeriod",
    summary="Withdraw an APAR period",
    response_model=PeriodTold,
    responses=withdrawn(PERIOD, 815, "The period, withdrawn."),
)
async def withdraw_period(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw a period; the record stays, and says as of which position it holds no more."""
    access = desk.access("registers.period")
    return period_told(await desk.has(PERIODS.withdraw, record_id, access))
