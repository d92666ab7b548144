"""Asking that records which were kept aside are read again, and asking what became of it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Response

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Now,
    PlainNumber,
    Purpose,
    ReadingSession,
    WritingSession,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models.evaluations import RunRequest
from app.api.models.examples import RUN_REQUESTS
from app.api.models.examples_feeds import REQUEUE
from app.api.models.feeds import RequeueTold
from app.policy.reporting_year import ReportingYear
from app.services.feed import requeues
from app.store.feed.feed_requests import FeedRequest

LONG_MAX = 2**63 - 1

router = APIRouter(
    prefix="/v1/feeds/igot/requeues",
    tags=["feeds"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
RequestId = Annotated[
    int, Path(ge=1, le=LONG_MAX, description="The request's number.", examples=[3]), PlainNumber
]


@router.post(
    "",
    operation_id="requeueQuarantine",
    summary="Read records that were kept aside again",
    status_code=202,
    response_model=RequeueTold,
    responses={
        202: contract.answers(
            REQUEUE, "The request waits.", {"Location": contract.header("Where to ask of it.")}
        ),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def requeue(
    asked: Annotated[RunRequest, Body(openapi_examples=RUN_REQUESTS)],
    response: Response,
    session: WritingSession,
    caller: Calling,
    asking: Purpose,
    now: Now,
) -> Any:
    """Have an authority's records read again; asked twice, the request that waits is the answer.

    Records themselves are not kept, so the next full or reconciling run reads their roads anew,
    even what a killed run had read before: what can be trusted by then is taken up.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    access = asking.access("feeds.requeue", year, asked.authority_id)
    held = await requeues.ask(session, year, asked.authority_id, caller, access, now)
    response.headers["Location"] = f"{router.prefix}/{held.id}"
    return _told(held)


@router.get(
    "/{request_id}",
    operation_id="getRequeue",
    summary="What became of a request to read again",
    response_model=RequeueTold,
    responses={
        200: contract.answers(REQUEUE, "The request."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_requeue(request_id: RequestId, session: ReadingSession) -> Any:
    """Return a request: whether it waits, or which run took it up."""
    return _told(await requeues.find(session, request_id))


def _told(held: FeedRequest) -> dict[str, Any]:
    return {
        **asdict(held),
        "reporting_year": ReportingYear(held.reporting_year).label,
        "state": "waiting" if held.run_id is None else "taken_up",
    }
