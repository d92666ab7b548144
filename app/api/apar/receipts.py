"""Receipts of streams: how many entries there were at a position, and the digest over them."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic_core import to_json

from app.api import conditional, contract, problems
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    AskedAuthorityId,
    PlainNumber,
    ReadingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.examples import RECEIPT
from app.api.models.receipts import Receipt
from app.services.apar import entries

LONG_MAX = 2**63 - 1

router = APIRouter(
    prefix="/v1/apar/{reporting_year}/receipts",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
AtPosition = Annotated[
    int,
    Path(ge=0, le=LONG_MAX, description="A publish position.", examples=[18231]),
    PlainNumber,
]


@router.get(
    "/{position}",
    operation_id="getAparReceipt",
    summary="What a stream held",
    response_model=Receipt,
    responses={
        200: contract.answers(RECEIPT, "The receipt.", {"ETag": contract.header("Its tag.")}),
        304: contract.unchanged(),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_receipt(
    request: Request,
    year: Year,
    position: AtPosition,
    authority_id: AskedAuthorityId,
    session: ReadingSession,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return how many entries stood for an authority at a position, and the digest over them.

    A stream's `Link` names it. Take the SHA-256 over the binary digests of the rows that you have,
    in their order: if count or digest differ, the stream was cut or altered.
    """
    visible = await entries.is_visible(session, authority_id)
    held = await entries.receipt(session, year, authority_id, position) if visible else None
    if held is None:
        return problems.not_found(request)
    told = {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "position": position,
        "count": held.count,
        "digest": held.digest,
    }
    return conditional.answer(request, to_json(told), None, if_none_match)
