"""SPARROW instances over the API: registered with care, told how far, dead letters put back."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest

from app.services.filings.pushing import Pushed, Pusher
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.filings.served import ServedSparrow, served

PLACE = "/v1/sparrow/instances"
BODY: dict[str, Any] = {
    "base_url": "http://127.0.0.1:9",
    "enabled": True,
    "reporting_years": ["2025-26"],
    "serves": {"authorities": [1]},
}


@pytest.fixture(scope="module")
def sparrow() -> Iterator[ServedSparrow]:
    """The stand-in SPARROW behind a socket."""
    with served() as running:
        yield running


async def put(
    client: httpx.AsyncClient, name: str, tag: str | None = None, **changes: Any
) -> httpx.Response:
    """Register an instance, or change it from what a tag names."""
    headers = {} if tag is None else {"If-Match": tag}
    return await client.put(f"{PLACE}/{name}", json={**BODY, **changes}, headers=headers)


async def push(database: Database, sparrow: ServedSparrow, name: str) -> Pushed:
    """Push as a worker does."""
    pusher = Pusher(database, lambda *_: sparrow.desk(), lambda: datetime.now(UTC), lambda *_: None)
    return await pusher.run(name)


@pytest.mark.usefixtures("alone")
async def test_an_instance_is_registered_once_and_changed_with_its_tag(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Without the tag of what is held nothing changes; with it the version rises."""
    serves = {"authorities": [population.authority, population.other]}
    new = await put(client, "css", serves=serves)
    read = await client.get(f"{PLACE}/css")
    held = await client.get(f"{PLACE}/css", headers={"If-None-Match": new.headers["etag"]})
    blind = await put(client, "css")
    changed = await put(client, "css", new.headers["etag"], enabled=False)
    stale = await put(client, "css", new.headers["etag"])
    absent = await put(client, "irs", new.headers["etag"])
    listed = (await client.get(PLACE)).json()["instances"]

    assert (new.status_code, new.json()["version"]) == (201, 1)
    assert read.headers["etag"] == new.headers["etag"]
    assert [one.status_code for one in (held, blind, stale, absent)] == [304, 428, 412, 412]
    assert (changed.status_code, changed.json()["enabled"], changed.json()["version"]) == (
        200,
        False,
        2,
    )
    assert [one["id"] for one in listed] == ["css"]
    assert "key" not in read.text


async def test_every_fault_of_an_instance_is_named(client: httpx.AsyncClient) -> None:
    """An address elsewhere, unknown numbers, nobody served, and what is no year."""
    both = await put(
        client,
        "css",
        base_url="https://thief.example",
        serves={"authorities": [1, 999], "services": [], "cadres": [7]},
    )
    nobody = await put(client, "css", serves={})
    year = await put(client, "css", reporting_years=["2025-26", "2025-27"])
    named = await client.put(f"{PLACE}/Css", json=BODY)
    text = await put(client, "css", enabled="yes", surplus=1)

    assert both.json()["errors"] == [
        {"code": "host-not-allowed", "pointer": "/base_url"},
        {"code": "unknown", "pointer": "/serves/authorities/1"},
        {"code": "unknown", "pointer": "/serves/cadres/0"},
    ]
    assert nobody.json()["errors"] == [{"code": "nobody", "pointer": "/serves"}]
    assert year.json()["errors"] == [{"code": "reporting-year", "pointer": "/reporting_years/1"}]
    assert [one.status_code for one in (both, nobody, year, named, text)] == [422] * 5


