"""Terms of assessments: recorded by the prescriber's order, listed, withdrawn."""

from typing import Annotated, Any

from fastapi import Body

from app.api.dependencies import ReadingSession
from app.api.models.assessment_terms import (
    TERMS,
    TERMS_PAGE,
    TERMS_REQUESTS,
    TermsPage,
    TermsRecorded,
    TermsRequest,
    terms_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.services.registers import assessment_terms
from app.services.registers.assessment_terms import ASSESSMENT_TERMS, TermsOrdered

router = router_at("/assessment-terms")


@router.post(
    "",
    operation_id="recordAssessmentTerms",
    summary="Order the terms of an assessment",
    status_code=201,
    response_model=TermsRecorded,
    responses=recorded(TERMS, "The terms are recorded."),
)
async def record_terms(
    asked: Annotated[TermsRequest, Body(openapi_examples=TERMS_REQUESTS)],
    desk: AtDesk,
) -> Any:
    """Record when an assessment is open, how many attempts are allowed, and its cut-off.

    They are told to whomever a plan of the authority asks to pass it. The cut-off decides where
    iGOT shows a score, read in percent, and no certificate (rules `assessment.pass_mark` and
    `assessment.certificate_passes`); without it the assessment is passed as iGOT says. A pass
    outside the days counts and is marked.
    """
    ordered = TermsOrdered(
        assessment_id=asked.assessment_id,
        opens_on=asked.opens_on,
        closes_on=asked.closes_on,
        attempts_allowed=asked.attempts_allowed,
        cut_off_percent=asked.cut_off_percent,
        order=asked.order.order(),
    )
    access = desk.access("registers.assessment-terms")
    return terms_told(await desk.has(assessment_terms.record, ordered, access))


@router.get(
    "",
    operation_id="listAssessmentTerms",
    summary="Terms of assessments",
    response_model=TermsPage,
    responses=listed(TERMS_PAGE),
)
async def list_terms(listing: Listed, session: ReadingSession) -> Any:
    """Return the terms in force, with `history` those withdrawn as well."""
    return await listing.page(
        session, ASSESSMENT_TERMS.page, terms_told, "terms", "assessment-terms"
    )


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawAssessmentTerms",
    summary="Withdraw terms of an assessment",
    response_model=TermsRecorded,
    responses=withdrawn(TERMS, 815, "The terms, withdrawn."),
)
async def withdraw_terms(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw terms: the assessment is told of without them."""
    access = desk.access("registers.assessment-terms")
    return terms_told(await desk.has(ASSESSMENT_TERMS.withdraw, record_id, access))
