"""Bulk exports: asked for, followed, read as files with a manifest, or called off."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Request, Response
from starlette.responses import FileResponse

from app.api import conditional, contract, problems, ranges
from app.api.apar.changes import ChangesPager
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Now,
    Parts,
    PlainNumber,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models import examples_bulk as examples
from app.api.models.bulk import Export, ExportRequest, Manifest
from app.api.once import Keyed
from app.api.pages import Pager
from app.api.signing import SIGNED, Signed
from app.errors import NotFoundError, OverloadedError
from app.services.bulk import requests
from app.services.bulk.requests import Wanted
from app.store.apar import exports

LONG_MAX = 2**63 - 1
RETRY_SECONDS = "2"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {"ndjson": "application/x-ndjson", "csv": "text/csv", "xlsx": XLSX}
PACKED = {"gzip": "application/gzip", "zstd": "application/zstd"}

router = APIRouter(
    prefix="/v1/apar/{reporting_year}/exports",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
ExportId = Annotated[
    int, Path(ge=1, le=LONG_MAX, description="The export's number.", examples=[9]), PlainNumber
]
FileName = Annotated[
    str,
    Path(
        max_length=80,
        pattern="^[a-z0-9][a-z0-9.-]*$",
        description="The file's name, as the manifest says it.",
        examples=["apar-2025-26-00001.ndjson.zst"],
    ),
]


async def _found(year: Year, export_id: ExportId, session: WritingSession) -> exports.Export:
    """Look an export up in the transaction that notes the access: one connection a request."""
    return await requests.find(session, year, export_id)


Found = Annotated[exports.Export, Depends(_found, scope="function")]


@router.post(
    "",
    operation_id="startAparExport",
    summary="Have a year's entries written to files",
    status_code=202,
    response_model=Export,
    responses=contract.queued(
        examples.EXPORT_QUEUED,
        "The export is queued, or was asked for before.",
        "forbidden",
        "not-found",
        "conflict",
    ),
)
async def start_export(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    asked: Annotated[ExportRequest, Body(openapi_examples=examples.EXPORT_REQUESTS)],
    year: Year,
    response: Response,
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    pager: ChangesPager,
    now: Now,
    keyed: Keyed,
) -> Any:
    """Queue an export of all entries as they stand now, whatever is published meanwhile.

    The files are written by the worker and kept for seven days. Asking again for the same, as long
    as nothing was published since, or under the same `Idempotency-Key` as long as files are kept,
    is the same export; under another key it is another one.
    """
    key = keyed.text if keyed else None
    wanted = Wanted(year, asked.authority_id, asked.form, asked.compression, key)
    access = asking.access("apar.export", year, asked.authority_id)
    export = await requests.ask(session, wanted, caller, access, parts.enqueue_export, now)
    response.headers["Location"] = _address(year.label, export.id)
    response.headers["Retry-After"] = RETRY_SECONDS
    return _shown(export, year.label, pager, now)


@router.get(
    "/{export_id}",  # noqa: FAST003 - Found takes it
    operation_id="getAparExport",
    summary="How far an export has come",
    response_model=Export,
    responses={
        200: contract.answers(
            examples.EXPORT_DONE,
            "The export.",
            {
                "Retry-After": contract.header("After how many seconds to ask again.", "integer"),
                "ETag": contract.header("Its tag."),
            },
        ),
        304: contract.unchanged(),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_export(
    request: Request,
    year: Year,
    export: Found,
    pager: ChangesPager,
    now: Now,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return an export's state and progress; `Retry-After` is there while it is under way."""
    told = _shown(export, year.label, pager, now)
    answered = conditional.told(request, Export, told, if_none_match)
    if export.state in requests.UNDER_WAY:
        answered.headers["Retry-After"] = RETRY_SECONDS
    return answered


@router.get(
    "/{export_id}/manifest",  # noqa: FAST003 - Found takes it
    operation_id="getAparExportManifest",
    summary="What an export holds",
    response_model=Manifest,
    responses={
        200: contract.answers(
            examples.MANIFEST, "The manifest.", {"ETag": contract.header("Its tag."), **SIGNED}
        ),
        304: {
            "description": "The caller holds it.",
            "headers": {**contract.REPLY_HEADERS, "ETag": contract.header("Its tag.")},
        },
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_manifest(
    request: Request, export: Found, now: Now, signing: Signed, if_none_match: IfNoneMatch = None
) -> Response:
    """Return the manifest as canonical JSON (RFC 8785); it never changes."""
    if export.manifest is None or requests.state(export, now) != "done":
        raise NotFoundError("there is no manifest")
    answered = conditional.answer(request, export.manifest.encode(), None, if_none_match)
    return signing.of(answered, json.loads(export.manifest)["schema"])


def _described() -> dict[int | str, dict[str, Any]]:
    media = [*MEDIA.values(), *PACKED.values()]
    content = {
        one: {"schema": {"type": "string", "format": "binary"}, "example": "…"} for one in media
    }
    headers = {**contract.REPLY_HEADERS, "ETag": contract.header("The file's SHA-256.")}
    return {
        200: {"description": "The file.", "headers": headers, "content": content},
        206: {"description": "The part that was asked for.", "headers": headers},
        304: {"description": "The caller holds it.", "headers": headers},
        **contract.refusals("forbidden", "not-found", ranges.CODE),
    }


@router.get(
    "/{export_id}/files/{name}",  # noqa: FAST003 - Found takes it
    operation_id="getAparExportFile",
    summary="A file of an export",
    response_class=FileResponse,
    responses=_described(),
)
async def read_file(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    export: Found,
    name: FileName,
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    year: Year,
    now: Now,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return a file as it was written: its bytes have the SHA-256 that the manifest says.

    `Range` is understood, so that a read which was cut goes on where it stopped.
    """
    access = asking.access("apar.export_file", year, export.authority_id)
    held = await requests.file(session, export, name, access, now)
    if held is None:
        # Returned, not raised: the access is noted all the same.
        return problems.not_found(request)
    tag = f'"{held.sha256}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache, immutable"}
    if conditional.is_held(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    place = parts.exports / str(export.id) / name
    if not place.is_file():
        raise OverloadedError("the files of exports can't be reached from here")
    if unsatisfiable := ranges.refused(request, place.stat().st_size):
        return unsatisfiable
    media = PACKED.get(export.compression, MEDIA[export.form])
    return FileResponse(place, headers=headers, media_type=media)


@router.delete(
    "/{export_id}",  # noqa: FAST003 - Found takes it
    operation_id="cancelAparExport",
    summary="Call an export off",
    status_code=204,
    responses={
        204: {"description": "It is called off.", "headers": contract.REPLY_HEADERS},
        **contract.refusals("forbidden", "not-found"),
    },
)
async def cancel_export(
    year: Year, export: Found, session: WritingSession, parts: Parts, asking: Purpose, now: Now
) -> None:
    """Stop an export that is under way, and remove what was written; doing so twice is no fault."""
    access = asking.access("apar.export_cancel", year, export.authority_id)
    await requests.cancel(session, export, access, parts.enqueue_export, now)


def _address(label: str, export_id: int) -> str:
    return f"/v1/apar/{label}/exports/{export_id}"


def _shown(export: exports.Export, label: str, pager: Pager, now: datetime) -> dict[str, Any]:
    state = requests.state(export, now)
    manifest = f"{_address(label, export.id)}/manifest" if state == "done" else None
    follows = pager.next(export.position) if state in {*requests.UNDER_WAY, "done"} else None
    return {
        **asdict(export),
        "reporting_year": label,
        "state": state,
        "manifest": manifest,
        "changes_cursor": follows,
    }
