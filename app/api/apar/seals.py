"""Seals of a year: asked for by one person, confirmed by another, read, and proved from."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request, Response

from app.api import conditional, contract, problems
from app.api.apar import rendering
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    AskedAuthorityId,
    Calling,
    Now,
    OfficialId,
    Parts,
    PlainNumber,
    Purpose,
    ReadingSession,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models import seals as models
from app.api.signing import HEADER
from app.services.apar import entries, seals

LONG_MAX = 2**63 - 1
router = APIRouter(
    prefix="/v1/apar/{reporting_year}",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
RequestId = Annotated[
    int, Path(ge=1, le=LONG_MAX, description="The request's number.", examples=[12]), PlainNumber
]
SealNumber = Annotated[
    int,
    Path(ge=1, le=2**31 - 1, description="Which of the authority's seals.", examples=[1]),
    PlainNumber,
]
TAGGED = {"ETag": contract.header("Its tag.")}
SIGNED = {
    "ETag": contract.header("Its tag."),
    HEADER: contract.header("The detached JWS over the body's bytes."),
}


@router.post(
    "/seals",
    operation_id="requestAparSeal",
    summary="Ask for a year to be sealed",
    status_code=202,
    response_model=models.SealRequest,
    responses={
        202: contract.answers(
            models.SEAL_REQUEST,
            "Another person is to confirm.",
            {"Location": contract.header("The request.")},
        ),
        **contract.refusals(
            "forbidden", "not-found", "conflict", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def request_seal(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    asked: Annotated[models.SealRequested, Body(openapi_examples=models.SEAL_REQUESTS)],
    year: Year,
    response: Response,
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record that you want an authority's year sealed; another person confirms within seven days.

    Both are people: their tokens carry a subject of their own beside the client.
    """
    access = asking.access("apar.seal_request", year, asked.authority_id)
    made = await seals.ask(session, year, asked.authority_id, caller, parts.proof_keys, access, now)
    response.headers["Location"] = f"/v1/apar/{year.label}/seal-requests/{made.id}"
    return _told(made, year.label)


@router.get(
    "/seal-requests/{request_id}",
    operation_id="getAparSealRequest",
    summary="A request for a seal",
    response_model=models.SealRequest,
    responses={
        200: contract.answers(models.SEAL_REQUEST, "The request."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_request(year: Year, request_id: RequestId, session: ReadingSession) -> Any:
    """Return who wants whose year sealed, and since when."""
    return _told(await seals.find(session, year, request_id), year.label)


@router.post(
    "/seal-requests/{request_id}/confirmation",
    operation_id="confirmAparSeal",
    summary="Confirm a seal",
    status_code=201,
    response_model=models.Seal,
    responses={
        201: contract.answers(
            models.SEAL, "The year is sealed.", {**SIGNED, "Location": contract.header("The seal.")}
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def confirm_seal(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    year: Year,
    request_id: RequestId,
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
) -> Response:
    """Seal the year as it is published at this moment: each entry is wholly in or out.

    Nothing of the year is published meanwhile. The person who asked can't confirm.
    """
    asked = await seals.find(session, year, request_id)
    access = asking.access("apar.seal", year, asked.authority_id)
    made = await seals.confirm(session, asked, caller, parts.proof_keys, access, now)
    place = f"/v1/apar/{year.label}/seals/{made.number}?authority_id={made.authority_id}"
    headers = {"Location": place, HEADER: made.signature}
    return Response(made.body, 201, headers, "application/json")


@router.get(
    "/seals",
    operation_id="listAparSeals",
    summary="An authority's seals of a year",
    response_model=models.SealList,
    responses={
        200: contract.answers(models.SEAL_LIST, "All of them, in their order.", TAGGED),
        304: contract.unchanged(),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def list_seals(
    request: Request,
    year: Year,
    authority_id: AskedAuthorityId,
    session: ReadingSession,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the seals; each is signed at its own address."""
    if not await entries.is_visible(session, authority_id):
        return problems.not_found(request)
    found = await seals.of_year(session, year, authority_id)
    members = {"reporting_year": year.label, "authority_id": authority_id}
    raw = rendering.array(one.body.encode() for one in found)
    body = rendering.with_raw(members, "seals", raw)
    return conditional.answer(request, body, None, if_none_match)


@router.get(
    "/seals/{number}",
    operation_id="getAparSeal",
    summary="A seal, signed",
    response_model=models.Seal,
    responses={
        200: contract.answers(models.SEAL, "The seal.", SIGNED),
        304: contract.unchanged(),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_seal(
    request: Request,
    year: Year,
    number: SealNumber,
    authority_id: AskedAuthorityId,
    session: ReadingSession,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the bytes that were signed when the year was sealed; they never change."""
    visible = await entries.is_visible(session, authority_id)
    found = await seals.of_year(session, year, authority_id, number) if visible else []
    if not found:
        return problems.not_found(request)
    answered = conditional.answer(request, found[0].body.encode(), None, if_none_match)
    answered.headers[HEADER] = found[0].signature
    return answered


@router.get(
    "/officials/{official_id}/proof",
    operation_id="getAparProof",
    summary="The proof that an official's entry is sealed",
    response_model=models.AnyProof,
    responses={
        200: contract.answers(models.PROOF, "The proof.", TAGGED),
        304: contract.unchanged(),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_proof(
    request: Request,
    year: Year,
    official_id: OfficialId,
    session: WritingSession,
    asking: Purpose,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the proof under the newest seal that holds the entry, with that seal and signature.

    It is the sealed version's; a correction since is a later version.
    """
    access = asking.access("apar.proof", year)
    proof = await seals.proof(session, year, official_id, access)
    if proof is None:
        # Returned, not raised: the access is noted all the same.
        return problems.not_found(request)
    return conditional.answer(request, proof, None, if_none_match)


def _told(asked: Any, label: str) -> dict[str, Any]:
    return {
        "id": asked.id,
        "reporting_year": label,
        "authority_id": asked.authority_id,
        "requested_by": asked.requested_by,
        "requested_at": asked.requested_at,
    }
