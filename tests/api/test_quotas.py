"""Quotas: a client has its own, is told what is left of it, and takes nothing from another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from timeit import timeit

import httpx
import pytest
from fastapi import FastAPI

from app.api.quotas import Counter, Quota, Quotas
from app.policy.access.roles import Role
from app.settings import Settings
from tests.api.calling import EVERYBODY, client_of, token_of

SECOND = Quota("client", 60)
FORM = {"grant_type": "client_credentials", "client_secret": "wrong"}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.now


@pytest.fixture
def clock(app: FastAPI) -> Clock:
    """The application's clock, for three requests a minute, five of auditors and two tokens."""
    clock = Clock()
    quotas = Quotas(3, {"auditor": 5}, 2)
    app.state.parts = replace(app.state.parts, clock=clock, quotas=quotas)
    return clock


def as_client(app: FastAPI, settings: Settings, name: str, role: Role) -> httpx.AsyncClient:
    """Return a client of a name and a role."""
    return client_of(app, token_of(settings, replace(EVERYBODY, client_id=name, role=role)))


async def test_a_quota_is_told_and_kept(app: FastAPI, settings: Settings, clock: Clock) -> None:
    """What is left counts down to a 429 that says when to ask again; then there is room again."""
    async with as_client(app, settings, "one", "dopt") as client:
        answers = [await client.get("/v1/rulesets") for _ in range(4)]
        clock.now += timedelta(seconds=int(answers[-1].headers["retry-after"]))
        later = await client.get("/v1/rulesets")

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    left = [one.headers["ratelimit"] for one in answers]
    assert left == [
        '"client";r=2;t=20',
        '"client";r=1;t=40',
        '"client";r=0;t=60',
        '"client";r=0;t=60',
    ]
    assert {one.headers["ratelimit-policy"] for one in answers} == {'"client";q=3;w=60'}
    assert answers[-1].headers["retry-after"] == "20"
    assert answers[-1].json()["code"] == "too-many-requests"
    assert later.status_code == 200


@pytest.mark.usefixtures("clock")
async def test_each_client_has_its_own(app: FastAPI, settings: Settings) -> None:
    """Who has used up its quota takes nothing from another; a role may have a larger one."""
    async with (
        as_client(app, settings, "one", "dopt") as first,
        as_client(app, settings, "two", "dopt") as second,
        as_client(app, settings, "three", "auditor") as auditor,
    ):
        used_up = [(await first.get("/v1/rulesets")).status_code for _ in range(4)]
        others = [(await client.get("/v1/rulesets")).status_code for client in (second, auditor)]
        more = [(await auditor.get("/v1/rulesets")).status_code for _ in range(5)]

    assert used_up[-1] == 429
    assert others == [200, 200]
    assert more == [200, 200, 200, 200, 429]


@pytest.mark.usefixtures("clock")
async def test_who_is_refused_is_counted_too(app: FastAPI, settings: Settings) -> None:
    """An answer that is a refusal takes from the quota as any other, and says so."""
    async with as_client(app, settings, "one", "dopt") as client:
        answers = [await client.get("/v1/officials/0/evaluations/x") for _ in range(4)]

    assert [one.status_code for one in answers] == [422, 422, 422, 429]
    assert answers[0].headers["ratelimit"] == '"client";r=2;t=20'


@pytest.mark.usefixtures("clock")
async def test_tokens_have_a_quota_by_name_and_by_address(app: FastAPI) -> None:
    """Who tries secrets is stopped by name, and by address when it goes through names."""
    async with client_of(app, None) as stranger:
        by_name = [
            (await stranger.post("/oauth/token", data={**FORM, "client_id": "one"})).status_code
            for _ in range(3)
        ]
        named = [
            await stranger.post("/oauth/token", data={**FORM, "client_id": f"name-{number}"})
            for number in range(18)
        ]

    assert by_name == [401, 401, 429]
    assert [one.status_code for one in named[:17]] == [401] * 17
    assert named[17].status_code == 429
    assert named[17].headers["ratelimit-policy"] == '"address";q=20;w=60'
    assert int(named[17].headers["retry-after"]) == 3


@pytest.mark.usefixtures("clock")
async def test_who_knows_a_name_keeps_nobody_out(app: FastAPI) -> None:
    """Tokens asked for by a client's name take nothing from the client at another address."""
    answers = []
    for address in ("192.0.2.1", "192.0.2.2"):
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as caller:
            for _ in range(3):
                answered = await caller.post("/oauth/token", data={**FORM, "client_id": "one"})
                answers.append(answered.status_code)

    assert answers == [401, 401, 429] * 2


def test_a_counter_keeps_so_many_in_mind() -> None:
    """However many callers come, a process holds a number for so many, and forgets the oldest."""
    counter = Counter(held_max=10)
    for number in range(1000):
        counter.take(str(number), SECOND, 0.0)

    assert counter.take("999", SECOND, 0.0).left == 58
    assert counter.take("1", SECOND, 0.0).left == 59
    assert len(counter._whole_at) == 10


def test_a_clock_that_is_set_back_gives_no_more_than_a_quota() -> None:
    """A moment before the last one neither gives a second quota nor locks a caller out for long."""
    counter = Counter()
    for _ in range(60):
        counter.take("one", SECOND, 1000.0)
    refused = counter.take("one", SECOND, 990.0)

    assert refused.wait == 11
    assert counter.take("one", SECOND, 1001.0).wait is None


def test_counting_costs_nothing_that_is_noticed() -> None:
    """A request is counted, and told about, in less than a hundredth of what one answer takes."""
    counter = Counter()
    seconds = min(
        timeit(lambda: counter.take("one", SECOND, 0.0).headers(), number=1000) for _ in range(5)
    )

    assert seconds / 1000 < 20e-6
