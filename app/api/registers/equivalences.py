"""Equivalent courses: recorded by the prescriber's order, listed, withdrawn."""

from typing import Annotated, Any

from fastapi import Body

from app.api.dependencies import ReadingSession
from app.api.models.equivalences import (
    EQUIVALENCE,
    EQUIVALENCE_PAGE,
    EQUIVALENCE_REQUESTS,
    EquivalencePage,
    EquivalenceRequest,
    EquivalenceTold,
    equivalence_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.orders import Validity
from app.services.registers import equivalences
from app.services.registers.equivalences import EQUIVALENCES, EquivalenceOrdered

router = router_at("/course-equivalences")


@router.post(
    "",
    operation_id="recordEquivalence",
    summary="Order that a course counts for a prescribed one",
    status_code=201,
    response_model=EquivalenceTold,
    responses=recorded(EQUIVALENCE, "The equivalence is recorded."),
)
async def record_equivalence(
    asked: Annotated[EquivalenceRequest, Body(openapi_examples=EQUIVALENCE_REQUESTS)],
    desk: AtDesk,
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
    access = desk.access("registers.equivalences")
    return equivalence_told(await desk.has(equivalences.record, ordered, access))


@router.get(
    "",
    operation_id="listEquivalences",
    summary="Courses that count for prescribed ones",
    response_model=EquivalencePage,
    responses=listed(EQUIVALENCE_PAGE),
)
async def list_equivalences(listing: Listed, session: ReadingSession) -> Any:
    """Return the equivalences in force, with `history` those withdrawn as well."""
    return await listing.page(session, EQUIVALENCES.page, equivalence_told, "equivalences")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawEquivalence",
    summary="Withdraw an equivalence",
    response_model=EquivalenceTold,
    responses=withdrawn(EQUIVALENCE, 815, "The equivalence, withdrawn."),
)
async def withdraw_equivalence(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw an equivalence: the prescribed course itself is asked for again."""
    access = desk.access("registers.equivalences")
    return equivalence_told(await desk.has(EQUIVALENCES.withdraw, record_id, access))
