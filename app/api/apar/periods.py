"""An official's APAR periods of a year, with what falls into each."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    OfficialId,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.periods import OFFICIAL_PERIODS, OfficialPeriods
from app.policy.apar.apar_period import Within
from app.services.apar import periods as apar_periods
from app.services.apar.periods import Row

router = APIRouter(
    prefix="/v1/officials/{official_id}/apar-periods",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="explainAparPeriods",
    summary="What of a year falls into each of its APAR periods",
    response_model=OfficialPeriods,
    responses={
        200: contract.answers(OFFICIAL_PERIODS, "The year so far, and its periods."),
        **contract.refusals("forbidden", "not-found", "engines-disagree"),
    },
)
async def explain_apar_periods(
    request: Request,
    official_id: OfficialId,
    year: Year,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Tell what was completed in each recorded period, beside the year's outcome so far.

    The memorandum speaks of the year alone: a period has no outcome of its own, and that it is
    told apart at all is a house rule, `year.apar_periods`.
    """
    access = asking.access("outcomes.periods", year)
    found = await apar_periods.told(session, year, official_id, access, now)
    if found is None:
        return problems.not_found(request)
    evaluation = found.evaluation
    return {
        "official_id": official_id,
        "reporting_year": year.label,
        "standing": found.rule.standing,
        "rule_id": found.rule.id,
        "outcome": evaluation.outcome,
        "prescribed": evaluation.prescribed,
        "required": evaluation.required,
        "completed": evaluation.completed,
        "periods": [_period(row, inside) for row, inside in found.periods],
    }


def _period(row: Row, inside: Within) -> dict[str, Any]:
    return {
        "apar_id": row["apar_id"],
        "valid_from": row["valid_from"],
        "valid_until": row["valid_until"],
        "courses": [
            {"course_id": one.feed_id, "name": one.name, "completed_at": one.completed_at}
            for one in inside.courses
        ],
        "assessments": [
            {
                "assessment_id": one.feed_id,
                "name": one.name,
                "state": one.state,
                "taken_at": one.taken_at,
            }
            for one in inside.assessments
        ],
    }
