"""Rosters of an authority: sent as files, checked by the worker, told and given back."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Flag,
    Now,
    Parts,
    Purpose,
    ReadingSession,
    parse_year,
    writing,
)
from app.api.guard import GuardedRoute
from app.api.models.rosters import (
    FINDING,
    ROSTER,
    UNDERSTOOD,
    RosterFindings,
    Rosters,
    RosterTold,
    RosterUnderstood,
)
from app.api.models.shapes import YEAR_FORMAT, YEAR_PATTERN
from app.api.onboarding.rosters_told import accepted, finding_members, roster_members, understood
from app.api.once import ONCE_RECEIVED, Keyed
from app.api.pages import Paged
from app.api.registers.access import OwnAuthority, RecordId
from app.api.uploads import BODY, received
from app.errors import InvalidError, OverloadedError
from app.integrations.rosters.reader import How
from app.policy.onboarding.roster_columns import Meaning
from app.policy.reporting_year import ReportingYear
from app.services.rosters import sending, telling
from app.services.rosters.sending import Upload

RETRY_SECONDS = "2"
UNDER_WAY = {"queued", "running"}
# How many there may be is said by the length alone: counted here, each would be compiled anew.
_COLUMNS = r"^[0-9]{1,3}:[a-z_]{1,30}(,[0-9]{1,3}:[a-z_]{1,30})*$"

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/rosters",
    tags=["onboarding"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def year_of_query(
    reporting_year: Annotated[
        str,
        Query(
            pattern=YEAR_PATTERN,
            description="By the rules and plans of which reporting year to check.",
            examples=["2025-26"],
            json_schema_extra={**YEAR_FORMAT},
        ),
    ],
) -> ReportingYear:
    """Return the reporting year that the query names."""
    return parse_year(reporting_year, "reporting_year")


async def how_of_query(
    columns: Annotated[
        str | None,
        Query(
            pattern=_COLUMNS,
            max_length=7000,
            description="What columns are, by their numbers from 1, where headings do not tell.",
            examples=["3:employee_code,5:other"],
        ),
    ] = None,
    delimiter: Annotated[
        str | None,
        Query(
            pattern=r"^[!-/:-@\[-`{-~ \t]$",
            description="What separates the cells of a text file, where it is not found out.",
        ),
    ] = None,
) -> How:
    """Return what the sender says of the file; raise InvalidError for what no column can be."""
    said: dict[int, Meaning] = {}
    for part in columns.split(",") if columns else ():
        number, _, meaning = part.partition(":")
        if meaning not in set(Meaning) or not int(number) or int(number) in said:
            listed = ", ".join(Meaning)
            raise InvalidError(f"columns may be {listed}, each said once", [("columns", "meaning")])
        said[int(number)] = Meaning(meaning)
    return How(said, delimiter)


AskedYear = Annotated[ReportingYear, Depends(year_of_query)]
AskedHow = Annotated[How, Depends(how_of_query)]
DryRun = Annotated[Flag, Query(description="Read the file and say what it comes to; keep nothing.")]


@router.post(
    "",
    operation_id="sendRoster",
    summary="Send a roster to be checked",
    status_code=202,
    response_model=None,
    dependencies=[ONCE_RECEIVED],
    openapi_extra=BODY,
    responses={
        200: {
            **contract.answers(UNDERSTOOD, "A dry run: what the file comes to by itself."),
            "model": RosterUnderstood,
        },
        202: {
            **contract.answers(
                {**ROSTER, "state": "queued"},
                "The roster is kept, and its check queued or done.",
                {
                    "Location": contract.header("Where to ask how far it has come."),
                    "Retry-After": contract.header("After how many seconds to ask.", "integer"),
                },
            ),
            "model": RosterTold,
        },
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def send_roster(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    authority_id: OwnAuthority,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
    year: AskedYear,
    how: AskedHow,
    keyed: Keyed,
    dry_run: DryRun = False,  # noqa: FBT002 - a query parameter, given by name
) -> Response:
    """Take a roster of up to a million rows and 100 MB as CSV, XLSX or JSON.

    Columns are found by their headings, in English or Hindi; what is unclear is asked for. The same
    file is one roster, however often it is sent; under an `Idempotency-Key` it is the same request
    by its parameters and its bytes, however it is wrapped. A dry run keeps nothing, and takes no
    key. Not kept are phones, dates of birth, caste and the like.
    """
    if parts.uploads.locked():
        raise OverloadedError("other rosters are being received")
    async with parts.uploads, received(request) as sent:
        upload = Upload(sent.file, sent.digest, how, year, authority_id)
        if dry_run:
            return understood(await sending.look(upload), year, authority_id)
        access = asking.access("onboarding.roster", year, authority_id)
        async with sending.opened(upload) as read, writing(parts, caller) as session:
            once = keyed and await keyed.take_up(session, request, sent.digest.hex())
            held = await sending.take_in(session, read, access, parts.enqueue_roster, now)
            reply = accepted(held, f"{request.url.path}/{held.id}")
            if once:
                await once.keep(reply)
    return reply


@router.get(
    "",
    operation_id="listRosters",
    summary="Rosters of an authority",
    response_model=Rosters,
    responses=contract.paged(
        {"authority_id": 3, "rosters": [ROSTER], "next_cursor": None}, "forbidden", "not-found"
    ),
)
async def list_rosters(authority_id: OwnAuthority, session: ReadingSession, paging: Paged) -> Any:
    """Return the rosters that an authority has sent, in order of their numbers."""
    turn = await paging.open(session, ("rosters", authority_id))
    found = await telling.page(session, authority_id, turn.after, turn.enough)
    page = turn.cut(found, lambda one: one.id)
    told = [roster_members(one) for one in page.rows]
    return {"authority_id": authority_id, "rosters": told, "next_cursor": page.next_cursor}


@router.get(
    "/{record_id}",
    operation_id="getRoster",
    summary="How far a roster's check has come",
    response_model=RosterTold,
    responses={
        200: contract.answers(
            ROSTER,
            "The roster.",
            {"Retry-After": contract.header("After how many seconds to ask again.", "integer")},
        ),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_roster(
    record_id: RecordId, authority_id: OwnAuthority, response: Response, session: ReadingSession
) -> Any:
    """Return a roster's counts, state and progress; `Retry-After` is there while it is checked."""
    held = await sending.find(session, authority_id, record_id)
    if held.state in UNDER_WAY:
        response.headers["Retry-After"] = RETRY_SECONDS
    return roster_members(held)


