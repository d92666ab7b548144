"""The class of all protected routes: first the token and its rights, then the body, strictly."""

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from app.api import contract, observing
from app.api.models.registers import Ordered
from app.api.once import ONCE, ONCE_RECEIVED, once
from app.api.parameters import Parameters
from app.api.parts import ApiParts
from app.errors import NoTokenError, TokenLacksError, UnauthenticatedError
from app.policy.access.table import OPERATIONS, Operation
from app.services.tokens import Caller

_MALFORMED, _UNSUPPORTED = 400, 415
_CREATED = (201, 202)

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Place = Mapping[str, str]
Short = Callable[[Request, Place], Callable[[], Awaitable[Response]] | None]
_SHORT: dict[Callable[..., Any], Short] = {}


def plainly(short: Short) -> Callable[[Endpoint], Endpoint]:
    """Have plain requests to an endpoint answered by a short way to it: see ``short_ways``.

    ``short`` looks at a request and at what its address names, and returns what is to be done once
    the guard has let it through; None for whatever is not plainly in order.
    """

    def keep(endpoint: Endpoint) -> Endpoint:
        _SHORT[endpoint] = short
        return endpoint

    return keep


class GuardedRoute(APIRoute):
    """A route that nobody passes without a token that the table of operations lets through.

    Its body is read only after that. An operation without a row in the table can't have a route.
    What creates something takes an Idempotency-Key.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Take the operation's row; raise KeyError where the table has none."""
        self.operation = OPERATIONS[options["operation_id"]]
        self.creates = options.get("status_code") in _CREATED
        if self.creates:
            stated = list(options.get("dependencies") or ())
            options["dependencies"] = stated if ONCE_RECEIVED in stated else [*stated, ONCE]
            conflict = contract.refusals("conflict", everywhere=())
            options["responses"] = {**conflict, **options["responses"]}
        self.short = _SHORT.get(endpoint)
        super().__init__(path, endpoint, **options)
        body = None if self.body_field is None else self.body_field.field_info.annotation
        self.ordered = body if isinstance(body, type) and issubclass(body, Ordered) else None

    async def admit(self, request: Request) -> None:
        """Let a request through whose token is one for this.

        Raises what the caller is told where it is none, and logs that.
        """
        try:
            _authorise(await _authenticate(request), self.operation)
        except (UnauthenticatedError, TokenLacksError) as error:
            observing.refused(request.scope, error)
            raise

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the route's own handler behind the check."""
        inner = super().get_route_handler()
        inner = once(inner) if self.creates else inner
        takes_body = self.body_field is not None
        parameters = Parameters.of(self)

        async def guarded(request: Request) -> Response:
            await self.admit(request)
            parameters.check(request)
            if takes_body and not _is_json(request):
                raise HTTPException(_UNSUPPORTED)
            return await inner(StrictRequest(request.scope, request.receive))

        return guarded


class StrictRequest(Request):
    """A request whose JSON is taken to the letter."""

    async def json(self) -> Any:
        """Return the body's JSON; refuse NaN and a name that stands twice."""
        body = await self.body()
        try:
            return _read(body.decode("utf-8"))
        except (ValueError, RecursionError):
            raise HTTPException(_MALFORMED) from None


async def _authenticate(request: Request) -> Caller:
    parts: ApiParts = request.app.state.parts
    stated = [value for name, value in request.scope["headers"] if name == b"authorization"]
    scheme, _, rest = b" ".join(stated).partition(b" ")
    token = rest.decode("latin-1").strip()
    # Of two tokens a proxy before us may have looked at the other one.
    if scheme.lower() != b"bearer" or len(stated) > 1 or not token:
        raise NoTokenError("a bearer token is needed")
    now = parts.clock()
    caller = request.scope["state"]["caller"] = await _caller(parts, token, now)
    await parts.admission.admit(caller.client_id, now)
    parts.quotas.admit(request, caller.client_id, caller.role, now.timestamp())
    return caller


async def _caller(parts: ApiParts, token: str, now: datetime) -> Caller:
    if parts.outside is not None and parts.outside.issued(token):
        return await parts.outside.verify(token, now)
    return parts.verifier.verify(token, now)


def _authorise(caller: Caller, operation: Operation) -> None:
    if caller.role not in operation.roles:
        raise TokenLacksError(f"this is not for the role {caller.role}")
    for scope in operation.scopes:
        if scope not in caller.scopes:
            raise TokenLacksError(f"the token lacks the scope {scope}", operation.scopes)
    if operation.person and caller.person is None:
        raise TokenLacksError("this is for people; the token speaks for a client alone")


def _is_json(request: Request) -> bool:
    stated = request.headers.get("content-type", "")
    return stated.partition(";")[0].strip().lower() == "application/json"


def _read(text: str) -> Any:
    return json.loads(text, parse_float=_number, parse_constant=_refuse, object_pairs_hook=_object)


def _number(text: str) -> int | float:
    """Return a number; one without a remainder is an integer to JSON Schema, 3.0 as well as 3."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _refuse(_: str) -> Any:
    raise ValueError("a number that JSON does not know")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a name stands twice")
    return held
