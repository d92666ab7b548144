"""Conditional requests (RFC 9110): an entity tag spares a body, or protects from a stale view."""

from typing import Annotated

from fastapi import Header, Request, Response

from app.api import problems
from app.api.rendering import entity_tag

IfNoneMatch = Annotated[
    str | None,
    Header(max_length=1000, description="Entity tags that you hold; 304 if one is current."),
]
IfMatch = Annotated[
    str | None,
    Header(max_length=1000, description="Entity tags of which one must be current; 412 if none."),
]


def answer(
    request: Request, representation: bytes, if_match: str | None, if_none_match: str | None
) -> Response:
    """Return the representation with its strong entity tag, or 304, or 412 as a problem."""
    tag = entity_tag(representation)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if if_match is not None and not _names(if_match, tag):
        return problems.response("precondition-failed", problems.request_id_of(request))
    if if_none_match is not None and _names(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    return Response(representation, 200, headers, "application/json")


def _names(stated: str, tag: str) -> bool:
    if stated.strip() == "*":
        return True
    return tag in {one.strip().removeprefix("W/") for one in stated.split(",")}
