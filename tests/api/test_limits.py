"""What one request may bring, and what a process takes at a time: each limit by its own code."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from app.api.edge import Limits
from app.settings import Settings
from app.store.database import NOBODY
from tests.api.calling import EVERYBODY, client_of, started_anew, token_of
from tests.api.population import Population

ENTRIES = "/v1/apar/2025-26/entries"
LOOKUPS = "/v1/apar/2025-26/lookups"
TYPED = {"Content-Type": "application/json"}


async def test_addresses_have_a_limit(client: httpx.AsyncClient) -> None:
    """A path or query beyond 16 KiB is 414, whatever it asks."""
    answers = [
        await client.get("/v1/" + "a" * 17_000),
        await client.get(f"/health/live?{'a' * 17_000}"),
    ]

    assert {one.status_code for one in answers} == {414}
    assert {one.json()["code"] for one in answers} == {"address-too-long"}


async def test_headers_have_a_limit(client: httpx.AsyncClient) -> None:
    """Headers beyond 16 KiB together, or more than 100, are 431, also without a token."""
    long = {"X-Long": "a" * 17_000}
    many = {f"X-{number}": "1" for number in range(101)}
    answers = [await client.get("/v1/authorities", headers=headers) for headers in (long, many)]

    assert {one.status_code for one in answers} == {431}
    assert {one.json()["code"] for one in answers} == {"head-too-large"}


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "1e3", "1_000"])
async def test_pages_have_a_limit(
    client: httpx.AsyncClient, population: Population, limit: str
) -> None:
    """A page holds 1 to 1,000; another size is 422, and never taken for the nearest."""
    asked = {"authority_id": str(population.authority), "limit": limit}
    answered = await client.get(ENTRIES, params=asked)

    assert answered.status_code == 422
    assert answered.json()["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize(("cursor", "status"), [("a" * 513, 422), ("a" * 512, 400), ("", 422)])
async def test_cursors_have_a_limit(
    client: httpx.AsyncClient, population: Population, cursor: str, status: int
) -> None:
    """A cursor of more than 512 letters is 422; one that is none of ours is 400."""
    asked = {"authority_id": str(population.authority), "cursor": cursor}

    assert (await client.get(ENTRIES, params=asked)).status_code == status


async def test_rosters_have_a_limit_of_their_own(
    settings: Settings, population: Population
) -> None:
    """A roster's body may be larger than others', and is 413 beyond its own limit."""
    limits = Limits(body_bytes=1000, roster_bytes=2000)
    path = f"/v1/authorities/{population.authority}/rosters?reporting_year=2025-26"
    text = {"Content-Type": "text/csv"}

    async def unstated() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"a" * 100

    token = token_of(settings, EVERYBODY)
    async with started_anew(settings, limits) as app, client_of(app, token) as client:
        stated = await client.post(path, content=b"a" * 2001, headers=text)
        streamed = await client.post(path, content=unstated(), headers=text)
        within = await client.post(path, content=b"a" * 1500, headers=text)
        elsewhere = await client.post(LOOKUPS, content=b"a" * 1500, headers=TYPED)

    answers = (stated, streamed, within, elsewhere)
    assert [one.status_code for one in answers] == [413, 413, 422, 413]


async def test_nobody_waits_without_end_for_a_connection(
    settings: Settings, population: Population
) -> None:
    """With every connection of the pool taken, each of many is sent away in time, with 503."""
    quick = settings.model_copy(update={"pool_size": 2, "pool_wait_seconds": 0.3})
    path = f"/v1/apar/2025-26/officials/{population.officials[0]}"
    token = token_of(settings, EVERYBODY)
    async with (
        started_anew(quick, Limits(in_flight=40)) as app,
        client_of(app, token) as client,
    ):
        database = app.state.parts.database
        async with database.reading(), database.reading(), asyncio.timeout(10):
            answers = await asyncio.gather(*(client.get(path) for _ in range(60)))
            live = await client.get("/health/live")
        after = await client.get(path)

    assert sorted(one.status_code for one in answers) == [429] * 20 + [503] * 40
    assert all(one.headers["retry-after"] for one in answers)
    assert (live.status_code, after.status_code) == (200, 200)


EXTRACTED = json.dumps(
    {"assigned_on_start_date": "2025-04-01", "assigned_on_end_date": "2026-03-31"}
).encode()
STREAMS: dict[str, tuple[str, str, bytes, str]] = {
    "entries": ("GET", f"{ENTRIES}?authority_id=1", b"", "application/x-ndjson"),
    "extract": ("POST", "/report/apar/assigned/courses", EXTRACTED, "*/*"),
    "quarantine": ("GET", "/v1/feeds/igot/quarantine", b"", "text/csv"),
    "roster": ("GET", "/v1/authorities/1/rosters/1/file", b"", "*/*"),
}


@pytest.mark.parametrize("kind", STREAMS)
async def test_slow_readers_leave_connections_to_others(
    settings: Settings, population: Population, kind: str
) -> None:
    """Streams, which their readers may drag out, have half of the pool: one more is 503 in time.

    Whoever asks for one official, and whoever watches, is answered meanwhile.
    """
    quick = settings.model_copy(update={"pool_size": 4, "pool_wait_seconds": 0.2})
    method, address, body, wanted = STREAMS[kind]
    one = f"/v1/apar/2025-26/officials/{population.officials[0]}"
    token = token_of(settings, EVERYBODY)
    async with started_anew(quick) as app, client_of(app, token) as client:
        database = app.state.parts.database
        async with database.streaming(NOBODY), database.streaming(NOBODY), asyncio.timeout(10):
            refused = await client.request(
                method, address, content=body, headers={**TYPED, "Accept": wanted}
            )
            others = [(await client.get(path)).status_code for path in (one, "/health/ready")]

    assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
    assert refused.headers["retry-after"]
    assert others == [200, 200]
