"""Clients: a token for a secret; another secret in its place; and out within a minute."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from app.errors import ConflictError, NotFoundError, UnauthenticatedError
from app.services import clients
from app.services.clients import CACHE, Admission
from app.store import clients as held
from app.store.auditing.audit import Access
from app.store.clients import Client
from app.store.database import Database, Tenant
from tests.api.calling import client_of
from tests.api.population import Population

TOKENS = "/oauth/token"
GRANT = {"grant_type": "client_credentials"}
ACCESS = Access("command-line", "tests", "tests", "clients")
NAME = "sparrow-cs"


def a_client(authority: int) -> Client:
    """Return a client that reads the entries and outcomes of one authority."""
    scopes = ("apar:read", "outcomes:read")
    seen = Tenant(authorities=frozenset({authority}))
    return Client(NAME, "sparrow", scopes, seen, datetime.now(UTC))


@pytest.fixture
async def secret(worker_database: Database, population: Population) -> str:
    """The secret of a client that was entered."""
    async with worker_database.writing() as session:
        return await clients.add(session, a_client(population.authority), ACCESS)


@pytest.fixture
def anybody(app: FastAPI) -> httpx.AsyncClient:
    """Somebody without a token."""
    return client_of(app, None)


async def test_a_secret_is_worth_a_token_that_sees_what_the_client_may(
    secret: str, anybody: httpx.AsyncClient, app: FastAPI, population: Population
) -> None:
    """By Basic or by form; the token does what was asked for and sees the client's authority."""
    answered = await anybody.post(TOKENS, data=GRANT, auth=(NAME, secret))
    form = GRANT | {"client_id": NAME, "client_secret": secret, "scope": "apar:read"}
    narrowed = (await anybody.post(TOKENS, data=form)).json()

    told = answered.json()
    assert answered.headers["cache-control"] == "no-store"
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 900)
    assert (told["scope"], narrowed["scope"]) == ("apar:read outcomes:read", "apar:read")
    official = population.officials[0]
    entry = f"/v1/apar/2025-26/officials/{official}"
    outcome = f"/v1/officials/{official}/evaluations/2025-26"
    async with client_of(app, told["access_token"]) as whole:
        assert (await whole.get(entry)).status_code == httpx.codes.OK
        beyond = f"/v1/apar/2025-26/officials/{population.others[0]}"
        assert (await whole.get(beyond)).status_code == httpx.codes.NOT_FOUND
    async with client_of(app, narrowed["access_token"]) as narrow:
        assert (await narrow.get(entry)).status_code == httpx.codes.OK
        assert (await narrow.get(outcome)).status_code == httpx.codes.FORBIDDEN


async def test_who_is_not_known_gets_nothing(secret: str, anybody: httpx.AsyncClient) -> None:
    """Wrong secrets, names and forms are refused in the standard's words; names can't be tried."""
    basic = {"Authorization": "Basic " + b64encode(f"{NAME}:{secret}".encode()).decode()}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    cases: list[tuple[dict[str, str], str, str]] = [
        ({}, "grant_type=client_credentials", "invalid_client"),
        ({"Authorization": "Basic !"}, "grant_type=client_credentials", "invalid_client"),
        ({"Authorization": "Bearer x"}, "grant_type=client_credentials", "invalid_client"),
        (basic, "", "invalid_request"),
        (basic, "grant_type=password", "unsupported_grant_type"),
        (basic, "grant_type=client_credentials&scope=apar:seal", "invalid_scope"),
        (basic, "grant_type=client_credentials&scope=", "invalid_scope"),
        (basic, "grant_type=client_credentials&scope=apar:read&scope=x", "invalid_request"),
        (basic, f"grant_type=client_credentials&client_id={NAME}", "invalid_request"),
        (basic, "&".join("a=b" for _ in range(11)), "invalid_request"),
        (basic, "grant_type=%ff", "invalid_request"),
        ({}, "grant_type=client_credentials&client_id=a%00b&client_secret=x", "invalid_client"),
    ]
    for headers, body, error in cases:
        answered = await anybody.post(TOKENS, content=body, headers=form | headers)
        assert (body, answered.json()["error"]) == (body, error)
        assert answered.status_code == (401 if error == "invalid_client" else 400)
    wrong = await anybody.post(TOKENS, data=GRANT, auth=(NAME, "wrong"))
    nobody = await anybody.post(TOKENS, data=GRANT, auth=("nobody", "wrong"))
    typed = await anybody.post(TOKENS, content="{}", headers={"Content-Type": "application/json"})
    same = wrong.json() | {"request_id": nobody.json()["request_id"]}
    assert (wrong.status_code, same) == (nobody.status_code, nobody.json())
    assert wrong.headers["www-authenticate"].startswith("Basic")
    assert typed.json()["error"] == "invalid_request"


