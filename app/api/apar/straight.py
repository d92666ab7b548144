"""An authority's entries: in pages, or streamed whole as lines of JSON or as CSV."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from app.api import conditional, contract, freshness_headers, negotiation, problems
from app.api.apar import rendering
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    AskedAuthorityId,
    CountWanted,
    Purpose,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models import examples
from app.api.models.apar import EntryPage
from app.api.models.shapes import NO_NUL
from app.api.moments import Momentary
from app.api.pages import Paged, Paging
from app.api.signing import SIGNED, Signed
from app.policy.reporting_year import ReportingYear
from app.services import freshness
from app.services.apar import entries, sub_tables
from app.services.freshness import Freshness
from app.store.apar.copying import Form
from app.store.apar.entries import Entry
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing

JSON, LINES, TABLE = "application/json", "application/x-ndjson", "text/csv"
OFFERED = (JSON, LINES, TABLE)
FORMS: Mapping[str, Form] = {LINES: "lines", TABLE: "table"}
# House value: for how long a reader may take nothing, who all the while holds a connection.
PATIENCE_SECONDS = 30.0
# A year, an authority, and the tags that the reader holds.
Asked = tuple[ReportingYear, int, IfNoneMatch]

InFormOf = Annotated[
    str | None,
    Query(
        max_length=120,
        pattern=NO_NUL,
        description="CSV alone: the cadre whose officials are shown, in its form; empty: in none.",
        examples=["Indian Example Service"],
    ),
]
router = APIRouter(
    prefix="/v1/apar/{reporting_year}",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/entries",
    operation_id="listAparEntries",
    summary="An authority's entries, as pages or as a stream",
    response_model=EntryPage,
    responses={
        200: contract.streams(
            examples.ENTRY_PAGE,
            examples.ENTRY_LINES,
            examples.ENTRY_TABLE,
            {**freshness_headers.DECLARED, **SIGNED},
        ),
        304: contract.unchanged(),
        **contract.refusals(
            "forbidden", "not-found", "not-acceptable", "cursor-invalid", "cursor-expired"
        ),
    },
)
async def list_entries(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    year: Year,
    authority_id: AskedAuthorityId,
    moment: Momentary,
    asking: Purpose,
    signing: Signed,
    paging: Paged,
    count: CountWanted = False,  # noqa: FBT002 - a query parameter, given by name
    in_form_of: InFormOf = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return entries of the authority's officials, in order of official.

    As `application/json` in pages. As `application/x-ndjson` or `text/csv` the whole authority in
    one stream: `Karmasetu-Row-Count` says how many rows it holds, and `Karmasetu-Digest` is the
    SHA-256 over their digests in order, so that a stream cut midway is noticed; `Link` leads to the
    receipt that says the same later. CSV has one row an
    official: the numbers of the summary, and the whole entry as JSON in the last column.
    With `in_form_of` the CSV is the sub-table of one cadre's officials in the cadre's form: its
    columns in its order, under its words in English and Hindi, a row for each course and
    assessment.
    """
    offered = OFFERED if in_form_of is None else (TABLE,)
    wanted = negotiation.chosen(request.headers.getlist("accept"), offered)
    if wanted is None:
        return problems.response("not-acceptable", problems.request_id_of(request))
    access = asking.access("apar.entries", year, authority_id)
    asked = (year, authority_id, if_none_match)
    if wanted == JSON:
        async with moment.of_page() as session:
            answered = await _paged(session, request, paging, asked, access, counted=count)
        return signing.of(answered)
    reading = await moment.of_stream(partial(entries.note, access=access))
    if not await entries.is_visible(reading, authority_id):
        return problems.not_found(request)
    fresh = await freshness.of_authority(reading, authority_id, year.start, paging.now)
    if in_form_of is None:
        stream = await _stream(reading, *asked, wanted)
    else:
        stream = await _sub_table(reading, *asked, in_form_of)
    stream.headers.update(freshness_headers.of(fresh))
    return stream


async def _paged(
    session: Writing,
    request: Request,
    paging: Paging,
    asked: Asked,
    access: Access,
    *,
    counted: bool,
) -> Response:
    year, authority_id, if_none_match = asked
    if not await entries.is_visible(session, authority_id):
        # Returned, not raised: the access is noted all the same.
        await entries.not_found(session, access)
        return problems.not_found(request)
    fresh = await freshness.of_authority(session, authority_id, year.start, paging.now)
    question = ("entries", year.label, authority_id)
    turn = await paging.open(session, question, {"authority_id": authority_id})
    found = await entries.page(session, year, authority_id, turn.after, turn.enough, access)
    page = turn.cut(found, lambda one: one.official_id)
    total = (await entries.size(session, year, authority_id)).count if counted else None
    place = {"reporting_year": year.label, "authority_id": authority_id}
    body = _page({**place, "next_cursor": page.next_cursor, "count": total}, fresh, page.rows)
    beside = {**freshness_headers.of(fresh), **page.links}
    return conditional.answer(request, body, None, if_none_match, beside)


def _page(members: Mapping[str, Any], fresh: Freshness, shown: Sequence[Entry]) -> bytes:
    told = {"confirmed_through": fresh.confirmed_through, "stale": fresh.stale}
    raw = rendering.array(rendering.published(one) for one in shown)
    return rendering.with_raw({**members, **told}, "entries", raw)


async def _stream(
    session: Reading,
    year: ReportingYear,
    authority_id: int,
    if_none_match: IfNoneMatch,
    wanted: str,
) -> Response:
    size = await entries.size(session, year, authority_id)
    tag = conditional.entity_tag(entries.version_of(size, FORMS[wanted]))
    if conditional.is_held(if_none_match, tag):
        return Response(status_code=304, headers={"ETag": tag})
    position = await entries.position(session)
    receipt = f"/v1/apar/{year.label}/receipts/{position}?authority_id={authority_id}"
    reading = entries.lines if wanted == LINES else entries.table
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Karmasetu-Row-Count": str(size.count),
        "Karmasetu-Digest": size.digest,
        "Link": f'<{receipt}>; rel="describedby"',
    }
    return ClosedStream(reading(session, year, authority_id), 200, headers, wanted)


async def _sub_table(
    session: Reading,
    year: ReportingYear,
    authority_id: int,
    if_none_match: IfNoneMatch,
    cadre: str,
) -> Response:
    shown = await sub_tables.columns(session, year, cadre)
    size = await entries.size(session, year, authority_id)
    tag = conditional.entity_tag(sub_tables.version_of(size, cadre, shown))
    if conditional.is_held(if_none_match, tag):
        return Response(status_code=304, headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    rows = sub_tables.table(session, year, authority_id, cadre, shown)
    return ClosedStream(rows, 200, headers, TABLE)


class ClosedStream(StreamingResponse):
    """A stream whose source is closed with it, before its transaction ends under it."""

    patience = PATIENCE_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, to its end or until the reader has gone; cut it if the reader stalls."""

        async def patiently(message: Message) -> None:
            async with asyncio.timeout(self.patience):
                await send(message)

        try:
            await super().__call__(scope, receive, patiently)
        finally:
            if isinstance(self.body_iterator, AsyncGenerator):
                await self.body_iterator.aclose()
