"""RFC 9457 problems: one body for every failure, that echoes nothing of what was sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.api.models.shapes import YEAR_PATTERN
from app.errors import (
    CursorExpiredError,
    InvalidError,
    NotFoundError,
    NoTokenError,
    OverloadedError,
    QuotaExceededError,
    ServiceError,
    TokenLacksError,
    UnauthenticatedError,
)
from app.policy.reporting_year import IST

MEDIA_TYPE = "application/problem+json"
FAULTS_MAX = 100
RETRY_SECONDS = "5"
YEAR = "reporting-year"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a code means over HTTP: status, title, and the sentence where none is more precise."""

    status: int
    title: str
    sentence: str


KINDS: Mapping[str, Kind] = {
    "malformed": Kind(400, "Malformed request", "What was sent can't be read; a body is JSON."),
    "cursor-invalid": Kind(400, "Cursor not valid", "The cursor can't be read."),
    "unauthenticated": Kind(401, "Token needed", "Send an access token as a bearer token."),
    "forbidden": Kind(403, "Not allowed", "The token does not allow this."),
    "not-found": Kind(404, "Not found", "There is nothing here that you may see."),
    "method-not-allowed": Kind(405, "Method not allowed", "This address takes other methods."),
    "not-acceptable": Kind(406, "Not acceptable", "None of the accepted media types is offered."),
    "too-slow": Kind(408, "Too slow", "The request did not arrive in time."),
    "conflict": Kind(409, "Conflict", "The request contradicts what is under way."),
    "cursor-expired": Kind(410, "Cursor expired", "Start again without a cursor."),
    "precondition-failed": Kind(412, "Precondition failed", "It is another one by now."),
    "precondition-required": Kind(428, "Precondition required", "Say in If-Match what you hold."),
    "too-large": Kind(413, "Body too large", "The body is larger than this API takes."),
    "address-too-long": Kind(414, "Address too long", "The address is longer than this API takes."),
    "unsupported-media-type": Kind(415, "Media type", "Send the body as application/json."),
    "range-not-satisfiable": Kind(416, "Range not there", "The file has no such part."),
    "invalid": Kind(422, "Not valid", "The request says something that can't be so."),
    "too-many-requests": Kind(429, "Too many requests", "Too much is under way; ask again soon."),
    "head-too-large": Kind(431, "Headers too large", "The headers are more than this API takes."),
    "internal": Kind(500, "Internal failure", "The service failed; the failure was recorded."),
    "engines-disagree": Kind(500, "Not confirmed", "The outcome could not be confirmed."),
    "overloaded": Kind(503, "Not available", "The service can't answer just now."),
    "feed-failed": Kind(503, "Feed failed", "An outside feed could not be read in full."),
}
BY_STATUS: Mapping[int, str] = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    503: "overloaded",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Where something is wrong (a JSON pointer, or a parameter's name) and what, as a code."""

    code: str
    pointer: str | None = None
    parameter: str | None = None


def body_of(
    code: str, request_id: str, sentence: str | None = None, faults: Iterable[Fault] = ()
) -> dict[str, Any]:
    """Return a problem's members."""
    kind = KINDS[code]
    members: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": sentence or kind.sentence,
        "code": code,
        "request_id": request_id,
    }
    errors = [
        {"code": fault.code}
        | ({"pointer": _encodable(fault.pointer)} if fault.pointer is not None else {})
        | ({"parameter": fault.parameter} if fault.parameter is not None else {})
        for fault in faults
    ]
    return {**members, "errors": errors} if errors else members


def _encodable(pointer: str) -> str:
    """Return a pointer with a question mark for half a character: a member's name may hold one."""
    return pointer.encode("utf-8", "replace").decode("utf-8")


