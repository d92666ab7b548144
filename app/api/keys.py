"""The public keys of signatures, open to everybody, for as long as anything they signed is kept."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from app.api import conditional, contract
from app.api.conditional import IfNoneMatch
from app.api.dependencies import Parts
from app.api.models.keys import JWKS, KeySet

router = APIRouter(prefix="/.well-known", tags=["apar"])
OPEN: dict[str, Any] = {"security": []}
# House value: for so long nobody needs to ask again; a new key's first signatures wait as long.
CACHE = "public, max-age=3600"


@router.get(
    "/jwks.json",
    operation_id="getProofKeys",
    summary="Public keys of signatures",
    response_model=KeySet,
    openapi_extra=OPEN,
    responses={
        200: contract.answers(
            JWKS,
            "All keys that sign or ever signed.",
            {
                "ETag": contract.header("Its tag."),
                "Cache-Control": contract.header("For how long it may be kept."),
            },
        ),
        304: {
            "description": "The caller holds the current one.",
            "headers": {**contract.REPLY_HEADERS, "ETag": contract.header("Its tag.")},
        },
        **contract.refusals("invalid", everywhere=("internal", "too-large", *contract.TOO_LONG)),
    },
)
async def read_keys(request: Request, parts: Parts, if_none_match: IfNoneMatch = None) -> Response:
    """Return the keys as a JWK Set (RFC 7517), each named by its thumbprint (RFC 7638).

    No token of this service is signed by any of them. Keep the set beside what you have signed:
    then it can be checked without this service.
    """
    answered = conditional.answer(request, to_json(parts.proof_keys.jwks()), None, if_none_match)
    answered.headers["Cache-Control"] = CACHE
    return answered