async def test_who_tries_secrets_is_seen_in_the_log(
    anybody: httpx.AsyncClient, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A wrong secret is a warning that names the client; what is no client's name is not told."""
    for name in (NAME, secret):
        await anybody.post(TOKENS, data=GRANT, auth=(name, "wrong"))

    told = [vars(one) for one in caplog.records if one.getMessage() == "a secret was refused"]
    assert [(one["levelname"], one["client"]) for one in told] == [
        ("WARNING", NAME),
        ("WARNING", None),
    ]


async def test_a_role_does_not_see_by_other_keys(worker_database: Database) -> None:
    """A client that was entered with a reach its role can't have gets no token."""
    now = datetime.now(UTC)
    seen = Tenant(everything=True)
    strange = Client(NAME, "mdo_leader", ("apar:read",), seen, now)
    async with worker_database.writing() as session:
        secret = await clients.add(session, strange, ACCESS)
        with pytest.raises(UnauthenticatedError):
            await clients.known(session, NAME, secret, now)


async def test_a_secret_is_changed_over(
    secret: str, worker_database: Database, population: Population
) -> None:
    """The secret before holds for the overlap and no longer; the new one from the first moment."""
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    async with worker_database.writing() as session:
        another = await clients.rotate(session, NAME, now, hour, ACCESS)
        for one in (secret, another):
            assert (await clients.known(session, NAME, one, now)).client_id == NAME
        assert (await clients.known(session, NAME, another, now + hour)).role == "sparrow"
        with pytest.raises(UnauthenticatedError):
            await clients.known(session, NAME, secret, now + hour)
        with pytest.raises(ConflictError):
            await clients.add(session, a_client(population.authority), ACCESS)


async def test_a_revoked_client_is_out_within_a_minute(
    secret: str, worker_database: Database, api_database: Database
) -> None:
    """Its secret is worth nothing at once, and its tokens nothing as soon as it is asked again."""
    now = datetime.now(UTC)
    admission = Admission(api_database)
    await admission.admit(NAME, now)
    async with worker_database.writing() as session:
        await clients.revoke(session, NAME, now, ACCESS)
        with pytest.raises(UnauthenticatedError):
            await clients.known(session, NAME, secret, now)
        with pytest.raises(NotFoundError):
            await clients.rotate(session, NAME, now, timedelta(), ACCESS)
        assert [one.revoked_at for one in await held.every(session)] == [now]

    assert timedelta(seconds=60) > CACHE
    with pytest.raises(UnauthenticatedError):
        await admission.admit(NAME, now + CACHE)
    await admission.admit("who-was-never-entered", now)


async def test_what_is_done_about_clients_stands_in_the_trail(
    secret: str, anybody: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    """Entering a client and each token it gets are events; no secret stands in them."""
    await anybody.post(TOKENS, data=GRANT, auth=(NAME, secret))
    trail = await client.get("/v1/audit")

    told = [(one["client_id"], one["outcome"]) for one in trail.json()["events"]]
    assert told == [(NAME, "issued"), ("command-line", "recorded")]
    assert secret not in trail.text
