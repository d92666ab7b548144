"""Conditional requests (RFC 9110): an entity tag spares a body, or protects from a stale view."""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Header, Request, Response
from pydantic import Field, WithJsonSchema

from app.api import problems
from app.api.models.shapes import Answer
from app.errors import PreconditionFailedError, PreconditionRequiredError

# Lists, as the standard has them: in one line with commas, in several lines, or both.
Tags = list[Annotated[str, Field(max_length=1000)]]
# Told as the one line that a client writes: generators know no header that comes several times.
_LINE = WithJsonSchema({"type": "string", "maxLength": 1000})
IfNoneMatch = Annotated[
    Tags | None, _LINE, Header(description="Entity tags that you hold; 304 if one is current.")
]
IfMatch = Annotated[
    Tags | None,
    _LINE,
    Header(description="Entity tags of which one must be current; 412 if none."),
]


def entity_tag(representation: bytes) -> str:
    """Return the strong entity tag of some bytes: it changes whenever one of them does."""
    return f'"{hashlib.sha256(representation).hexdigest()[:32]}"'


def answer(
    request: Request,
    representation: bytes,
    if_match: Tags | None,
    if_none_match: Tags | None,
    beside: Mapping[str, str] | None = None,
) -> Response:
    """Return the representation with its strong entity tag, or 304, or 412 as a problem.

    ``beside`` are headers of the first two that the tag does not depend on.
    """
    tag = entity_tag(representation)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", **(beside or {})}
    if if_match is not None and not _any(_stated(if_match), tag):
        return problems.response("precondition-failed", problems.request_id_of(request))
    if is_held(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    return Response(representation, 200, headers, "application/json")


def told(request: Request, model: type[Answer], value: Any, if_none_match: Tags | None) -> Response:
    """Return a value as its model writes it, with its strong entity tag, or 304."""
    body = model.model_validate(value).model_dump_json(by_alias=True)
    return answer(request, body.encode(), None, if_none_match)


def require(representation: bytes, if_match: Tags | None) -> None:
    """Let a change go on only from what is held: its caller has named the tag of that.

    Raises PreconditionRequiredError without any tag, PreconditionFailedError for other ones.
    """
    if if_match is None:
        raise PreconditionRequiredError("say in If-Match what you hold")
    if not _any(_stated(if_match), entity_tag(representation)):
        raise PreconditionFailedError("it is another one by now")


def is_held(if_none_match: Tags | None, tag: str) -> bool:
    """Say whether the caller holds what has the tag: then the body is spared (304)."""
    if if_none_match is None:
        return False
    # Weak tags spare a body as well, but protect from nothing.
    return _any([one.removeprefix("W/") for one in _stated(if_none_match)], tag)


def _stated(lines: Tags) -> list[str]:
    return [one.strip() for line in lines for one in line.split(",")]


def _any(stated: list[str], tag: str) -> bool:
    return stated == ["*"] or tag in stated
