"""Erasure takes name and identifiers away, ties the leaf to nobody, leaves every proof right."""

from datetime import date
from pathlib import Path

import asyncpg
import httpx
import pytest

from app.errors import ConflictError, NotFoundError
from app.integrations.rosters.packing import unpack
from app.services import erasing
from app.services.erasing import Ordered
from app.services.rosters.checking import RosterChecker
from app.services.verifying.verifier import Verifier
from app.store.auditing.audit import Access
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.keeping import ring
from tests.api.population import Population
from tests.api.rosters import checked, findings, named, send, the_file
from tests.api.test_seals import proof_of, sealed, take
from tests.harness.arranged import NOW
from tests.verifying import independent

ACCESS = Access("command-line", "by hand", "a-run", "officials.erasure", person="account tests")
TRACES = """
    SELECT count(*) FROM (
        SELECT to_jsonb(official)::text AS held FROM official
        UNION ALL SELECT to_jsonb(official_identifier)::text FROM official_identifier
        UNION ALL SELECT to_jsonb(quarantine)::text FROM quarantine
        UNION ALL SELECT to_jsonb(feed_look)::text FROM feed_look
        UNION ALL SELECT to_jsonb(one)::text FROM staging.official AS one
        UNION ALL SELECT to_jsonb(audit_event)::text FROM audit_event
        UNION ALL SELECT to_jsonb(erasure)::text FROM erasure
        UNION ALL SELECT to_jsonb(roster_look)::text FROM roster_look
    ) AS everywhere
    WHERE lower(held) ~ 'one-0|one0@example|official one-0'
"""
LOOKS = """
    INSERT INTO feed_look (user_id, read_at, run_id, settled)
    VALUES ('one-0', now(), 1, true), ('one-1', now(), 1, true)
"""


def ordered(official: int) -> Ordered:
    """Return an order to erase an official."""
    return Ordered(official, "A-1/2026", date(2026, 5, 4), "Director", "Left the service.")


async def erase(database: Database, official: int) -> dict[str, int]:
    """Erase an official as the command does."""
    async with database.writing() as session:
        counts = await erasing.erase(session, ordered(official), ACCESS, NOW, lambda *_: None)
    return dict(counts)


async def test_nothing_names_the_official_any_more(
    client: httpx.AsyncClient,
    worker_database: Database,
    owner: asyncpg.Connection,
    population: Population,
) -> None:
    """Name, identifiers, rows of rosters and of the feed are gone; the number and figures stay."""
    official, other = population.officials[:2]
    file = the_file(
        # As people write it: it leads to him all the same, and nothing need be found in it.
        'Official one-0," One0@Example.gov.in\t"," One-0 ",,',
        "Official one-1,one1@example.gov.in,ONE-1,,",
    )
    await checked(client, worker_database, population.authority, file)
    await owner.execute(
        "INSERT INTO quarantine (road, quirk, subject, authority_id, detail, first_run_id,"
        " last_run_id) VALUES ('completions', 'q', 'one-0/do_1', 1, 'd', 1, 1)"
    )
    await owner.execute(LOOKS)
    await owner.execute("UPDATE official SET active = false WHERE id = $1", official)
    entry = f"/v1/apar/2025-26/officials/{official}"
    before = (await client.get(entry)).json()

    counts = await erase(worker_database, official)

    assert await owner.fetchval(TRACES) == 0
    packed = await owner.fetchval("SELECT cells FROM roster_chunk")
    shown = ["".join(row[1:]) for row in sorted(unpack(packed), key=lambda row: int(row[0]))]
    assert (shown[0], "one1@example.gov.in" in shown[1]) == ("", True)
    assert counts["roster_rows"] == counts["name"] == counts["quarantine"] == counts["looks"] == 1
    assert await owner.fetchval("SELECT array_agg(user_id) FROM feed_look") == ["one-1"]
    assert (await client.get(entry)).json()["digest"] == before["digest"]
    sought = {"identifiers": [{"kind": "sparrow_email", "value": "one0@example.gov.in"}]}
    [found] = (await client.post("/v1/apar/2025-26/lookups", json=sought)).json()["answers"]
    assert found["status"] != "found"
    name = await owner.fetchval("SELECT name FROM official WHERE id = $1", other)
    assert name == "Official one-1"
    noted = await owner.fetchrow("SELECT * FROM audit_event WHERE action = 'officials.erasure'")
    assert (noted["official_id"], noted["person"]) == (official, "account tests")
    assert set((await erase(worker_database, official)).values()) == {0}


async def test_a_roster_that_waits_for_its_check_names_nobody_erased(
    client: httpx.AsyncClient,
    worker_database: Database,
    owner: asyncpg.Connection,
    population: Population,
) -> None:
    """His row is blank in what will be compared too; the other rows are checked as they were."""
    official = population.officials[0]
    file = the_file(
        "Official one-0,one0@example.gov.in,ONE-0,,",
        "Official one-1,one1@example.gov.in,ONE-1,,",
    )
    sent = await send(client, population.authority, file)
    await owner.execute("UPDATE official SET active = false WHERE id = $1", official)

    counts = await erase(worker_database, official)
    traces = await owner.fetchval(TRACES)
    await RosterChecker(worker_database, lambda: NOW, lambda *_: None).run(sent.json()["id"])
    found = await findings(client, {**sent.json(), "authority_id": population.authority})

    assert (counts["roster_rows"], traces) == (1, 0)
    assert [one for one in named(found) if one[0] is not None] == [(2, "OB-018", None)]


async def test_a_sealed_year_stays_right(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    worker_database: Database,
    owner: asyncpg.Connection,
    population: Population,
    tmp_path: Path,
) -> None:
    """Seal, proofs of others and what was given out before verify; the leaf can't be tried."""
    gone, other = population.officials[:2]
    answered = await sealed(as_person, population.authority)
    seal = await take(client, tmp_path, answered)
    given = await proof_of(client, gone, tmp_path / "given-before.json")
    await owner.execute("UPDATE official SET active = false WHERE id = $1", gone)

    await erase(worker_database, gone)
    proof = await proof_of(client, other, tmp_path / "proof.json")
    refused = await client.get(f"/v1/apar/2025-26/officials/{gone}/proof")

    Verifier(await ring(client)).check([seal, proof, given])
    assert independent.verdict(tmp_path / "keys", seal, proof, given) is None
    assert refused.status_code == 404
    salts = await owner.fetchval(
        "SELECT count(*) FROM apar_salt WHERE official_id = $1 AND salt IS NOT NULL", gone
    )
    assert salts == 0
    again = await sealed(as_person, population.authority)
    assert again.json()["root"] == answered.json()["root"]


async def test_who_serves_is_not_erased(worker_database: Database, population: Population) -> None:
    """IGOT would show the name again; and nobody is nobody."""
    with pytest.raises(ConflictError):
        await erase(worker_database, population.officials[0])
    with pytest.raises(NotFoundError):
        await erase(worker_database, 999_999)
