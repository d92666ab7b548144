"""Following a year's entries: every change once a position, departures, other keys, 410."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.api.cursors import Position
from app.services.apar import changes
from app.store.database import Database, Tenant
from tests.api.conftest import ClientOf
from tests.api.population import Population, decide
from tests.harness.arranged import an_official, take_staff

CHANGES = "/v1/apar/2025-26/changes"
RECEIPTS = "/v1/apar/2025-26/receipts"


async def followed(
    client: httpx.AsyncClient, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str]:
    """Return all changes after a cursor, and the cursor to go on from."""
    told: list[dict[str, Any]] = []
    more = True
    while more:
        parameters = {"limit": "3"} | ({} if cursor is None else {"cursor": cursor})
        page = (await client.get(CHANGES, params=parameters)).json()
        told += page["changes"]
        cursor, more = page["next_cursor"], page["more"]
    assert cursor is not None
    return told, cursor


async def move(database: Database, population: Population, **changes: Any) -> None:
    """Have the first authority's first official turn up at the other one, and publish."""
    async with database.writing() as session:
        await take_staff(session, population.other, an_official("one-0", **changes))
        # As if all his reports had been read since.
        await session.run(text("UPDATE feed_watermark SET position = 1000"))
    await decide(database)


async def test_from_the_beginning_all_entries_are_told(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Without a cursor every entry is told once, in order of position, with the keys."""
    told, _ = await followed(client)

    assert [one["position"] for one in told] == list(range(1, 11))
    assert {one["official_id"] for one in told} == {*population.officials, *population.others}
    assert {"kind": "employee_code", "value": "ONE-0"} in told[0]["keys"]
    assert {one["kind"] for one in told} == {"upsert"}


async def test_who_has_all_is_told_nothing_and_spared_the_body(client: httpx.AsyncClient) -> None:
    """After the last change the page is empty, and asking again with its tag is 304."""
    _, cursor = await followed(client)
    first = await client.get(CHANGES, params={"cursor": cursor})
    again = await client.get(
        CHANGES, params={"cursor": cursor}, headers={"If-None-Match": first.headers["etag"]}
    )

    assert (first.json()["changes"], first.json()["consistent_through"]) == ([], 10)
    assert "cursor=" in first.links["next"]["url"]
    assert again.status_code == 304


async def test_only_what_is_seen_is_told(as_authority: ClientOf, population: Population) -> None:
    """A reader who sees one authority is told of its officials alone, through the same position."""
    async with as_authority(population.authority) as own:
        told, _ = await followed(own)

    assert [one["official_id"] for one in told] == list(population.officials)


async def test_a_narrow_reader_looks_through_a_span_at_a_time(
    as_authority: ClientOf, population: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages may be empty and yet lead on: a span without a change of one's own is passed over."""
    monkeypatch.setattr(changes, "SPAN", 2)
    async with as_authority(population.other) as other:
        first = (await other.get(CHANGES)).json()
        told, _ = await followed(other)

    assert (first["changes"], first["consistent_through"], first["more"]) == ([], 2, True)
    assert [one["official_id"] for one in told] == list(population.others)


async def test_who_left_is_a_tombstone_with_keys(
    as_authority: ClientOf,
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
) -> None:
    """The old authority is told that the official left, the new one of the entry, by position."""
    async with as_authority(population.authority) as old, as_authority(population.other) as new:
        cursors = [(await followed(one))[1] for one in (old, new, client)]
        await move(worker_database, population, employee_code="ONE-0")
        left, came, seen = [
            (await followed(one, cursor))[0]
            for one, cursor in zip((old, new, client), cursors, strict=True)
        ]
        receipts = [
            (await old.get(f"{RECEIPTS}/{at}?authority_id={population.authority}")).json()["count"]
            for at in (10, left[-1]["position"])
        ]

    mover = population.officials[0]
    [tombstone] = [one for one in left if one["official_id"] == mover]
    assert (tombstone["kind"], tombstone["published"], tombstone["keys"]) == ("tombstone", None, [])
    assert {"kind": "employee_code", "value": "ONE-0"} in tombstone["keys_before"]
    assert "upsert" in {one["kind"] for one in came if one["official_id"] == mover}
    assert "tombstone" not in {one["kind"] for one in seen}
    assert receipts == [5, 4]


async def test_another_key_is_told(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """An official who gets another employee code is told of under the old and the new one."""
    _, cursor = await followed(client)
    async with worker_database.writing() as session:
        renamed = an_official("one-0", email="one0@example.gov.in", employee_code="NEW-0")
        await take_staff(session, population.authority, renamed)
    await decide(worker_database)
    told, _ = await followed(client, cursor)

    [change] = [one for one in told if one["kind"] == "key_change"]
    assert change["official_id"] == population.officials[0]
    assert change["keys_before"] == [{"kind": "employee_code", "value": "ONE-0"}]
    assert {"kind": "employee_code", "value": "NEW-0"} in change["keys"]


@pytest.mark.parametrize(
    "foreign",
    [
        lambda _: Position(("changes", "2025-26"), "elsewhere", 1),
        lambda epoch: Position(("changes", "2025-26"), epoch, 999),
    ],
    ids=["another store", "a restored store"],
)
async def test_a_foreign_cursor_is_410(
    app: FastAPI, client: httpx.AsyncClient, foreign: Callable[[str], Position]
) -> None:
    """A cursor of another store, or beyond what a restored one holds, is 410 with the way back."""
    parts = app.state.parts
    tenant = Tenant(everything=True)
    async with parts.database.reading(tenant) as session:
        epoch = await changes.epoch(session, tenant)
    cursor = parts.cursors.seal(foreign(epoch), datetime.now(UTC))
    answered = await client.get(CHANGES, params={"cursor": cursor})

    assert answered.status_code == 410
    assert answered.headers["link"] == f'<{CHANGES}>; rel="first"'


async def test_an_old_cursor_is_410(client: httpx.AsyncClient, app: FastAPI) -> None:
    """A cursor that was not used for 90 days is 410; one of a month ago goes on."""
    parts, tenant = app.state.parts, Tenant(everything=True)
    async with parts.database.reading(tenant) as session:
        epoch = await changes.epoch(session, tenant)
    answers = []
    for days in (30, 91):
        then = datetime.now(UTC) - timedelta(days=days)
        cursor = parts.cursors.seal(Position(("changes", "2025-26"), epoch, 4), then)
        answers.append(await client.get(CHANGES, params={"cursor": cursor}))

    assert [one.status_code for one in answers] == [200, 410]


async def test_a_wider_reach_starts_again(
    as_authority: ClientOf, client: httpx.AsyncClient, population: Population
) -> None:
    """Who may see more than when the cursor was given would miss what is old: 410."""
    async with as_authority(population.authority) as own:
        _, cursor = await followed(own)
    answered = await client.get(CHANGES, params={"cursor": cursor})

    assert answered.status_code == 410


async def test_each_page_is_noted_with_its_positions(
    client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    """The audit trail says through which positions somebody looked."""
    await client.get(CHANGES, params={"limit": 4})
    noted = await owner.fetchrow("SELECT * FROM audit_event ORDER BY id DESC LIMIT 1")

    assert (noted["action"], noted["first_position"], noted["last_position"]) == (
        "apar.changes",
        1,
        4,
    )
