"""Checks of officials whom an authority submits."""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from app.api import contract
from app.api.dependencies import AUTHENTICATED, Now, Purpose, WritingSession, parse_year
from app.api.guard import GuardedRoute
from app.api.models import examples
from app.api.models.onboarding import Findings, ValidationRequest
from app.policy.onboarding.facts import SubmittedOfficial
from app.policy.onboarding.findings import Finding
from app.services.onboarding import checks as onboarding

router = APIRouter(
    prefix="/v1/onboarding",
    tags=["onboarding"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "/validations",
    operation_id="validateOfficials",
    summary="Check officials against what is held",
    response_model=Findings,
    responses={
        200: contract.answers(examples.FINDINGS, "The findings, in the order of the rows."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def validate_officials(
    asked: Annotated[ValidationRequest, Body(openapi_examples=examples.VALIDATION_REQUESTS)],
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Check up to 1,000 officials: who is missing, wrongly mapped, unverified or without a level.

    A finding is a result, not a failure: it says what to do, and on whose word.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    submitted = [SubmittedOfficial(**one.model_dump()) for one in asked.officials]
    access = asking.access("onboarding.validate", year, asked.authority_id)
    found = await onboarding.validate(session, year, asked.authority_id, submitted, access, now)
    return {
        "reporting_year": year.label,
        "authority_id": asked.authority_id,
        "officials": len(submitted),
        "clean": len(submitted) - len({one.row for one in found}),
        "findings": [_told(one) for one in found],
    }


def _told(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    return {
        "row": finding.row,
        "reference": finding.reference,
        "rule_id": rule.id,
        "severity": rule.severity,
        "field": finding.field,
        "title": rule.title,
        "action": rule.action,
        "citation": rule.citation,
    }
