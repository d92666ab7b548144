"""Failures: one shape on every path, a stable code, nothing echoed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.api.edge import Limits
from app.api.guard import GuardedRoute
from app.api.problems import KINDS
from app.settings import Settings
from app.store.database import Database
from tests.api.calling import EVERYBODY, client_of, started_anew, token_of
from tests.api.conftest import ClientOf
from tests.api.population import Population

PLANTED = "Planted-7f3a"
LOOKUPS = "/v1/apar/2025-26/lookups"
PROBES = {"/health/live", "/health/ready"}
OPEN = PROBES | {"/docs", "/redoc", "/.well-known/jwks.json", "/oauth/token"}


def test_every_route_is_guarded(app: FastAPI) -> None:
    """No route but probes, pages, public keys and the one that gives tokens needs no token."""
    routes = [one.original_route for one in iter_route_contexts(app.routes)]
    unguarded = {
        route.path
        for route in routes
        if isinstance(route, APIRoute) and not isinstance(route, GuardedRoute)
    }

    assert unguarded == OPEN


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c"])
async def test_no_token_no_answer(app: FastAPI, token: str | None) -> None:
    """Without an acceptable token the answer is 401, before the body is looked at."""
    async with client_of(app, token) as stranger:
        answers = [
            await stranger.get("/v1/authorities"),
            await stranger.post(LOOKUPS, content=b"{", headers={"Content-Type": "text/plain"}),
        ]

    fault = ' error="invalid_token"' if token else ""
    assert {one.status_code for one in answers} == {401}
    assert {one.headers["www-authenticate"] for one in answers} == {f"Bearer{fault}"}


async def test_two_tokens_are_none(app: FastAPI, settings: Settings) -> None:
    """A request with two Authorization lines is 401: which of them a proxy checked is unknown."""
    stated = ("Authorization", f"Bearer {token_of(settings, EVERYBODY)}")
    async with client_of(app, None) as stranger:
        answers = [
            await stranger.get("/v1/authorities", headers=lines)
            for lines in ([stated], [stated, stated], [("Authorization", "Basic x"), stated])
        ]

    assert [one.status_code for one in answers] == [200, 401, 401]
    assert {one.headers.get("www-authenticate") for one in answers} == {None, "Bearer"}


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/v1/apar/2025-26/officials/1", "outcomes:read"),
        ("GET", "/v1/apar/2025-26/entries?authority_id=1", "outcomes:read"),
        ("GET", "/v1/officials/1/evaluations/2025-26", "apar:read"),
        ("GET", "/v1/authorities", "apar:read"),
        ("GET", "/v1/evaluations/1", "apar:read"),
    ],
)
async def test_each_right_is_its_own(
    as_authority: ClientOf, method: str, path: str, scope: str
) -> None:
    """A token without the route's scope is 403."""
    async with as_authority(1, scope) as caller:
        answered = await caller.request(method, path)

    told = answered.headers["www-authenticate"]
    assert (answered.status_code, answered.json()["code"]) == (403, "forbidden")
    assert told.startswith('Bearer error="insufficient_scope", scope="')
    assert scope not in told


async def test_a_role_bounds_its_scopes(app: FastAPI, settings: Settings) -> None:
    """An auditor with the scope to write may not, before its body is looked at."""
    auditor = replace(EVERYBODY, role="auditor")
    async with client_of(app, token_of(settings, auditor)) as caller:
        answered = await caller.post("/v1/authorities/1/exemptions", content=b"{")

    assert (answered.status_code, answered.json()["code"]) == (403, "forbidden")


def test_a_route_without_a_row_does_not_start() -> None:
    """An operation that the table of who may do what doesn't know can't be given a route."""
    router = APIRouter(route_class=GuardedRoute)

    with pytest.raises(KeyError, match="unheardOf"):
        router.get("/unheard-of", operation_id="unheardOf")(lambda: None)


