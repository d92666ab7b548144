"""User tokens over a real server: fetched when needed, kept, renewed once, and never told."""

import base64
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.errors import FeedFailedError
from app.integrations.igot import roads
from app.integrations.igot.connection import IgotConnection, UserLogin
from app.integrations.igot.gateway import Gateway
from app.integrations.igot.stand_in.server import TOKENS
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.igot.user_tokens import UserTokens
from app.policy.reporting_year import ReportingYear
from tests.integrations.igot.scripted import QUICK
from tests.services.served import KEY, LATER_WORLD, ServedIgot, served

PASSWORD = "planted-password"
SEARCH = roads.search_plans_v4(ReportingYear(2025), 0)
WORLD = StandInSettings(
    key=KEY, user_token="nobody's", today=LATER_WORLD.today, officials=290, password=PASSWORD
)
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Any:
    """A stand-in that issues tokens for a password."""
    with served() as igot:
        yield igot


@pytest.fixture
async def gateway(server: ServedIgot) -> AsyncIterator[Gateway]:
    """The gateway's client with a login."""
    server.tell_of(WORLD)
    one = gateway_of(server, PASSWORD)
    yield one
    await one.aclose()


def gateway_of(server: ServedIgot, password: str) -> Gateway:
    """Return a client that logs in with a password."""
    login = UserLogin(f"{server.origin}{TOKENS}", "admin-cli", "karmasetu", password)
    connection = IgotConnection(f"{server.origin}/api", KEY, limits=QUICK, login=login)
    return Gateway(connection, lambda: NOW)


async def test_a_token_is_fetched_once_and_kept(gateway: Gateway) -> None:
    """Two calls for the user take one login."""
    await gateway.ask(roads.PLANS_V4, SEARCH)
    await gateway.ask(roads.PLANS_V4, SEARCH)

    assert gateway.calls == 3


async def test_a_token_that_ended_midway_is_renewed_once(
    gateway: Gateway, server: ServedIgot
) -> None:
    """The refused call is asked again with a new token, and ends as if nothing had been."""
    before = await gateway.ask(roads.PLANS_V4, SEARCH)
    server.misbehave({"route": "cbplan/v4/search", "page": 1, "fault": "expired_token"})
    after = await gateway.ask(roads.PLANS_V4, SEARCH)

    assert (after.result, gateway.calls) == (before.result, 5)


async def test_a_new_token_that_is_refused_too_ends_in_a_refusal(
    gateway: Gateway, server: ServedIgot
) -> None:
    """A call is repeated with a new token once, and no more."""
    script = {"route": "cbplan/v4/search", "page": 1, "fault": "expired_token", "times": 9}
    server.misbehave(script)

    with pytest.raises(FeedFailedError, match="HTTP 401"):
        await gateway.ask(roads.PLANS_V4, SEARCH)

    assert gateway.calls == 4


async def test_a_wrong_password_is_a_refusal_that_tells_no_secret(
    server: ServedIgot, caplog: pytest.LogCaptureFixture
) -> None:
    """The failure and the log name neither the account nor its password."""
    caplog.set_level(logging.DEBUG)
    server.tell_of(WORLD)
    gateway = gateway_of(server, "planted-wrong")

    with pytest.raises(FeedFailedError, match="refused") as caught:
        await gateway.ask(roads.PLANS_V4, SEARCH)
    await gateway.aclose()

    told = f"{caught.value} {caplog.text}"
    assert [word for word in ("planted", "karmasetu:", KEY) if word in told] == []


def jwt(ends: datetime) -> str:
    """Write a token that ends at a moment."""
    claims = base64.urlsafe_b64encode(json.dumps({"exp": ends.timestamp()}).encode()).decode()
    return f"e30.{claims.rstrip('=')}.x"


class Issuer:
    """A scripted issuer of tokens that notes what it was asked."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self._answers = iter(answers)
        self.requests: list[httpx.Request] = []
        self.now = NOW
        login = UserLogin("https://login.example/token", "portal", "asha", PASSWORD)
        connection = IgotConnection("http://igot.example/api", KEY, limits=QUICK, login=login)
        self.tokens = UserTokens(connection, lambda: self.now, httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json=next(self._answers))


async def test_the_login_is_a_password_grant_without_the_gateways_key() -> None:
    """The form is RFC 6749's, and whoever issues tokens never sees the key."""
    issuer = Issuer({"access_token": "opaque"})

    assert await issuer.tokens.current() == "opaque"
    [request] = issuer.requests
    assert dict(httpx.QueryParams(request.content.decode())) == {
        "client_id": "portal",
        "grant_type": "password",
        "username": "asha",
        "password": PASSWORD,
    }
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    "answer",
    [
        {"access_token": jwt(NOW + timedelta(minutes=10))},
        {"access_token": "opaque", "expires_in": 600},
    ],
)
async def test_a_token_is_renewed_before_it_ends(answer: dict[str, Any]) -> None:
    """What the token says of its end counts, or else what the answer says."""
    issuer = Issuer(answer, {"access_token": "another"})
    first = await issuer.tokens.current()
    issuer.now = NOW + timedelta(minutes=9)
    second = await issuer.tokens.current()
    issuer.now = NOW + timedelta(minutes=9, seconds=45)
    third = await issuer.tokens.current()

    assert (first, second, third) == (answer["access_token"], answer["access_token"], "another")


@pytest.mark.parametrize("answer", [{}, {"access_token": ""}, {"access_token": "a\nb"}])
async def test_an_answer_without_a_token_is_malformed(answer: dict[str, Any]) -> None:
    """Nothing is sent in a token's place."""
    with pytest.raises(FeedFailedError, match="no shape"):
        await Issuer(answer).tokens.current()
