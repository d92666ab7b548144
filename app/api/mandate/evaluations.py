"""Evaluation runs: asking for one, and asking how far it has come."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Response

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Now,
    Parts,
    PlainNumber,
    Purpose,
    ReadingSession,
    WritingSession,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models import examples
from app.api.models.evaluations import Run, RunRequest
from app.policy.reporting_year import ReportingYear
from app.services.mandate import run_requests
from app.store.mandate.evaluation_runs import EvaluationRun

RETRY_SECONDS = "2"
LONG_MAX = 2**63 - 1
UNDER_WAY = {"queued", "running"}

router = APIRouter(
    prefix="/v1/evaluations",
    tags=["evaluations"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
RunId = Annotated[
    int, Path(ge=1, le=LONG_MAX, description="The run's number.", examples=[17]), PlainNumber
]


@router.post(
    "",
    operation_id="startEvaluation",
    summary="Evaluate an authority, or all of them",
    status_code=202,
    response_model=Run,
    responses=contract.queued(
        examples.RUN_QUEUED, "The run is queued.", "forbidden", "not-found", "conflict"
    ),
)
async def start_evaluation(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    asked: Annotated[RunRequest, Body(openapi_examples=examples.RUN_REQUESTS)],
    response: Response,
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
) -> Any:
    """Queue a run that evaluates mandates and publishes what changed; the worker carries it out."""
    year = parse_year(asked.reporting_year, "/reporting_year")
    wanted = run_requests.RunRequest(year, asked.authority_id)
    access = asking.access("evaluations.run", year, asked.authority_id)
    run = await run_requests.ask(session, wanted, caller, access, parts.enqueue, now)
    response.headers["Location"] = f"{router.prefix}/{run.id}"
    response.headers["Retry-After"] = RETRY_SECONDS
    return _shown(run)


@router.get(
    "/{run_id:int}",
    operation_id="getEvaluation",
    summary="How far a run has come",
    response_model=Run,
    responses={
        200: contract.answers(
            examples.RUN_DONE,
            "The run.",
            {"Retry-After": contract.header("After how many seconds to ask again.", "integer")},
        ),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_evaluation(run_id: RunId, response: Response, session: ReadingSession) -> Any:
    """Return a run's state and progress; `Retry-After` is there while it is under way."""
    run = await run_requests.find(session, run_id)
    if run.state in UNDER_WAY:
        response.headers["Retry-After"] = RETRY_SECONDS
    return _shown(run)


def _shown(run: EvaluationRun) -> dict[str, Any]:
    return {**asdict(run), "reporting_year": ReportingYear(run.reporting_year).label}