@pytest.mark.parametrize("label", ["2025", "2025-27", "25-26", "२०२५-२६"])
async def test_a_year_that_is_none_is_told_how_one_is_written(
    client: httpx.AsyncClient, label: str
) -> None:
    """In an address, a query or a body, whatever is wrong with it: one code, and one sentence."""
    run = {"reporting_year": label, "authority_id": 1}
    answers = [
        await client.get(f"/v1/apar/{label}/officials/1"),
        await client.get(f"/v1/apar/{label}/changes"),
        await client.get("/v1/feeds/igot/reconciliations", params={"reporting_year": label}),
        await client.post("/v1/evaluations", json=run),
    ]

    told = [one for one in answers if one.status_code == 422]
    assert {one.json()["detail"] for one in told} == {"A reporting year is written like 2025-26."}
    faults = [fault for one in told for fault in one.json()["errors"]]
    assert [fault["code"] for fault in faults] == ["reporting-year"] * len(answers)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/apar/2025-26/", 404),
        ("DELETE", "/v1/authorities", 405),
        ("POST", "/health/live", 405),
    ],
)
async def test_the_router_speaks_problems_too(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    """An address or a method that is not there is a problem like any other."""
    answered = await client.request(method, path)

    assert answered.status_code == answered.json()["status"] == status
    assert answered.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/apar/2025-26/seals", "GET, POST"),
        ("/v1/apar/2025-26/exports/1", "DELETE, GET"),
        ("/v1/sparrow/instances/css", "GET, PUT"),
        ("/health/live", "GET"),
    ],
)
async def test_allow_names_every_method_of_an_address(
    client: httpx.AsyncClient, path: str, allowed: str
) -> None:
    """A method that is not there is refused with all that are (RFC 9110, 15.5.6)."""
    answered = await client.request("PATCH", path)

    assert (answered.status_code, answered.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    "asked",
    [
        "/v1/authorities/1/staff-strength?on=0",
        "/v1/authorities/1/reach-list/2025-26?before=1774915200",
        "/v1/authorities/1/onboarding?reporting_year=2025-26&first=0",
        "/v1/officials/1/evaluations/2025-26?as_of=0",
        "/v1/audit?since=1774915200",
    ],
)
async def test_seconds_since_1970_are_no_day(client: httpx.AsyncClient, asked: str) -> None:
    """Days and moments are written as ISO 8601 has them; pydantic alone would take numbers."""
    assert (await client.get(asked)).status_code == 422


ODD: list[tuple[bytes, int]] = [
    (b"{", 400),
    (b"\xff", 400),
    (b'{"identifiers": NaN}', 400),
    (b'{"identifiers": [], "identifiers": []}', 400),
    (b"[" * 100_000, 400),
    (b'{"identifiers": [{"kind": "igot_user", "value": "\\\\u0000"}]}', 200),
    (b'{"identifiers": [{"kind": "igot_user", "value": "\\u0000"}]}', 422),
    (b'{"identifiers": [{"kind": "igot_user", "value": "\\ud800"}]}', 422),
    (b'{"identifiers": []}', 422),
    (b'{"identifiers": [{"kind": "igot_user", "value": 7}]}', 422),
    (b"", 422),
    (b"[]", 422),
]


@pytest.mark.parametrize(("body", "status"), ODD)
async def test_bodies_are_taken_to_the_letter(
    client: httpx.AsyncClient, body: bytes, status: int
) -> None:
    """What is not JSON is 400, what is JSON of another shape is 422; neither is our failure."""
    answered = await client.post(
        LOOKUPS, content=body, headers={"Content-Type": "application/json; charset=utf-8"}
    )

    assert answered.status_code == status


async def test_nothing_is_echoed(client: httpx.AsyncClient) -> None:
    """Neither values nor names that the sender chose come back, only where the fault stands."""
    body = {"identifiers": [{"kind": PLANTED, "value": PLANTED, PLANTED: PLANTED}], PLANTED: 1}
    posted = await client.post(LOOKUPS, json=body)
    got = await client.get(f"/v1/apar/2025-26/entries?authority_id={PLANTED}&limit={PLANTED}")

    pointers = {one["pointer"] for one in posted.json()["errors"]}
    assert pointers == {"/identifiers/0/kind", "/identifiers/0", ""}
    assert {one["parameter"] for one in got.json()["errors"]} == {"authority_id", "limit"}
    assert PLANTED not in posted.text + got.text


