"""Plain requests to what is asked most, answered without FastAPI's finding out what they bring."""

from collections.abc import Iterable

from fastapi import Request, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import problems
from app.api.guard import GuardedRoute
from app.errors import ServiceError


class ShortWays:
    """ASGI middleware that asks an operation's short way, where it has one, before FastAPI.

    The guard, the endpoint and the answers to failures are those of the operation's route. What is
    not plainly in order is handed on untouched.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        guarded = [one for one in routes if isinstance(one, GuardedRoute)]
        self._ways = [(one, one.short) for one in guarded if one.short is not None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        answered = None
        if scope["type"] == "http" and not scope["query_string"]:
            answered = await self._answered(Request(scope, receive))
        if answered is None:
            await self._app(scope, receive, send)
        else:
            await answered(scope, receive, send)

    async def _answered(self, request: Request) -> Response | None:
        scope = request.scope
        for route, short in self._ways:
            place = route.path_regex.match(scope["path"])
            if place is None or scope["method"] not in (route.methods or ()):
                continue
            plain = short(request, place.groupdict())
            if plain is None:
                return None
            scope["route"] = route
            try:
                await route.admit(request)
                return await plain()
            except ServiceError as failure:
                return await problems.service_failure(request, failure)
        return None
