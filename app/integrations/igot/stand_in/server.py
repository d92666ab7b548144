"""The stand-in iGOT as an ASGI application: its roads, its gateway and its fault script."""

import json
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call
from app.integrations.igot.stand_in.faults import FaultScript, bend
from app.integrations.igot.stand_in.search_courses import SearchCourses
from app.integrations.igot.stand_in.search_people import SearchPeople
from app.integrations.igot.stand_in.serve_enrolments import ServeEnrolments
from app.integrations.igot.stand_in.serve_plans import ServePlans
from app.integrations.igot.stand_in.serve_reports import ServeReports
from app.integrations.igot.stand_in.serve_staff import ServeStaff
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.igot.stand_in.world import World

Road = Callable[[Call], Answer]
Endpoint = Callable[[Request], Awaitable[Response]]


class Reset(Response):
    """A connection that breaks in the middle of the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the beginning of an answer and go away."""
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class Hang(Response):
    """An answer that never comes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait until the caller gives up."""
        del scope, send
        while (await receive())["type"] != "http.disconnect":
            continue


class StandIn:
    """Leads a request past the gateway and the fault script to its road."""

    def __init__(self, settings: StandInSettings) -> None:
        self._key = settings.key
        self._script = FaultScript()
        world, envelopes = World(settings), Envelopes(settings.today)
        people, plans = SearchPeople(world, envelopes), ServePlans(world, envelopes)
        reports = ServeReports(world, envelopes)
        self._roads: tuple[tuple[str, str, str, Road], ...] = (
            ("POST", "org/v1/search", "", people.organisations),
            ("POST", "user/v1/search", "", people.users),
            ("POST", "composite/v4/search", "", SearchCourses(world, envelopes).courses),
            ("POST", "cbplan/v1/list", "", plans.list_first),
            ("POST", "cbplan/v4/search", "", plans.search_newer),
            ("GET", "cbplan/v4/admin/read", "/{subject}", plans.read_newer),
            ("GET", "usergroup/v1/read", "/{subject}", plans.read_group),
            ("GET", "staff/position", "/{subject}", ServeStaff(world, envelopes).positions),
            ("POST", "report/org/enrolment", "/{subject}", reports.enrolments),
            ("POST", "report/apar/assigned/courses", "", reports.apar),
            (
                "GET",
                "course/v1/user/enrollment/list",
                "/{subject}",
                ServeEnrolments(world, envelopes).list_user,
            ),
        )

    def routes(self) -> list[Route]:
        """Return the roads under /api, and the fault script outside of it."""
        roads = [
            Route(f"/api/{name}{tail}", self._endpoint(name, road), methods=[method])
            for method, name, tail, road in self._roads
        ]
        return [*roads, Route("/_faults", self.faults, methods=["PUT", "DELETE"])]

    async def faults(self, request: Request) -> Response:
        """Replace or clear the fault script."""
        if request.method == "DELETE":
            self._script.clear()
            return Response(status_code=204)
        try:
            self._script.replace(json.loads(await request.body()))
        except (TypeError, ValueError) as problem:
            return JSONResponse({"message": str(problem)}, 400)
        return Response(status_code=204)

    def _endpoint(self, name: str, road: Road) -> Endpoint:
        async def answer(request: Request) -> Response:
            if request.headers.get("authorization") != f"Bearer {self._key}":
                return JSONResponse({"message": "Unauthorized"}, 401)
            call = await _call(request)
            if call is None:
                return JSONResponse({"message": "Malformed JSON"}, 400)
            kind = self._script.take(name, call.page)
            broken = _BROKEN.get(kind or "")
            if broken is not None:
                return broken()
            if kind == "duplicate_page":
                call = call.page_before()
            reply = await run_in_threadpool(road, call)
            if kind is not None:
                bend(reply, kind)
            return _written(reply, cut=kind == "truncate")

        return answer


_BROKEN: dict[str, Callable[[], Response]] = {
    "http500": lambda: JSONResponse({"message": "An unexpected error occurred"}, 500),
    "http429": lambda: JSONResponse(
        {"message": "API rate limit exceeded"}, 429, {"Retry-After": "0"}
    ),
    "html502": lambda: HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502),
    "reset": Reset,
    "hang": Hang,
}


async def _call(request: Request) -> Call | None:
    text = await request.body()
    try:
        body = json.loads(text) if text else {}
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    subject = str(request.path_params.get("subject", ""))
    return Call(subject, request.headers, request.query_params, body)


def _written(answer: Answer, *, cut: bool) -> Response:
    if answer.chunks is not None:
        return StreamingResponse(answer.chunks, answer.status, media_type="text/csv")
    text = json.dumps(answer.payload)
    if cut:
        text = text[: len(text) // 2]
    return Response(text, answer.status, media_type="application/json")


def create_stand_in(settings: StandInSettings) -> Starlette:
    """Return the stand-in iGOT; its base address ends in ``/api``."""
    return Starlette(routes=StandIn(settings).routes())