@pytest.mark.parametrize("number", ["0", "-1", "1_000", "+1", "%D9%A1", "2147483648", "1.0", "x"])
async def test_numbers_are_plain(client: httpx.AsyncClient, number: str) -> None:
    """An official's number is written in ASCII digits and fits the store; all else is 422."""
    assert (await client.get(f"/v1/apar/2025-26/officials/{number}")).status_code == 422


async def test_other_media_types_are_refused(client: httpx.AsyncClient) -> None:
    """A body that is not application/json, or has no type, is 415."""
    answers = [
        await client.post(LOOKUPS, content=b"{}", headers=headers)
        for headers in ({"Content-Type": "text/csv"}, {}, {"Content-Type": "application/json5"})
    ]

    assert {one.status_code for one in answers} == {415}


async def test_bodies_have_a_limit(client: httpx.AsyncClient) -> None:
    """A body beyond the limit is 413, whether its length is stated or not."""

    async def unstated() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 65_536 * 2

    typed = {"Content-Type": "application/json"}
    stated = await client.post(LOOKUPS, content=b" " * 2_000_000, headers=typed)
    chunked = await client.post(LOOKUPS, content=unstated(), headers=typed)

    assert (stated.status_code, chunked.status_code) == (413, 413)


async def test_request_ids_are_kept_or_made(client: httpx.AsyncClient) -> None:
    """A well-formed request id comes back in header and problem; another one is replaced."""
    kept = await client.get("/nowhere", headers={"X-Request-Id": "request-0001"})
    made = await client.get("/nowhere", headers={"X-Request-Id": f"{PLANTED} {PLANTED}"})

    assert kept.headers["x-request-id"] == kept.json()["request_id"] == "request-0001"
    assert PLANTED not in made.headers["x-request-id"] + made.text


async def test_too_many_at_a_time_are_sent_away(settings: Settings, population: Population) -> None:
    """Beyond its limit a process answers 429 at once, and says when to ask; probes get through."""
    path = f"/v1/apar/2025-26/officials/{population.officials[0]}"
    token = token_of(settings, EVERYBODY)
    async with started_anew(settings, Limits(in_flight=1)) as app, client_of(app, token) as client:
        answers = await asyncio.gather(
            client.get(path), client.get(path), client.get("/health/live")
        )

    assert [one.status_code for one in answers] == [200, 429, 200]
    assert answers[1].headers["retry-after"]


class _Replaced(Database):
    """A database whose transactions fail as a test wants them to."""

    failure: Exception = RuntimeError(PLANTED)

    def reading(self, *_: Any, **__: Any) -> Any:
        """Fail."""
        raise self.failure


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (RuntimeError(PLANTED), 500),
        (PoolTimeoutError(PLANTED), 503),
        (ConnectionRefusedError(PLANTED), 503),
    ],
)
async def test_failures_are_told_without_their_text(
    app: FastAPI,
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    status: int,
) -> None:
    """A failure is 500, an unreachable database 503; reply and log do not hold its text."""
    replaced = _Replaced(app.state.parts.database.engine)
    replaced.failure = failure
    app.state.parts = replace(app.state.parts, database=replaced)
    answered = await client.get("/v1/authorities")

    assert answered.status_code == status
    assert PLANTED not in answered.text + caplog.text
    assert answered.json()["request_id"] in caplog.text


async def test_a_failed_commit_is_no_success(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """When the commit fails, the caller is told so: the reply waits for it."""
    await plant_failing_commit(owner)
    path = f"/v1/apar/2025-26/officials/{population.officials[0]}"

    assert (await client.get(path)).status_code == 500


async def plant_failing_commit(owner: asyncpg.Connection) -> None:
    """Make every transaction that appends to the audit trail fail at its commit."""
    await owner.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON audit_event
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()
        """
    )


def test_codes_keep_their_status() -> None:
    """Codes are a promise: each has one status, and each promised status has a code."""
    statuses = {kind.status for kind in KINDS.values()}

    assert {401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 500, 503} <= statuses
