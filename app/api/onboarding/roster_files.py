"""Files of rosters: a template to fill in, one's own file with its findings, and the catalogue."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app.api import contract
from app.api.apar.straight import ClosedStream
from app.api.dependencies import AUTHENTICATED, Calling, Parts, Purpose
from app.api.guard import GuardedRoute
from app.api.models.rosters import OnboardingRules
from app.api.registers.access import OwnAuthority, RecordId
from app.integrations.rosters import writer
from app.policy.onboarding.roster_catalogue import CATALOGUE, VERSION
from app.policy.onboarding.roster_columns import template
from app.services.rosters import giving_back, telling
from app.store.database import Reading

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Form = Annotated[Literal["csv", "xlsx"], Query(alias="format", description="Of the file.")]
Language = Annotated[Literal["en", "hi"], Query(description="Of headings and findings.")]
BYTES = {"schema": {"type": "string", "format": "binary"}}

router = APIRouter(
    prefix="/v1",
    tags=["onboarding"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


def files(description: str) -> dict[str, object]:
    """Return the description of an answer that is a file."""
    return {
        "description": description,
        "headers": {
            **contract.REPLY_HEADERS,
            "Content-Disposition": contract.header("The file's name (RFC 6266)."),
        },
        "content": {CSV: {"schema": {"type": "string"}}, XLSX: BYTES},
    }


@router.get(
    "/onboarding/rules",
    operation_id="getOnboardingRules",
    summary="The catalogue of onboarding findings",
    response_model=OnboardingRules,
    responses={
        200: contract.answers(
            {
                "version": VERSION,
                "rules": [
                    {
                        "id": "OB-001",
                        "severity": "error",
                        "title": {"en": "Not onboarded on iGOT.", "hi": "आईगॉट पर पंजीकृत नहीं।"},
                        "action": {"en": "Onboard the official.", "hi": "कार्मिक को पंजीकृत करें।"},
                        "citation": None,
                    }
                ],
            },
            "Every rule, in the order of the ids.",
        ),
        **contract.refusals("forbidden"),
    },
)
async def read_rules() -> dict[str, object]:
    """Return what each finding says, what to do about it, and on whose word."""
    return {"version": VERSION, "rules": CATALOGUE}


@router.get(
    "/onboarding/roster-template",
    operation_id="getRosterTemplate",
    summary="An empty roster to fill in",
    response_class=Response,
    responses={
        200: files("The headings, and nothing below them."),
        **contract.refusals("forbidden"),
    },
)
async def read_template(form: Form = "csv", language: Language = "en") -> Response:
    """Return the headings that are known best, as CSV or as XLSX with columns of text."""
    line = ("\ufeff" + ",".join(template(language)) + "\r\n").encode()
    if form == "xlsx":
        line = b"".join([block async for block in writer.workbook(_alone(line))])
    return Response(line, 200, _named("roster-template", form), _media(form))


async def _alone(line: bytes) -> AsyncIterator[bytes]:
    yield line


async def _snapshot(
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    authority_id: OwnAuthority,
    record_id: RecordId,
) -> AsyncIterator[Reading]:
    """Note the access, then open one moment of the store for the whole reply."""
    access = asking.access("onboarding.file", authority_id=authority_id)
    async with parts.database.writing(caller.tenant) as session:
        await telling.note(session, authority_id, record_id, access)
    async with parts.database.streaming(caller.tenant) as session:
        yield session


# The default scope: a stream is read from the transaction while the reply is under way.
Snapshot = Annotated[Reading, Depends(_snapshot)]


@router.get(
    "/authorities/{authority_id}/rosters/{record_id}/file",
    operation_id="getRosterFile",
    summary="A roster as it was sent, with its findings",
    response_class=Response,
    responses={
        200: files("The file, its findings in the last column."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def read_file(
    authority_id: OwnAuthority,
    record_id: RecordId,
    session: Snapshot,
    form: Form = "csv",
    language: Language = "en",
) -> Response:
    """Return the roster's rows in their order; sent anew, the column of findings is left out.

    Columns that are not kept (phones, dates of birth, caste) come back blank. A cell that would
    begin a formula has an apostrophe before it, which is taken away when the file is sent anew.
    """
    held = await telling.checked(session, authority_id, record_id)
    lines = giving_back.lines(session, held, language)
    body = writer.workbook(lines) if form == "xlsx" else lines
    return ClosedStream(body, 200, _named(f"roster-{record_id}", form), _media(form))


def _named(name: str, form: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{form}"'}


def _media(form: str) -> str:
    return XLSX if form == "xlsx" else CSV
