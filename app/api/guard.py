"""The class of all protected routes: first the token, then the body, strictly."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from app.api.parts import ApiParts
from app.errors import UnauthenticatedError
from app.services.tokens import Caller

_MALFORMED, _UNSUPPORTED = 400, 415


class GuardedRoute(APIRoute):
    """A route that nobody passes without a token, and whose body is read only after that."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the route's own handler behind the check."""
        inner = super().get_route_handler()
        takes_body = self.body_field is not None

        async def guarded(request: Request) -> Response:
            request.state.caller = _authenticate(request)
            if takes_body and not _is_json(request):
                raise HTTPException(_UNSUPPORTED)
            return await inner(StrictRequest(request.scope, request.receive))

        return guarded


class StrictRequest(Request):
    """A request whose JSON is taken to the letter."""

    async def json(self) -> Any:
        """Return the body's JSON; refuse NaN, the NUL character and a name that stands twice."""
        body = await self.body()
        try:
            return _read(body.decode("utf-8"))
        except (ValueError, RecursionError):
            raise HTTPException(_MALFORMED) from None


def _authenticate(request: Request) -> Caller:
    parts: ApiParts = request.app.state.parts
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise UnauthenticatedError("a bearer token is needed")
    return parts.verifier.verify(token.strip(), parts.clock())


def _is_json(request: Request) -> bool:
    stated = request.headers.get("content-type", "")
    return stated.partition(";")[0].strip().lower() == "application/json"


def _read(text: str) -> Any:
    if "\\u0000" in text:
        raise ValueError("PostgreSQL's text holds no NUL")
    return json.loads(text, parse_constant=_refuse, object_pairs_hook=_object)


def _refuse(_: str) -> Any:
    raise ValueError("a number that JSON does not know")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a name stands twice")
    return held
