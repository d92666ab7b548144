"""Feeds over HTTP: how fresh, which runs, what is kept aside; each authority sees its own part."""

import csv
import io
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.store.database import Database
from app.store.feed import feed_requests, feed_runs, road_ledger
from app.store.feed.feed_runs import NATIONAL, Doubt
from app.store.feed.road_ledger import Travelled
from tests.api.conftest import ClientOf
from tests.api.population import Population

RUNS, ASIDE = "/v1/feeds/igot/runs", "/v1/feeds/igot/quarantine"
BEGAN = datetime(2026, 1, 15, 5, 30, tzinfo=UTC)
ENDED = BEGAN + timedelta(minutes=30)


@pytest.fixture
async def run_id(worker_database: Database, population: Population) -> int:
    """A run of which one authority's road ended incomplete, with a record aside of each."""
    async with worker_database.writing() as session:
        number = await feed_runs.start(session, 2025, BEGAN)
        for authority_id, subject in ((population.authority, "=user 1"), (population.other, "u 2")):
            doubts = [Doubt("certificate-undated", subject, "a certificate, but no date")]
            await feed_runs.keep_aside(session, number, "completions", authority_id, doubts)
        for road, authority_id, reason in (
            ("courses", NATIONAL, None),
            ("completions", population.authority, None),
            ("completions", population.other, "feed-incomplete: cut short"),
        ):
            travelled = Travelled(road, authority_id, reason, 2, {"completions": 5}, BEGAN, ENDED)
            await road_ledger.record(session, number, travelled)
        await feed_runs.finish(
            session, number, ENDED, reason="completions: cut short", calls=6, counts={"plans": 1}
        )
    return number


async def test_a_run_tells_calls_counts_and_rejects(
    client: httpx.AsyncClient, run_id: int, population: Population
) -> None:
    """Each road says how many ended how, its calls and counts, and its rejects by reason."""
    told = (await client.get(f"{RUNS}/{run_id}")).json()
    roads = {road["road"]: road for road in told["roads"]}

    assert (told["kind"], told["state"], told["calls"]) == ("full", "incomplete", 6)
    assert (roads["completions"]["complete"], roads["completions"]["incomplete"]) == (1, 1)
    assert (roads["completions"]["calls"], roads["completions"]["counts"]) == (
        4,
        {"completions": 10},
    )
    assert roads["completions"]["rejects"] == {"certificate-undated": 2}
    assert [one["authority_id"] for one in told["incomplete"]] == [population.other]


async def test_an_authority_sees_its_own_part_alone(
    as_authority: ClientOf, run_id: int, population: Population
) -> None:
    """Another's roads, reasons and records don't show, nor what all came to together."""
    async with as_authority(population.authority) as own:
        told = (await own.get(f"{RUNS}/{run_id}")).json()
        aside = (await own.get(ASIDE)).json()["records"]
        feeds = (await own.get("/v1/feeds")).json()["feeds"]

    assert [(one["road"], one["complete"], one["incomplete"]) for one in told["roads"]] == [
        ("completions", 1, 0)
    ]
    assert (told["reason"], told["calls"], told["counts"]) == (None, None, None)
    assert [one["authority_id"] for one in aside] == [population.authority]
    assert [(one["authorities"], one["quarantined"]) for one in feeds] == [(1, 1)]


async def test_runs_come_in_pages_the_last_first(
    client: httpx.AsyncClient, run_id: int, worker_database: Database
) -> None:
    """The Link of a page leads to the runs before it; none comes twice."""
    async with worker_database.writing() as session:
        later = await feed_runs.start(session, 2025, ENDED, "incremental")
    first = await client.get(RUNS, params={"limit": 1})
    second = await client.get(first.links["next"]["url"])

    assert [one["id"] for one in first.json()["runs"]] == [later]
    assert run_id in [one["id"] for one in second.json()["runs"]]
    assert later not in [one["id"] for one in second.json()["runs"]]


async def test_an_unknown_run_is_not_found(client: httpx.AsyncClient) -> None:
    """A run that never was is 404."""
    assert (await client.get(f"{RUNS}/999999")).status_code == 404


@pytest.mark.usefixtures("run_id")
async def test_the_quarantine_is_paged_and_narrowed(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Pages follow each other without a gap; a quirk and an authority narrow them."""
    first = await client.get(ASIDE, params={"limit": 1})
    second = (await client.get(first.links["next"]["url"])).json()
    other = (await client.get(ASIDE, params={"authority_id": population.other})).json()
    none = (await client.get(ASIDE, params={"quirk": "never-seen"})).json()

    places = [page["records"][0]["authority_id"] for page in (first.json(), second)]
    assert places == [population.authority, population.other]
    assert second["next_cursor"] is None
    assert [one["subject"] for one in other["records"]] == ["u 2"]
    assert none["records"] == []


@pytest.mark.usefixtures("run_id")
async def test_the_quarantine_as_a_table(client: httpx.AsyncClient) -> None:
    """As CSV it holds the same records, and no cell that a spreadsheet takes for a formula."""
    answered = await client.get(ASIDE, headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answered.text)))

    assert [row["subject"] for row in rows] == ["'=user 1", "u 2"]


async def test_feeds_say_how_fresh_they_are(client: httpx.AsyncClient, run_id: int) -> None:
    """Facts that were last held in full long ago are stale, with their lag."""
    [feed] = (await client.get("/v1/feeds")).json()["feeds"]

    assert run_id
    assert (feed["feed"], feed["reporting_year"], feed["authorities"]) == ("igot", "2025-26", 2)
    assert feed["freshness"]["stale"] is True


async def test_asked_twice_a_requeue_waits_once(
    as_authority: ClientOf, population: Population, worker_database: Database
) -> None:
    """The same request is the same answer until a run takes it up; then a new one may wait."""
    asked = {"reporting_year": "2025-26", "authority_id": population.authority}
    async with as_authority(population.authority) as own:
        first = await own.post("/v1/feeds/igot/requeues", json=asked)
        again = await own.post("/v1/feeds/igot/requeues", json=asked)
        async with worker_database.writing() as session:
            taken = await feed_requests.take_up(session, 7, 2025)
        told = (await own.get(first.headers["Location"])).json()
        later = await own.post("/v1/feeds/igot/requeues", json=asked)

    assert (first.status_code, first.json()) == (202, again.json())
    assert (taken, told["state"], told["run_id"]) == ({population.authority}, "taken_up", 7)
    assert later.json()["id"] > first.json()["id"]


@pytest.mark.usefixtures("alone")
async def test_nobody_requeues_anothers_records(
    as_authority: ClientOf, population: Population
) -> None:
    """Another's authority is not found, everybody's needs the right to see all."""
    async with as_authority(population.authority) as own:
        others = await own.post(
            "/v1/feeds/igot/requeues",
            json={"reporting_year": "2025-26", "authority_id": population.other},
        )
        everybody = await own.post("/v1/feeds/igot/requeues", json={"reporting_year": "2025-26"})

    assert (others.status_code, everybody.status_code) == (404, 403)