def response(
    code: str,
    request_id: str,
    sentence: str | None = None,
    faults: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as a response, with the headers that its status asks for."""
    status = KINDS[code].status
    asked = {**headers_of(status), **(headers or {})}
    body = to_json(body_of(code, request_id, sentence, faults))
    return Response(body, status, asked, MEDIA_TYPE)


def not_found(request: Request) -> Response:
    """Return the one answer to whatever is not there, or not the caller's to see."""
    return response(NotFoundError.code, request_id_of(request))


def request_id_of(request: Request) -> str:
    """Return the request's id, which the edge has put there."""
    return str(request.scope["state"]["request_id"])


def install(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Have every failure that the routers' routes and the router raise answered as a problem."""
    app.state.addresses = [
        one for router in routers for one in router.routes if isinstance(one, APIRoute)
    ]
    app.add_exception_handler(ServiceError, service_failure)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_failure)


def headers_of(status: int) -> dict[str, str]:
    """Return the headers that a status asks for."""
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return {"Retry-After": RETRY_SECONDS}
    return {}


async def service_failure(request: Request, error: Exception) -> Response:
    """Return a failure of the service's own as a problem."""
    if not isinstance(error, ServiceError):
        raise error
    faults: list[Fault] = []
    headers: dict[str, str] = {}
    if isinstance(error, InvalidError):
        faults = [_named(place, code) for place, code in error.faults]
    if isinstance(error, CursorExpiredError):
        headers["Link"] = f'<{request.url.path}>; rel="first"'
    if isinstance(error, QuotaExceededError):
        headers["Retry-After"] = str(error.seconds)
    if (fault := _token_fault(error)) is not None:
        headers["WWW-Authenticate"] = fault
    # Which of the reasons for a 404 holds is nobody's business.
    plain = isinstance(error, (NotFoundError, UnauthenticatedError, OverloadedError))
    sentence = None if plain else f"{error.sentence[:1].upper()}{error.sentence[1:]}."
    return response(error.code, request_id_of(request), sentence, faults, headers)


def _token_fault(error: ServiceError) -> str | None:
    """Return what is wrong with the token (RFC 6750, 3); None where there is none, or no fault."""
    if isinstance(error, TokenLacksError):
        scopes = f', scope="{" ".join(error.scopes)}"' if error.scopes else ""
        return f'Bearer error="insufficient_scope"{scopes}'
    if isinstance(error, UnauthenticatedError) and not isinstance(error, NoTokenError):
        return 'Bearer error="invalid_token"'
    return None


async def _invalid_request(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    # What two dependencies of a route take is wrong in both, and is told once.
    faults = dict.fromkeys(fault_of(one, error.body) for one in error.errors()[:FAULTS_MAX])
    faults |= dict.fromkeys(_also_wrong(request, error.body))
    years = all(one.code == YEAR for one in faults)
    sentence = "A reporting year is written like 2025-26." if years else None
    return response(InvalidError.code, request_id_of(request), sentence, faults)


def _also_wrong(request: Request, body: Any) -> Iterator[Fault]:
    """Yield what is wrong beside the shape, so that nobody is told one half after the other."""
    ordered = getattr(request.scope.get("route"), "ordered", None)
    if ordered is not None and isinstance(body, Mapping):
        today = request.app.state.parts.clock().astimezone(IST).date()
        yield from (_named(place, code) for place, code in ordered.also_wrong(body, today))


def _named(place: str, code: str) -> Fault:
    """Return a fault at a pointer into the body, or else in the parameter of that name."""
    return Fault(code, pointer=place) if place.startswith("/") else Fault(code, parameter=place)


def fault_of(error: Mapping[str, Any], body: Any) -> Fault:
    """Return where a validation error stands, without any name that the sender chose."""
    place, *path = error["loc"]
    if place == "body":
        path = list(_within(path, body))
    code = str(error["type"])
    if error.get("ctx", {}).get("pattern") == YEAR_PATTERN:
        # As for 2025-27, which only looks like one.
        code = YEAR
    if code == "extra_forbidden":
        path = path[:-1]
    if place != "body":
        return Fault(code, parameter=str(path[0]) if path else None)
    return Fault(code, pointer=_pointer(path))


def _within(path: Sequence[int | str], body: Any) -> Iterator[int | str]:
    """Yield the parts of a path that stand in the body: pydantic puts a union's tag in between."""
    for place, part in enumerate(path):
        last = place == len(path) - 1
        if isinstance(body, dict) and (part in body or last):
            body = body.get(part)
        elif isinstance(body, list) and isinstance(part, int):
            body = body[part]
        else:
            continue
        yield part


def _pointer(path: Sequence[int | str]) -> str:
    return "".join(f"/{part}" for part in path)


async def _http_failure(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = BY_STATUS.get(error.status_code, "internal")
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (methods := _methods(request)):
        headers["Allow"] = ", ".join(methods)
    return response(code, request_id_of(request), headers=headers)


def _methods(request: Request) -> list[str]:
    """Return the methods that an address takes: the router tells those of one route alone.

    None for an address that is not of the contract.
    """
    path = request.scope["path"]
    found = [one for one in request.app.state.addresses if one.path_regex.match(path)]
    if not found:
        return []
    # The address that is written out, rather than one with a name in its place.
    own = min(found, key=lambda one: len(one.param_convertors)).path_format
    return sorted({name for one in found if one.path_format == own for name in one.methods})
