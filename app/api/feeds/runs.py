"""Feeds: how fresh they are, and what each run came to."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    PlainNumber,
    ReadingSession,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models import examples_feeds
from app.api.models.feeds import FeedRunPage, FeedRunTold, Feeds, ReconciliationPage
from app.api.models.shapes import YEAR_FORMAT, YEAR_PATTERN
from app.api.pages import Paged
from app.policy.reporting_year import ReportingYear
from app.services.feed import runs as feeds
from app.store.feed.feeds import Run

LONG_MAX = 2**63 - 1
FEED = "igot"

router = APIRouter(
    prefix="/v1/feeds",
    tags=["feeds"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
RunId = Annotated[
    int, Path(ge=1, le=LONG_MAX, description="The run's number.", examples=[7]), PlainNumber
]
AskedYear = Annotated[
    str,
    Query(
        alias="reporting_year",
        pattern=YEAR_PATTERN,
        description="The reporting year.",
        examples=["2025-26"],
        json_schema_extra={**YEAR_FORMAT},
    ),
]


@router.get(
    "",
    operation_id="listFeeds",
    summary="How fresh the feeds are",
    response_model=Feeds,
    responses={
        200: contract.answers(examples_feeds.FEEDS, "The feeds, the last year first."),
        **contract.refusals("forbidden"),
    },
)
async def list_feeds(session: ReadingSession, now: Now) -> Any:
    """Return, for each year, how many of your authorities are held in full and how many lately.

    `freshness` is that of the authority that waits longest: stale while any of them is.
    """
    return {
        "feeds": [
            {
                **asdict(one.held),
                "feed": FEED,
                "reporting_year": ReportingYear(one.held.reporting_year).label,
                "freshness": one.freshness,
            }
            for one in await feeds.every(session, now)
        ]
    }


@router.get(
    "/igot/runs",
    operation_id="listFeedRuns",
    summary="Runs of the feed",
    response_model=FeedRunPage,
    responses=contract.paged(examples_feeds.RUN_PAGE, "forbidden"),
)
async def list_runs(session: ReadingSession, paging: Paged) -> Any:
    """Return the runs, the last first."""
    turn = await paging.open(session, ("feed runs",))
    page = turn.cut(await feeds.runs(session, turn.after, turn.enough), lambda run: run.id)
    return {"runs": [_told(run) for run in page.rows], "next_cursor": page.next_cursor}


@router.get(
    "/igot/runs/{run_id}",
    operation_id="getFeedRun",
    summary="One run of the feed, road by road",
    response_model=FeedRunTold,
    responses={
        200: contract.answers(examples_feeds.RUN_TOLD, "The run."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_run(run_id: RunId, session: ReadingSession) -> Any:
    """Return what a run came to: calls, counts and rejects by reason, of your own authorities.

    Whoever sees all authorities sees how many calls each road was planned to take, beside those it
    took; a run whose plan does not fit into what it may send ends before its first call.
    """
    told = await feeds.one(session, run_id)
    return {
        **_told(told.run),
        "roads": told.roads,
        "incomplete": [
            {"road": road.road, "authority_id": road.authority_id or None, "reason": road.reason}
            for road in told.incomplete
        ],
    }


@router.get(
    "/igot/reconciliations",
    operation_id="listReconciliations",
    summary="What iGOT's own extract says against what is held",
    response_model=ReconciliationPage,
    responses=contract.paged(examples_feeds.RECONCILIATION_PAGE, "forbidden"),
)
async def list_reconciliations(asked: AskedYear, session: ReadingSession, paging: Paged) -> Any:
    """Return each authority's last reconciliation: how many facts of which verdict, and why.

    Of courses that the extract covers: `equal`, `only_there`, `only_here` or `different`. Nothing
    is changed by it, for a difference does not tell which side is right.
    """
    year = parse_year(asked, "reporting_year")
    asked_again = {"reporting_year": year.label}
    turn = await paging.open(session, ("reconciliations", year.label), asked_again)
    found = await feeds.reconciled(session, year.start, turn.after, turn.enough)
    page = turn.cut(found, lambda one: one.authority_id)
    return {**asked_again, "reconciliations": page.rows, "next_cursor": page.next_cursor}


def _told(run: Run) -> dict[str, Any]:
    planned = None if run.planned is None else sum(run.planned.values())
    year = ReportingYear(run.reporting_year).label
    return {**asdict(run), "calls_planned": planned, "reporting_year": year}
