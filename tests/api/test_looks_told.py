"""Who looked at a record: a bulk read leads to exactly the officials whom it told of."""

from collections.abc import Awaitable, Callable
from datetime import date

import asyncpg
import httpx
import pytest

from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.population import decide as decide_for_all
from tests.api.test_moved_entries import move
from tests.api.test_transfers import read_anew
from tests.harness.arranged import IN_YEAR, take_completions

CHANGES, EXPORTS = "/v1/apar/2025-26/changes", "/v1/apar/2025-26/exports"
ENTRIES = "/v1/apar/2025-26/entries?limit=1&authority_id={}"
REACH_LIST = "/v1/authorities/{}/reach-list/2025-26?limit=1"
Looks = Callable[[int], Awaitable[list[str]]]
pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def looks(client: httpx.AsyncClient) -> Looks:
    """Return the purposes for which an official's record was looked at, the first one first."""

    async def told(official_id: int) -> list[str]:
        answered = await client.get(f"/v1/officials/{official_id}/accesses")
        found = [one["purpose"] for one in answered.json()["events"]]
        return [one for one in reversed(found) if one != "unstated"]

    return told


async def follow(client: httpx.AsyncClient, purpose: str, cursor: str | None = None) -> str:
    """Read what changed after a cursor, for a purpose; return the next cursor."""
    parameters = {} if cursor is None else {"cursor": cursor}
    headers = {"Karmasetu-Purpose": purpose}
    answered = await client.get(CHANGES, params=parameters, headers=headers)
    return str(answered.json()["next_cursor"])


async def publish_anew(worker: Database, igot_user: str) -> None:
    """Have an official complete another course, and his entry be published anew."""
    async with worker.writing() as session:
        await take_completions(session, (igot_user, "B", IN_YEAR))
    await decide_for_all(worker)


async def test_each_stretch_leads_to_whom_it_told_of(
    client: httpx.AsyncClient, population: Population, worker_database: Database, looks: Looks
) -> None:
    """A new version is of the stretch that it lies in; whoever has none in a stretch is not."""
    first = await follow(client, "from the beginning")
    await publish_anew(worker_database, "one-1")
    second = await follow(client, "what is new", first)
    await follow(client, "nothing", second)
    renewed, others = population.officials[1], population.officials[0]

    assert await looks(renewed) == ["from the beginning", "what is new"]
    assert await looks(others) == ["from the beginning"]


async def test_a_stream_leads_to_whom_it_held_then(
    client: httpx.AsyncClient, population: Population, worker_database: Database, looks: Looks
) -> None:
    """Before a transfer he is of his first authority's stream, afterwards of the other's alone."""

    async def read(purpose: str) -> None:
        for name, authority in (("one", population.authority), ("two", population.other)):
            asked = {"authority_id": authority}
            headers = {"Accept": "application/x-ndjson", "Karmasetu-Purpose": f"{purpose} {name}"}
            await client.get("/v1/apar/2025-26/entries", params=asked, headers=headers)
            await client.post(EXPORTS, json={"form": "csv", **asked}, headers=headers)

    await read("before")
    who = await move(worker_database, population, date(2026, 1, 12))
    await read_anew(worker_database, population.other)
    await decide_for_all(worker_database)
    await read("after")

    assert await looks(who) == ["before one", "before one", "after two", "after two"]
    assert await looks(population.officials[1]) == ["before one"] * 2 + ["after one"] * 2


@pytest.mark.parametrize("address", [ENTRIES, REACH_LIST])
async def test_a_page_leads_to_whom_it_showed(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    population: Population,
    looks: Looks,
    address: str,
) -> None:
    """Of a page of entries, or of those who are short, nobody else is told; of no page, nobody."""
    place = address.format(population.authority)
    page = await client.get(place, headers={"Karmasetu-Purpose": "a page"})
    async with as_authority(population.other) as other:
        refused = await other.get(place, headers={"Karmasetu-Purpose": "another's"})
    [shown] = page.json()[next(name for name in ("entries", "officials") if name in page.json())]

    assert refused.status_code == httpx.codes.NOT_FOUND
    told = {who: await looks(who) for who in (*population.officials, *population.others)}
    assert {who: found for who, found in told.items() if found} == {
        shown["official_id"]: ["a page"]
    }


async def test_who_is_told_of_a_departure_has_looked(
    as_authority: ClientOf, population: Population, worker_database: Database, looks: Looks
) -> None:
    """The former authority reads that he departed; the new one his entry, as soon as he arrived."""
    async with (
        as_authority(population.authority) as former,
        as_authority(population.other) as new,
    ):
        at = [await follow(one, "unstated") for one in (former, new)]
        who = await move(worker_database, population, date(2026, 1, 12))
        await follow(new, "new, once he arrived")
        await read_anew(worker_database, population.other)
        await decide_for_all(worker_database)
        await follow(former, "former, of the departure", at[0])
        await follow(new, "new, of the entry", at[1])

    assert await looks(who) == [
        "new, once he arrived",
        "former, of the departure",
        "new, of the entry",
    ]


async def test_other_keys_are_a_look(
    as_authority: ClientOf,
    population: Population,
    owner: asyncpg.Connection,
    client: httpx.AsyncClient,
    looks: Looks,
) -> None:
    """A stretch that told of nothing but other keys leads to the official, and to no other."""
    at = await follow(client, "entries")
    last = await owner.fetchval("SELECT value FROM position_counter WHERE kind = 'publish'")
    await owner.execute(
        "INSERT INTO apar_change SELECT 2025, id, $2, 'rekeyed', authority_id, service_id,"
        " cadre_id, '[]', now() FROM official WHERE id = $1",
        population.officials[0],
        last + 1,
    )
    await owner.execute("UPDATE position_counter SET value = value + 1 WHERE kind = 'publish'")
    async with as_authority(population.other) as other:
        await follow(other, "another's")
    await follow(client, "keys", at)

    assert await looks(population.officials[0]) == ["entries", "keys"]
    assert await looks(population.officials[1]) == ["entries"]
