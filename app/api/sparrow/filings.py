"""What became of filings: of an instance, as pages and as a table; of one official; put back."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response

from app.api import contract, negotiation, problems
from app.api.apar.straight import ClosedStream
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Now,
    OfficialId,
    Parts,
    PlainNumber,
    Purpose,
    WritingSession,
    Year,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models.examples_sparrow import (
    FILING_PAGE,
    FILING_TABLE,
    OFFICIAL_FILINGS,
    REQUEUE_REQUESTS,
    REQUEUED,
)
from app.api.models.shapes import YEAR_FORMAT, YEAR_PATTERN
from app.api.models.sparrow import FilingPage, OfficialFilings, Requeued, RequeueRequest
from app.api.pages import Paged
from app.api.sparrow.instances import InstanceId
from app.policy.apar.filing import State
from app.services.filings import registering, telling
from app.services.filings.registering import Asked
from app.store.database import Reading
from app.store.filings.told import Sought

JSON, TABLE = "application/json", "text/csv"
INTEGER_MAX = 2**31 - 1
YearWanted = Annotated[
    str | None,
    Query(
        alias="reporting_year",
        pattern=YEAR_PATTERN,
        description="Only this year.",
        json_schema_extra={**YEAR_FORMAT},
    ),
]

router = APIRouter(
    prefix="/v1", tags=["filings"], route_class=GuardedRoute, dependencies=[AUTHENTICATED]
)


async def _sought(
    instance_id: InstanceId,
    year: YearWanted = None,
    state: Annotated[State | None, Query(description="Only in this state.")] = None,
    official_id: Annotated[
        int | None, Query(ge=1, le=INTEGER_MAX, description="Only of this official."), PlainNumber
    ] = None,
) -> Sought:
    parsed = None if year is None else parse_year(year, "reporting_year")
    return Sought(instance_id, parsed, state, official_id)


Asking = Annotated[Sought, Depends(_sought)]


async def _snapshot(
    parts: Parts, caller: Calling, asking: Purpose, sought: Asking
) -> AsyncIterator[Reading]:
    """Note the access, then open one moment of the store for the whole reply."""
    async with parts.database.writing(caller.tenant) as session:
        await telling.note(session, asking.access("sparrow.filings"), sought.instance_id or "")
    async with parts.database.streaming(caller.tenant) as session:
        yield session


# The default scope: a stream is read from the transaction while the reply is under way.
Snapshot = Annotated[Reading, Depends(_snapshot)]


@router.get(
    "/sparrow/instances/{instance_id}/filings",  # noqa: FAST003 - Asking takes it
    operation_id="listFilings",
    summary="What became of an instance's filings",
    response_model=FilingPage,
    responses=contract.paged(
        FILING_PAGE, "forbidden", "not-found", "not-acceptable", table=FILING_TABLE
    ),
)
async def list_filings(
    request: Request, sought: Asking, session: Snapshot, paging: Paged
) -> Response:
    """Return filings with the last receipt of each; `state=dead` are the dead letters.

    As `application/json` in pages; as `text/csv` all of them in one stream, in which a cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    wanted = negotiation.chosen(request.headers.getlist("accept"), (JSON, TABLE))
    if wanted is None:
        return problems.response("not-acceptable", problems.request_id_of(request))
    if wanted == TABLE:
        return ClosedStream(telling.table(session, sought), 200, media_type=TABLE)
    label = None if sought.year is None else sought.year.label
    asked = {
        "reporting_year": label,
        "state": sought.state,
        "official_id": sought.official_id,
    }
    question = ("filings", sought.instance_id, *asked.values())
    turn = await paging.open(session, question, asked)
    found = await telling.page(session, sought, turn.after, turn.enough)
    page = turn.cut(found, lambda one: one.position)
    members = {"instance_id": sought.instance_id, "filings": page.rows}
    told = FilingPage.model_validate({**members, "next_cursor": page.next_cursor})
    return Response(told.model_dump_json(), 200, page.links, JSON)


@router.post(
    "/sparrow/instances/{instance_id}/requeues",
    operation_id="requeueFilings",
    summary="Put dead letters back into an instance's outbox",
    status_code=202,
    response_model=Requeued,
    responses={
        202: contract.answers(REQUEUED, "They wait again, and are told at once."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def requeue_filings(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    instance_id: InstanceId,
    asked: Annotated[RequeueRequest, Body(openapi_examples=REQUEUE_REQUESTS)],
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
) -> Any:
    """Put back all dead letters, or those of a year or an official, once their cause is mended.

    An instance that rests or is halted is tried again at once.
    """
    label = asked.reporting_year
    year = None if label is None else parse_year(label, "/reporting_year")
    access = asking.access("sparrow.requeue", year)
    by = Asked(access, caller.tenant, parts.enqueue_push, now)
    put = await registering.requeue(session, instance_id, year, asked.official_id, by)
    return {"instance_id": instance_id, "requeued": put}


@router.get(
    "/apar/{reporting_year}/officials/{official_id}/filings",  # noqa: FAST003 - Year takes it
    operation_id="listOfficialFilings",
    summary="What SPARROW instances were told of an official",
    response_model=OfficialFilings,
    responses={
        200: contract.answers(OFFICIAL_FILINGS, "Filings with their receipts."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def list_official_filings(
    request: Request,
    year: Year,
    official_id: OfficialId,
    session: WritingSession,
    asking: Purpose,
) -> Any:
    """Return each filing of an official in a year, at whichever instance, and what was said of it.

    At most 1,000, in order of position.
    """
    access = asking.access("sparrow.official", year)
    found = await telling.of_official(session, year, official_id, access)
    if not found:
        # Returned, not raised: the access is noted all the same.
        return problems.not_found(request)
    return {"reporting_year": year.label, "official_id": official_id, "filings": found}
