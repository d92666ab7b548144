"""Records of the feed that are kept aside: as pages, and all as a table."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api import contract, negotiation, pages, problems
from app.api.apar.straight import ClosedStream
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Cursor,
    Limit,
    Now,
    Parts,
    PlainNumber,
    Purpose,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.examples_feeds import ASIDE_PAGE, ASIDE_TABLE
from app.api.models.feeds import AsidePage
from app.api.models.shapes import NO_NUL
from app.api.pages import Pager
from app.services.feed import runs as feeds
from app.store.database import Reading
from app.store.feeds import Sought

JSON, TABLE = "application/json", "text/csv"
INTEGER_MAX = 2**31 - 1
Word = Annotated[str | None, Query(max_length=64, pattern=NO_NUL)]

router = APIRouter(
    prefix="/v1/feeds/igot/quarantine",
    tags=["feeds"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED, needs("feeds:read")],
)


def _sought(
    road: Word = None,
    quirk: Word = None,
    authority_id: Annotated[int | None, Query(ge=1, le=INTEGER_MAX), PlainNumber] = None,
) -> Sought:
    return Sought(road, quirk, authority_id)


async def _snapshot(parts: Parts, caller: Calling, asking: Purpose) -> AsyncIterator[Reading]:
    """Note the access, then open one moment of the store for the whole reply."""
    async with parts.database.writing(caller.tenant) as session:
        await feeds.note(session, asking.access("feeds.quarantine"))
    async with parts.database.reading(caller.tenant, snapshot=True) as session:
        yield session


# The default scope: a stream is read from the transaction while the reply is under way.
Snapshot = Annotated[Reading, Depends(_snapshot)]


def _described() -> dict[int | str, dict[str, Any]]:
    page = contract.answers(
        ASIDE_PAGE,
        "Records that are kept aside.",
        {"Link": contract.header("The next page; pages only.")},
    )
    page["content"][TABLE] = {"schema": {"type": "string"}, "example": ASIDE_TABLE}
    refused = ("forbidden", "not-acceptable", "cursor-invalid", "cursor-expired")
    return {200: page, **contract.refusals(*refused)}


@router.get(
    "",
    operation_id="listQuarantine",
    summary="Records that can't be trusted, and why",
    response_model=AsidePage,
    responses=_described(),
)
async def list_quarantine(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    sought: Annotated[Sought, Depends(_sought)],
    session: Snapshot,
    parts: Parts,
    now: Now,
    limit: Limit = 100,
    cursor: Cursor = None,
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
    pager = await Pager.of(session, parts.cursors, ("quarantine", *asked.values()), now)
    found = await feeds.aside(session, sought, pager.after(cursor), limit + 1)
    shown = found[:limit]
    following = pager.next(shown[-1].id if len(found) > limit else None)
    headers = pages.link_headers(request, {**asked, "limit": limit}, following)
    page = AsidePage.model_validate({"records": shown, "next_cursor": following})
    return Response(page.model_dump_json(), 200, headers, JSON)
