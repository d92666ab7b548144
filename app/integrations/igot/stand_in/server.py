"""The stand-in iGOT as an ASGI application: its roads, its gateway and its fault script."""

import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.broken import AT_ONCE, written
from app.integrations.igot.stand_in.calls import Call
from app.integrations.igot.stand_in.faults import FaultScript, bend
from app.integrations.igot.stand_in.logins import Logins
from app.integrations.igot.stand_in.search_courses import SearchCourses
from app.integrations.igot.stand_in.search_people import SearchPeople
from app.integrations.igot.stand_in.serve_enrolments import ServeEnrolments
from app.integrations.igot.stand_in.serve_plans import ServePlans
from app.integrations.igot.stand_in.serve_reports import ServeReports
from app.integrations.igot.stand_in.serve_staff import ServeStaff
from app.integrations.igot.stand_in.serve_tree import ServeTree
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.igot.stand_in.world import World

TOKENS = "/auth/realms/sunbird/protocol/openid-connect/token"
Road = Callable[[Call], Answer]
Endpoint = Callable[[Request], Awaitable[Response]]


class StandIn:
    """Leads a request past the gateway and the fault script to its road."""

    def __init__(self, settings: StandInSettings) -> None:
        self._key = settings.key
        self._script = FaultScript()
        self._logins = Logins(settings)
        world, envelopes = World(settings), Envelopes(settings.today)
        people, plans = SearchPeople(world, envelopes), ServePlans(world, envelopes, self._logins)
        reports = ServeReports(world, envelopes)
        self._roads: tuple[tuple[str, str, str, Road], ...] = (
            ("POST", "org/v1/search", "", people.organisations),
            ("GET", "org/v1/list", "/{subject}", ServeTree(world, envelopes).below),
            ("POST", "user/v1/search", "", people.users),
            ("POST", "composite/v4/search", "", SearchCourses(world, envelopes).courses),
            ("POST", "cbplan/v1/list", "", plans.list_first),
            ("POST", "cbplan/v4/search", "", plans.search_newer),
            ("GET", "cbplan/v4/admin/read", "/{subject}", plans.read_newer),
            ("GET", "usergroup/v1/read", "/{subject}", plans.read_group),
            ("GET", "user/v5/read", "/{subject}", people.marks.read),
            ("POST", "user/v1/admin/extPatch", "", people.marks.patch),
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
        return [
            *roads,
            Route(TOKENS, self.tokens, methods=["POST"]),
            Route("/_faults", self.faults, methods=["GET", "PUT", "DELETE"]),
        ]

    async def tokens(self, request: Request) -> Response:
        """Issue a user token for a password, as Keycloak does."""
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        issued = self._logins.issue(form)
        if issued is None:
            return JSONResponse({"error": "invalid_grant"}, 401)
        return JSONResponse(issued)

    async def faults(self, request: Request) -> Response:
        """Tell, replace or clear the fault script."""
        if request.method == "GET":
            return JSONResponse(self._script.told())
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
            fault = self._script.take(name, call.page)
            if fault is not None and fault.kind in AT_ONCE:
                if fault.kind == "expired_token":
                    self._logins.end_all()
                return AT_ONCE[fault.kind]()
            if fault is not None and fault.kind == "duplicate_page":
                call = call.page_before()
            reply = await run_in_threadpool(road, call)
            if fault is not None:
                bend(reply, fault)
            return written(reply, fault)

        return answer


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


def create_stand_in(settings: StandInSettings) -> Starlette:
    """Return the stand-in iGOT; its base address ends in ``/api``."""
    return Starlette(routes=StandIn(settings).routes())
