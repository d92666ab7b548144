"""Records of the feed that are kept aside: as pages, and all as a table."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api import contract, negotiation, problems
from app.api.apar.straight import ClosedStream
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Parts,
    PlainNumber,
    Purpose,
)
from app.api.guard import GuardedRoute
from app.api.models.examples_feeds import ASIDE_PAGE, ASIDE_TABLE
from app.api.models.feeds import AsidePage
from app.api.models.shapes import NO_NUL
from app.api.pages import Paged
from app.services.feed import runs as feeds
from app.store.database import Reading
from app.store.feed.feeds import Sought

JSON, TABLE = "application/json", "text/csv"
INTEGER_MAX = 2**31 - 1
Word = Annotated[str | None, Query(max_length=64, pattern=NO_NUL)]

router = APIRouter(
    prefix="/v1/feeds/igot/quarantine",
    tags=["feeds"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def _sought(
    road: Word = None,
    quirk: Word = None,
    authority_id: Annotated[int | None, Query(ge=1, le=INTEGER_MAX), PlainNumber] = None,
) -> Sought:
    return Sought(road, quirk, authority_id)


async def _snapshot(parts: Parts, caller: Calling, asking: Purpose) -> AsyncIterator[Reading]:
    """Note the access, then open one moment of the store for the whole reply."""
    async with parts.database.writing(caller.tenant) as session:
        await feeds.note(session, asking.access("feeds.quarantine"))
    async with parts.database.streaming(caller.tenant) as session:
        yield session


# The default scope: a stream is read from the transaction while the reply is under way.
Snapshot = Annotated[Reading, Depends(_snapshot)]


@router.get(
    "",
    operation_id="listQuarantine",
    summary="Records that can't be trusted, and why",
    response_model=AsidePage,
    responses=contract.paged(ASIDE_PAGE, "forbidden", "not-acceptable", table=ASIDE_TABLE),
)
async def list_quarantine(
    request: Request,
    sought: Annotated[Sought, Depends(_sought)],
    session: Snapshot,
    paging: Paged,
) -> Response:
    """Return the records that are kept aside, of your own authorities, in order of arrival.

    As `application/json` in pages; as `text/csv` all of them in one stream. `subject` names a
    record by the feed's own ids; a cell that a spreadsheet would take for a formula begins with an
    apostrophe.
    """
    wanted = negotiation.chosen(request.headers.getlist("accept"), (JSON, TABLE))
    if wanted is None:
        return problems.response("not-acceptable", problems.request_id_of(request))
    if wanted == TABLE:
        return ClosedStream(feeds.table(session, sought), 200, media_type=TABLE)
    asked = {"road": sought.road, "quirk": sought.quirk, "authority_id": sought.authority_id}
    turn = await paging.open(session, ("quarantine", *asked.values()), asked)
    found = await feeds.aside(session, sought, turn.after, turn.enough)
    page = turn.cut(found, lambda one: one.id)
    told = AsidePage.model_validate({"records": page.rows, "next_cursor": page.next_cursor})
    return Response(told.model_dump_json(), 200, page.links, JSON)
