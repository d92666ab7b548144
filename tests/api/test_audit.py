"""The audit trail: who looked at what, on whom; chained in order, and no link bends unnoticed."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.auditing import START, Checkpoint, Event, linked
from app.services.auditing.chaining import chain
from app.services.auditing.walking import BrokenChainError, Walked, walk
from app.store.database import Database, Tenant
from tests.api.conftest import ClientOf
from tests.api.population import Population

TRAIL, CHECKPOINT, YEAR = "/v1/audit", "/v1/audit/checkpoint", "/v1/apar/2025-26"
PURPOSE = {"Karmasetu-Purpose": "a dispute"}
DISGUISED = "ALTER TABLE audit_event DISABLE TRIGGER USER"


async def walked(database: Database, *checkpoints: Checkpoint) -> Walked:
    """Walk the chain without anybody watching."""
    return await walk(database, checkpoints, lambda _: None)


def of(answered: httpx.Response) -> list[dict[str, object]]:
    """Return the events of a page."""
    assert answered.status_code == httpx.codes.OK, answered.text
    events: list[dict[str, object]] = answered.json()["events"]
    return events


@pytest.mark.usefixtures("alone")
async def test_a_read_is_told_to_the_officials_own_authority(
    as_authority: ClientOf, population: Population
) -> None:
    """Who read a record, what for and when, is told to its authority; to no other authority."""
    official = population.officials[0]
    async with as_authority(population.authority) as own, as_authority(population.other) as other:
        await own.get(f"{YEAR}/officials/{official}", headers=PURPOSE)
        (event,) = of(await own.get(f"/v1/officials/{official}/accesses"))

        assert event["purpose"] == "a dispute"
        assert (event["client_id"], event["outcome"]) == ("tests", "served")
        assert (event["official_id"], event["authority_id"]) == (official, population.authority)
        assert event["reporting_year"] == "2025-26"
        assert official not in [one["official_id"] for one in of(await other.get(TRAIL))]
        refused = await other.get(f"/v1/officials/{official}/accesses")
        missing = await other.get("/v1/officials/999999/accesses")
    assert refused.status_code == missing.status_code == httpx.codes.NOT_FOUND
    assert refused.json() | {"request_id": ""} == missing.json() | {"request_id": ""}


@pytest.mark.usefixtures("alone")
async def test_a_bulk_read_is_one_event_that_leads_to_each_official(
    as_authority: ClientOf, client: httpx.AsyncClient, population: Population
) -> None:
    """A read of what changed stands once in the trail, and with each official who was in reach."""
    async with as_authority(population.authority) as own:
        changes = await own.get(f"{YEAR}/changes")
        assert changes.status_code == httpx.codes.OK

    within = of(await client.get(f"/v1/officials/{population.officials[1]}/accesses"))
    beyond = of(await client.get(f"/v1/officials/{population.others[1]}/accesses"))

    assert [one["action"] for one in within] == ["apar.changes"]
    assert within[0]["official_id"] is None
    assert beyond == []


@pytest.mark.usefixtures("alone")
async def test_events_come_in_pages_by_what_is_sought(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Each event comes once, the last first, over as many pages as are asked for."""
    for official in population.officials:
        await client.get(f"{YEAR}/officials/{official}")
    sought = f"{TRAIL}?action=apar.entry&limit=2&since=2020-01-01T00:00:00Z"
    told: list[object] = []
    cursor = ""
    while cursor is not None:
        answered = await client.get(f"{sought}&cursor={cursor}" if cursor else sought)
        told += [one["official_id"] for one in of(answered)]
        cursor = answered.json()["next_cursor"]

    assert told == list(reversed(population.officials))
    assert of(await client.get(f"{TRAIL}?client_id=nobody")) == []
    assert of(await client.get(f"{TRAIL}?until=2020-01-01T00:00:00Z")) == []


