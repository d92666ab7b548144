"""iGOT's own APAR extract, at its address and in its shape: a reader need only point here."""

from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from pydantic import WithJsonSchema
from pydantic_core import to_json

from app.api import contract
from app.api.apar import extract_request
from app.api.apar.extract_request import ExtractRefusedError
from app.api.apar.straight import TABLE, ClosedStream
from app.api.dependencies import AUTHENTICATED, Calling, Parts, Purpose
from app.api.guard import GuardedRoute
from app.api.models import examples_extract as examples
from app.services.apar import extract
from app.services.apar.extract import Extract
from app.store.database import Reading

_REFUSED = 400
ATTACHED = {"Content-Disposition": 'attachment; filename="report.csv"'}


class ExtractRoute(GuardedRoute):
    """A protected route that refuses a request as iGOT's report service does."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the guarded handler, with what it refuses told in iGOT's words."""
        inner = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await inner(request)
            except ExtractRefusedError as refused:
                body = to_json({"error": refused.error, "details": refused.details})
                return Response(body, _REFUSED, media_type="application/json")

        return told


router = APIRouter(
    tags=["apar"],
    route_class=ExtractRoute,
    dependencies=[AUTHENTICATED],
)
Asked = Annotated[
    Any,
    WithJsonSchema(examples.EXTRACT_REQUEST_SCHEMA),
    Body(openapi_examples=examples.EXTRACT_REQUESTS),
]


@dataclass(frozen=True, slots=True)
class Opened:
    """One moment of the store, and what is to be read of it."""

    session: Reading
    extract: Extract


async def _opened(
    parts: Parts, caller: Calling, asking: Purpose, asked: Asked = None
) -> AsyncIterator[Opened]:
    """Note the access, then open one moment of the store for the whole reply."""
    wanted = extract_request.read(asked)
    access = asking.access("apar.extract", wanted.year)
    async with parts.database.writing(caller.tenant) as session:
        extracted = await extract.note(session, wanted, access)
    async with parts.database.streaming(caller.tenant) as session:
        yield Opened(session, extracted)


def _described() -> dict[int | str, dict[str, Any]]:
    refusals = contract.refusals("forbidden", "malformed", "too-large", "unsupported-media-type")
    own = {"schema": examples.EXTRACT_REFUSAL_SCHEMA, "example": examples.EXTRACT_REFUSAL}
    refused = refusals[_REFUSED]
    both = {**refused["content"], "application/json": own}
    refusals[_REFUSED] = {**refused, "content": both}
    return {
        200: {
            "description": "The rows, cells parted by `|`, neither quoted nor escaped.",
            "headers": {
                **contract.REPLY_HEADERS,
                "Content-Disposition": contract.header("A file by the name of report.csv."),
            },
            "content": {TABLE: {"schema": {"type": "string"}, "example": examples.EXTRACT_ROWS}},
        },
        **refusals,
    }


@router.post(
    "/report/apar/assigned/courses",
    operation_id="extractAparCourses",
    # Without a body it is refused as iGOT refuses it, which FastAPI must leave to us.
    openapi_extra={"requestBody": {"required": True}},
    summary="iGOT's own APAR extract",
    response_class=ClosedStream,
    responses=_described(),
)
async def extract_courses(
    # The default scope: the stream is read from the transaction while the reply is under way.
    opened: Annotated[Opened, Depends(_opened)],
) -> Response:
    """Answer what iGOT's report service answers to the same request, from what is held here.

    One row for each course of a plan that counts for an official who has an entry, and one for each
    result of a comprehensive assessment. What is not known is null (`None`, `nan`, `NaT`) and never
    a `Fail`; `phone` is blank, and asking by `mobile_no` is refused. Refusals have `error` and
    `details` as there; what the gateway refuses there is a problem here. It has no entity tag, as
    there (RFC 9110, 13.1.2).
    """
    return ClosedStream(extract.lines(opened.session, opened.extract), 200, ATTACHED, TABLE)
