"""Who is short, by how much and with which courses, before a day: for a campaign of reminders."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api import contract, negotiation, problems
from app.api.apar.straight import ClosedStream
from app.api.dependencies import (
    AUTHENTICATED,
    AuthorityId,
    Now,
    PlainNumber,
    Purpose,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.examples_reach_list import REACH_PAGE, REACH_TABLE
from app.api.models.reach_list import ReachPage
from app.api.models.shapes import PlainDay
from app.api.moments import Momentary
from app.api.pages import Cut, Paged, Paging
from app.services import freshness
from app.services.apar import entries
from app.services.freshness import Freshness
from app.services.mandate import reach_list
from app.services.mandate.reach_list import ReachList
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.mandate.reach_list import Short

JSON, TABLE = "application/json", "text/csv"
OFFERED = (JSON, TABLE)
COURSES_MAX = 10_000

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/reach-list",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def _asked(
    year: Year,
    authority_id: AuthorityId,
    now: Now,
    short_by_at_most: Annotated[
        int,
        Query(ge=0, le=COURSES_MAX, description="Leave out who lacks more courses than so many."),
        PlainNumber,
    ] = COURSES_MAX,
    before: Annotated[
        date | None,
        Query(description="The day to be met; the year's last one where none is named."),
        PlainDay,
    ] = None,
) -> ReachList:
    return reach_list.prepare(year, authority_id, short_by_at_most, before, now)


Asked = Annotated[ReachList, Depends(_asked)]


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="listShortOfficials",
    summary="Who is short, by how much, with which courses",
    response_model=ReachPage,
    responses=contract.paged(
        REACH_PAGE, "forbidden", "not-found", "not-acceptable", table=REACH_TABLE
    ),
)
async def list_short_officials(
    request: Request, asked: Asked, moment: Momentary, asking: Purpose, paging: Paged
) -> Response:
    """Return the officials whom learning helps, in order of official.

    After the year's last day it helps nobody any more: `year_closed` says so, and the list tells
    who ended short.

    As `application/json` in pages. As `text/csv` the whole list in one stream, one row an official:
    ids of courses, of those that still count, and of assessments are separated by blanks, and a
    cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    wanted = negotiation.chosen(request.headers.getlist("accept"), OFFERED)
    if wanted is None:
        return problems.response("not-acceptable", problems.request_id_of(request))
    access = asking.access("outcomes.reach", asked.year, asked.question.authority_id)
    if wanted == JSON:
        async with moment.of_page() as session:
            return await _paged(session, request, paging, asked, access)
    reading = await moment.of_stream(partial(reach_list.note, access=access))
    if not await entries.is_visible(reading, asked.question.authority_id):
        return problems.not_found(request)
    return ClosedStream(reach_list.table(reading, asked), 200, media_type=TABLE)


async def _paged(
    session: Writing, request: Request, paging: Paging, asked: ReachList, access: Access
) -> Response:
    authority_id, year, at_most = asked.question.authority_id, asked.year, asked.question.at_most
    if not await entries.is_visible(session, authority_id):
        # Returned, not raised: the access is noted all the same.
        await entries.not_found(session, access)
        return problems.not_found(request)
    question = ("reach", year.label, authority_id, at_most, asked.before.isoformat())
    asked_again = {"before": asked.before, "short_by_at_most": at_most}
    turn = await paging.open(session, question, asked_again)
    found = await reach_list.noted(session, asked, turn.after, turn.enough, access)
    page = turn.cut(found, lambda one: one.official_id)
    fresh = await freshness.of_authority(session, authority_id, year.start, paging.now)
    return Response(_shown(asked, page, fresh), 200, page.links, JSON)


def _shown(asked: ReachList, page: Cut[Short], fresh: Freshness) -> str:
    told = ReachPage.model_validate(
        {
            "reporting_year": asked.year.label,
            "authority_id": asked.question.authority_id,
            "before": asked.before,
            "year_closed": asked.closed,
            "freshness": fresh,
            "officials": page.rows,
            "next_cursor": page.next_cursor,
        }
    )
    return told.model_dump_json()