@pytest.mark.usefixtures("alone")
async def test_an_instance_is_seen_and_changed_by_whom_it_serves(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """Of others it learns nothing: an id that is taken elsewhere answers as one that is free."""
    await put(client, "both", serves={"authorities": [population.authority, population.other]})
    await put(client, "own", serves={"authorities": [population.other]})
    async with as_authority(population.other, role="sparrow") as other:
        tag = (await other.get(f"{PLACE}/own")).headers["etag"]
        foreign = await put(other, "own", tag, serves={"authorities": [population.authority]})
        taken, free = [
            await put(other, one, serves={"authorities": [population.other]})
            for one in ("both", "free")
        ]
        own = await put(other, "own", tag, serves={"authorities": [population.other]})
        listed = (await other.get(PLACE)).json()["instances"]
        tails = ("", "/status", "/filings")
        unseen = [await other.get(f"{PLACE}/both{tail}") for tail in tails]
        unseen.append(await other.post(f"{PLACE}/both/requeues", json={}))
    async with as_authority(population.other, "filings:read") as reader:
        refused = [await put(reader, "own"), await reader.post(f"{PLACE}/own/requeues", json={})]

    assert foreign.json()["errors"] == [{"code": "unknown", "pointer": "/serves/authorities/0"}]
    same = {"request_id": ""}
    assert taken.json() | same == free.json() | same
    assert (taken.status_code, own.status_code) == (404, 200)
    assert [one["id"] for one in listed] == ["own"]
    assert [one.status_code for one in unseen] == [404] * 4
    assert [one.status_code for one in refused] == [403, 403]


async def test_filings_are_told_with_their_receipts(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    population: Population,
    worker_database: Database,
    owner: asyncpg.Connection,
    sparrow: ServedSparrow,
) -> None:
    """What was accepted has the instance's reference; the lag goes; the look is noted."""
    sparrow.fresh()
    await put(client, "css", serves={"authorities": [population.authority]})
    jobs = await owner.fetch("SELECT payload FROM jobs.pgqueuer WHERE entrypoint = 'push'")
    before = (await client.get(f"{PLACE}/css/status")).json()
    await push(worker_database, sparrow, "css")
    after = (await client.get(f"{PLACE}/css/status")).json()
    first = (await client.get(f"{PLACE}/css/filings", params={"limit": 3})).json()
    following = {"limit": 3, "cursor": first["next_cursor"]}
    second = (await client.get(f"{PLACE}/css/filings", params=following)).json()
    official = population.officials[0]
    address = f"/v1/apar/2025-26/officials/{official}/filings"
    mine = (await client.get(address)).json()["filings"]
    noted = await owner.fetchval(
        "SELECT official_id FROM audit_event WHERE action = 'sparrow.official'"
    )
    async with as_authority(population.other) as other:
        unseen = await other.get(address)

    assert [job["payload"] for job in jobs] == [b"css"]
    assert (before["state"], after["state"]) == ("behind", "level")
    [year] = after["years"]
    assert (year["lag_positions"], year["lag_seconds"], year["accepted"]) == (0, 0, 5)
    assert before["years"][0]["lag_positions"] == year["published_position"] == 10
    told = first["filings"] + second["filings"]
    assert [one["official_id"] for one in told] == list(population.officials)
    assert (len(first["filings"]), second["next_cursor"]) == (3, None)
    assert mine == [told[0]]
    assert mine[0]["receipt"]["reference"] == "SPARROW-000001"
    assert mine[0]["filing_id"] in sparrow.ledger()["filed"]
    assert (noted, unseen.status_code) == (official, 404)


async def test_whom_it_serves_by_now_is_what_it_is_behind_with(
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
    sparrow: ServedSparrow,
) -> None:
    """Made to serve others, an instance is behind from that moment, until it was told of them."""
    sparrow.fresh()
    made = await put(client, "css", serves={"authorities": [population.authority]})
    await push(worker_database, sparrow, "css")
    others = {"authorities": [population.other]}
    await put(client, "css", made.headers["etag"], serves=others)
    states = [(await client.get(f"{PLACE}/css/status")).json()["state"]]
    await push(worker_database, sparrow, "css")
    states.append((await client.get(f"{PLACE}/css/status")).json()["state"])

    assert states == ["behind", "level"]


async def test_dead_letters_are_seen_fetched_as_a_table_and_put_back(
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
    sparrow: ServedSparrow,
) -> None:
    """A refused filing waits for somebody; after a fix it is put back, and is filed."""
    sparrow.fresh()
    await put(client, "css", serves={"authorities": [population.authority]})
    refused = population.officials[1]
    sparrow.misbehave({"fault": "refuse", "official_id": refused, "code": "no-such-par"})
    await push(worker_database, sparrow, "css")
    dead = await client.get(f"{PLACE}/css/filings", params={"state": "dead"})
    table = await client.get(
        f"{PLACE}/css/filings", params={"state": "dead"}, headers={"Accept": "text/csv"}
    )
    other = await client.post(f"{PLACE}/css/requeues", json={"reporting_year": "2024-25"})
    put_back = await client.post(f"{PLACE}/css/requeues", json={"official_id": refused})
    await push(worker_database, sparrow, "css")
    status = (await client.get(f"{PLACE}/css/status")).json()
    strange = await client.get(f"{PLACE}/css/filings", params={"state": "lost"})

    [letter] = dead.json()["filings"]
    assert (letter["official_id"], letter["failure"]) == (refused, "no-such-par")
    assert letter["receipt"]["status"] == "refused"
    [row] = csv.DictReader(table.text.splitlines())
    assert (row["filing_id"], row["code"]) == (letter["filing_id"], "no-such-par")
    assert (other.json()["requeued"], put_back.status_code) == (0, 202)
    assert put_back.json() == {"instance_id": "css", "requeued": 1}
    assert (status["years"][0]["accepted"], status["years"][0]["dead"]) == (5, 0)
    assert strange.status_code == 422


async def test_an_instance_that_does_not_answer_is_told_as_resting(
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
    sparrow: ServedSparrow,
) -> None:
    """Why it rests and until when is told; a requeue has it tried at once."""
    sparrow.fresh()
    await put(client, "css", serves={"authorities": [population.authority]})
    sparrow.misbehave({"fault": "http429"})
    resting = await push(worker_database, sparrow, "css")
    told = (await client.get(f"{PLACE}/css/status")).json()
    await client.post(f"{PLACE}/css/requeues", json={})
    pushed = await push(worker_database, sparrow, "css")

    assert (resting.end, told["failures"], told["failure"]) == ("resting", 1, "http-429")
    assert told["next_try_at"] is not None
    assert told["years"][0]["pending"] == 5
    assert dict(pushed.counts) == {"accepted": 5}