@pytest.fixture
async def trail(
    worker_database: Database, client: httpx.AsyncClient, population: Population
) -> Database:
    """A database whose trail holds a few linked events."""
    for official in population.officials:
        await client.get(f"{YEAR}/officials/{official}")
    assert await chain(worker_database) == len(population.officials)
    return worker_database


async def test_events_are_linked_in_order(trail: Database, client: httpx.AsyncClient) -> None:
    """Links are whole numbers from 1; a second look finds nothing to link; the head is signed."""
    assert await chain(trail) == 0
    whole = await walked(trail)
    assert (whole.last.number, whole.waiting.events) == (5, 0)

    answered = await client.get(f"{CHECKPOINT}?signed=true")
    held = answered.json()
    assert (held["link"], held["hash"]) == (5, whole.last.hash.hex())
    assert answered.headers["Karmasetu-Signature"]
    again = await client.get(CHECKPOINT, headers={"If-None-Match": answered.headers["etag"]})
    assert again.status_code == httpx.codes.NOT_MODIFIED


async def test_two_chainers_make_one_chain(
    worker_database: Database, client: httpx.AsyncClient, population: Population
) -> None:
    """However many workers look at the same moment, each event has one link."""
    for official in population.officials:
        await client.get(f"{YEAR}/officials/{official}")

    made = await asyncio.gather(*(chain(worker_database) for _ in range(4)))

    assert sum(made) == len(population.officials)
    assert (await walked(worker_database)).last.number == len(population.officials)


TAMPERINGS = {
    "UPDATE audit_event SET purpose = 'another' WHERE link = 3": "link 3 .* does not say",
    "UPDATE audit_event SET chain_hash = '\\x00' WHERE link = 2": "link 2 .* does not say",
    "DELETE FROM audit_event WHERE link = 3": "link 3 is missing",
    (
        "UPDATE audit_event SET link = CASE link WHEN 2 THEN -3 ELSE -2 END"
        " WHERE link IN (2, 3); UPDATE audit_event SET link = -link WHERE link < 0"
    ): "link 2 .* does not say",
    "DELETE FROM audit_event WHERE link = 5": "its end was cut",
    "DELETE FROM audit_event": "its end was cut",
}


async def test_tampering_is_named(trail: Database, owner: asyncpg.Connection) -> None:
    """A changed, deleted, swapped or cut event is named, even if the tables' owner did it."""
    await owner.execute(f"CREATE TABLE kept AS TABLE audit_event; {DISGUISED}")
    for tampering, said in TAMPERINGS.items():
        await owner.execute(tampering)
        with pytest.raises(BrokenChainError, match=said):
            await walked(trail)
        await owner.execute("DELETE FROM audit_event; INSERT INTO audit_event TABLE kept")
        await walked(trail)


async def test_a_cut_chain_never_closes_again(
    trail: Database, owner: asyncpg.Connection, client: httpx.AsyncClient
) -> None:
    """What is linked after the end was cut follows the end that was noted: the gap stays."""
    await owner.execute(DISGUISED)
    await owner.execute("DELETE FROM audit_event WHERE link = 5")
    await client.get(f"{YEAR}/officials/1")
    assert await chain(trail) == 1

    with pytest.raises(BrokenChainError, match="link 5 is missing"):
        await walked(trail)


async def test_links_beyond_the_noted_end_are_told(
    trail: Database, owner: asyncpg.Connection
) -> None:
    """A note of the end that is older than the chain, or gone, is no end that was noted."""
    earlier = "UPDATE audit_head SET link = held.link, hash = held.chain_hash"
    earlier += " FROM audit_event AS held WHERE held.link = 4"
    for note in (earlier, "DELETE FROM audit_head"):
        await owner.execute(note)
        with pytest.raises(BrokenChainError, match="the store's own note of it does not"):
            await walked(trail)