@router.get(
    "/{record_id}/findings",
    operation_id="listRosterFindings",
    summary="What was found in a roster",
    response_model=RosterFindings,
    responses=contract.paged(
        {"roster_id": 12, "findings": [FINDING], "next_cursor": None},
        "forbidden",
        "not-found",
        "conflict",
    ),
)
async def list_findings(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    record_id: RecordId,
    authority_id: OwnAuthority,
    caller: Calling,
    asking: Purpose,
    paging: Paged,
    rule_id: Annotated[str | None, Query(pattern="^OB-[0-9]{3}$", description="Of a rule.")] = None,
    only_new: Annotated[  # noqa: FBT002 - a query parameter, given by name
        Flag, Query(alias="new", description="Only those that the roster before did not have.")
    ] = False,
) -> Any:
    """Return findings in the order of the rows; officials who are on no row come last."""
    access = asking.access("onboarding.findings", authority_id=authority_id)
    asked = {"rule_id": rule_id, "new": str(only_new).lower()}
    async with paging.parts.database.writing(caller.tenant) as session:
        held = await telling.checked(session, authority_id, record_id)
        turn = await paging.open(session, ("findings", record_id, rule_id, only_new), asked)
        wanted = {
            "after": turn.after,
            "limit": turn.enough,
            "rule_id": rule_id,
            "only_new": only_new,
        }
        found = await telling.findings(session, held, wanted, access)
    page = turn.cut(found, lambda row: int(row["place"]))
    told = [finding_members(row) for row in page.rows]
    return {"roster_id": record_id, "findings": told, "next_cursor": page.next_cursor}
