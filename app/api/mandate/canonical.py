"""One official's outcome in bytes that stay the same for ever."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    OfficialId,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.mandate.past import Past
from app.api.models.canonical import CanonicalOutcome
from app.api.models.examples_canonical import CANONICAL
from app.services.mandate import outcomes
from app.services.mandate.past import Known

router = APIRouter(
    prefix="/v1/officials",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/{official_id}/evaluations/{reporting_year}/canonical",  # noqa: FAST003 - Year takes it
    operation_id="canonicalOutcome",
    summary="One official's outcome, as canonical bytes",
    response_model=CanonicalOutcome,
    responses={
        200: contract.answers(
            CANONICAL,
            "The outcome in canonical JSON (RFC 8785).",
            {
                "ETag": contract.header("The SHA-256 of the bytes, in hex."),
                "Content-Digest": contract.header("The SHA-256 of the bytes (RFC 9530)."),
                "Content-Location": contract.header("The question, with everything pinned."),
            },
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def canonical_outcome(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    official_id: OfficialId,
    year: Year,
    session: WritingSession,
    asking: Purpose,
    now: Now,
    asked: Past,
) -> Any:
    """Tell an outcome in bytes that stay the same for ever, with their SHA-256.

    No person, no name and no sentence stands in them. `Content-Location` is the question with
    everything pinned that this one left open: asked again, however much later, it gets these bytes.
    """
    access = asking.access("outcomes.canonical", year)
    told = await outcomes.known(session, year, official_id, access, now, asked)
    if told is None:
        return problems.not_found(request)
    body = told.canonical()
    digest = hashlib.sha256(body)
    headers = {
        "ETag": f'"{digest.hexdigest()}"',
        "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
        "Content-Location": f"{request.url.path}?{_pinned(told)}",
        "Cache-Control": "private, no-cache",
    }
    return Response(body, 200, headers, "application/json")


def _pinned(told: Known) -> str:
    as_of = told.question.as_of
    moment = {} if as_of is None else {"as_of": as_of.isoformat()}
    known_at, rules = told.question.known_at, told.general.digest
    return urlencode({**moment, "known_at": known_at, "ruleset": rules})