async def make_anew(trail: Database, owner: asyncpg.Connection) -> None:
    """Rewrite the trail and link it anew as a whole, with the note of its end."""
    await owner.execute(DISGUISED)
    await owner.execute("DELETE FROM audit_head")
    await owner.execute("UPDATE audit_event SET link = NULL, chain_hash = NULL, client_id = 'x'")
    await chain(trail)


async def test_a_chain_made_anew_is_not_the_one_that_was_seen(
    trail: Database, owner: asyncpg.Connection
) -> None:
    """Who rewrites the trail and links it anew as a whole is found out by a checkpoint alone."""
    seen = (await walked(trail)).last
    await make_anew(trail, owner)

    await walked(trail)
    with pytest.raises(BrokenChainError, match="link 5 is not the one that was seen"):
        await walked(trail, Checkpoint(seen.number, seen.hash))


async def test_the_chain_is_held_to_what_exports_carried(
    trail: Database, owner: asyncpg.Connection, client: httpx.AsyncClient
) -> None:
    """The end that each recorded export took along is a checkpoint that nobody need bring."""
    await client.post(f"{YEAR}/exports", json={"form": "csv", "authority_id": 1})
    await make_anew(trail, owner)

    with pytest.raises(BrokenChainError, match="link 5 is not the one that was seen"):
        await walked(trail)


SLIPS = (
    "UPDATE audit_event SET purpose = 'another'",
    "UPDATE audit_event SET link = 7 WHERE link = 1",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
)


async def test_nobody_changes_the_trail_by_a_slip(
    trail: Database, owner: asyncpg.Connection
) -> None:
    """Even the owner of the tables can neither change nor remove an event."""
    for slip in SLIPS:
        with pytest.raises(asyncpg.RestrictViolationError, match="never changed"):
            await owner.execute(slip)
    assert (await walked(trail)).last.number


async def test_a_late_commit_is_linked_late(
    worker_database: Database, api_database: Database, owner: asyncpg.Connection
) -> None:
    """An event whose transaction ends after younger ones were linked is linked after them."""
    adding = "INSERT INTO audit_event (client_id, purpose, action, request_id, outcome)"
    late = owner.transaction()
    await late.start()
    first = await owner.fetchval(f"{adding} VALUES ('a','-','-','-','-') RETURNING id")
    async with api_database.writing(Tenant(everything=True)) as session:
        driver = await session.driver()
        second = await driver.fetchval(f"{adding} VALUES ('b','-','-','-','-') RETURNING id")
    await chain(worker_database)
    await late.commit()
    await chain(worker_database)

    order = await owner.fetch("SELECT id FROM audit_event ORDER BY link")
    assert [one["id"] for one in order] == [second, first]
    assert first < second
    assert (await walked(worker_database)).waiting.events == 0


AN_EVENT = Event(
    7,
    datetime(2026, 1, 1, tzinfo=UTC),
    "client",
    None,
    "purpose",
    "apar.entry",
    "request",
    2025,
    3,
    4,
    None,
    None,
    None,
    "served",
)
TEXTS = st.text(max_size=20)


@given(TEXTS, TEXTS, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_what_an_event_says_is_what_is_hashed(client: str, purpose: str, passed: timedelta) -> None:
    """Two events that differ in who, what for or when never have one link; equal ones always do."""
    plain = {name: getattr(AN_EVENT, name) for name in AN_EVENT.__slots__}
    told = Event(**plain | {"client_id": client, "purpose": purpose, "at": AN_EVENT.at + passed})
    same = (client, purpose, passed) == (AN_EVENT.client_id, AN_EVENT.purpose, timedelta(0))

    assert (linked(1, START, told) == linked(1, START, AN_EVENT)) == same
    assert linked(1, START, told) == linked(
        1,
        START,
        Event(**plain | {"client_id": client, "purpose": purpose, "at": AN_EVENT.at + passed}),
    )
    assert linked(2, START, told) != linked(1, START, told)
