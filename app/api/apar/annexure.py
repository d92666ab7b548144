"""The annexure to one official's APAR: a paper for the file, in English and Hindi."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.api import conditional, contract, freshness_headers, problems
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    OfficialId,
    Parts,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.signing import SIGNED, Signed
from app.services.apar import annexure
from app.services.apar.annexure import Annexure

PDF = "application/pdf"
router = APIRouter(
    prefix="/v1/apar/{reporting_year}",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def _held(
    year: Year, official_id: OfficialId, session: WritingSession, asking: Purpose, now: Now
) -> Annexure | None:
    """Read what the paper says; the transaction is over before the paper is set."""
    access = asking.access("apar.annexure", year)
    return await annexure.read(session, year, official_id, access, now)


@router.get(
    "/officials/{official_id}/annexure",
    operation_id="getAparAnnexure",
    summary="One official's annexure, as a PDF",
    response_class=Response,
    responses={
        200: {
            "description": "The paper (PDF/A-2a, PDF/UA-1).",
            "headers": {
                **contract.REPLY_HEADERS,
                "ETag": contract.header("Its tag."),
                "Content-Disposition": contract.header("The paper's file name."),
                "Content-Language": contract.header("en, hi"),
                **freshness_headers.DECLARED,
                **SIGNED,
            },
            "content": {PDF: {"schema": {"type": "string", "format": "binary"}, "example": "%PDF"}},
        },
        304: {
            "description": "The caller holds it.",
            "headers": {**contract.REPLY_HEADERS, "ETag": contract.header("Its tag.")},
        },
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_annexure(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    year: Year,
    official_id: OfficialId,
    held: Annotated[Annexure | None, Depends(_held, scope="function")],
    parts: Parts,
    signing: Signed,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the sub-table in the form of the official's cadre, English and Hindi side by side.

    What is told, from whom and how firmly it stands, and by what it can be traced: version,
    position, digest, rules, seal, correction. The same entry is the same bytes; how long ago its
    facts were confirmed moves by itself, and stands in headers beside it.
    """
    if held is None:
        # Returned, not raised: the access is noted all the same.
        return problems.not_found(request)
    tag = f'"{held.copy.digest[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        **freshness_headers.of(held.freshness),
    }
    if conditional.is_held(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    paper = await parts.typesetter.set(held.copy)
    name = f"apar-{year.label}-{official_id}.pdf"
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    headers["Content-Language"] = "en, hi"
    return signing.of(Response(paper, 200, headers, PDF))
