"""After the seal a change is a correction: held back and listed, until an order releases it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.services.verifying.verifier import Verifier
from app.services.verifying.wrong import WrongError
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.keeping import kept, ring
from tests.api.population import Population, decide
from tests.api.test_seals import proof_of, sealed
from tests.harness.arranged import IN_YEAR, take_completions

ORDER = {"number": "A-1/2026", "dated": "2026-07-01", "issued_by": "Director"}
YEAR = "2025-26"


def awaited(authority: int) -> str:
    """Return where an authority's differences are listed."""
    return f"/v1/authorities/{authority}/corrections-awaited/{YEAR}"


def orders(authority: int) -> str:
    """Return where an authority's correction orders are recorded."""
    return f"/v1/authorities/{authority}/correction-orders"


def asked(held: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return an order for what is held back."""
    told = {"reporting_year": YEAR, "reason": "Recorded late.", "order": ORDER}
    return {**told, "official_id": held["official_id"], "digest": held["digest"], **changes}


async def learn(database: Database, *courses: str) -> None:
    """Learn that the second official completed more courses, and decide for everybody."""
    async with database.writing() as session:
        await take_completions(session, *(("one-1", course, IN_YEAR) for course in courses))
    await decide(database)


async def test_a_difference_is_held_back_until_it_is_ordered(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """Without an order nothing is published and the difference is listed; with it, it is told."""
    official, authority = population.officials[1], population.authority
    address = f"/v1/apar/{YEAR}/officials/{official}"
    await sealed(as_person, authority)
    before = (await client.get(address)).json()
    await learn(worker_database, "B")
    [held] = (await client.get(awaited(authority))).json()["awaiting"]
    assert (await client.get(address)).json()["version"] == before["version"] == 1
    assert (held["official_id"], held["entry"]["summary"]["completed"]) == (official, 2)

    recorded = await client.post(orders(authority), json=asked(held))
    await decide(worker_database)
    now = (await client.get(address)).json()
    changes = (await client.get(f"/v1/apar/{YEAR}/changes")).json()["changes"]

    assert recorded.status_code == 201
    assert (now["version"], now["digest"]) == (2, held["digest"])
    assert now["correction"] == {**ORDER, "reason": "Recorded late."}
    assert [one["kind"] for one in changes].count("correction") == 1
    assert changes[-1]["published"]["correction"] == now["correction"]
    assert not (await client.get(awaited(authority))).json()["awaiting"]


@pytest.mark.parametrize("media", ["application/x-ndjson", "text/csv"])
async def test_a_correction_shows_in_streams(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
    media: str,
) -> None:
    """Lines and tables show the order of the version that corrects, and none on the others."""
    authority = population.authority
    await sealed(as_person, authority)
    await learn(worker_database, "B")
    [held] = (await client.get(awaited(authority))).json()["awaiting"]
    await client.post(orders(authority), json=asked(held))
    await decide(worker_database)
    address = f"/v1/apar/{YEAR}/entries?authority_id={authority}"
    text = (await client.get(address, headers={"Accept": media})).text
    if media == "text/csv":
        told = [row["correction"] for row in csv.DictReader(io.StringIO(text))]
        shown = [json.loads(one) for one in told if one]
    else:
        told = [json.loads(line)["correction"] for line in text.splitlines()]
        shown = [one for one in told if one]

    assert len(told) == 5
    assert shown == [{**ORDER, "reason": "Recorded late."}]


async def test_an_order_is_for_the_difference_that_was_looked_at(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """What differs anew since the order is held back anew; the order can be withdrawn unused."""
    authority = population.authority
    await sealed(as_person, authority)
    await learn(worker_database, "B")
    [first] = (await client.get(awaited(authority))).json()["awaiting"]
    recorded = (await client.post(orders(authority), json=asked(first))).json()
    await learn(worker_database, "C")
    [second] = (await client.get(awaited(authority))).json()["awaiting"]
    withdrawal = f"{orders(authority)}/{recorded['id']}/withdrawal"

    assert second["digest"] != first["digest"]
    assert (await client.post(withdrawal)).status_code == 200
    assert (await client.post(withdrawal)).status_code == 409


async def test_a_used_order_stays_and_serves_once(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """An order on which an entry rests is not withdrawn."""
    authority = population.authority
    await sealed(as_person, authority)
    await learn(worker_database, "B")
    [held] = (await client.get(awaited(authority))).json()["awaiting"]
    recorded = (await client.post(orders(authority), json=asked(held))).json()
    await decide(worker_database)
    listed = (await client.get(orders(authority))).json()["correction_orders"]

    assert [one["id"] for one in listed] == [recorded["id"]]
    withdrawal = await client.post(f"{orders(authority)}/{recorded['id']}/withdrawal")
    assert withdrawal.status_code == 409


async def test_every_fault_of_an_order_is_named(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """An order of tomorrow, for another digest, for what is ordered already, for another's."""
    authority = population.authority
    await sealed(as_person, authority)
    await learn(worker_database, "B")
    [held] = (await client.get(awaited(authority))).json()["awaiting"]
    late = asked(held, digest="0" * 64, order={**ORDER, "dated": "2999-01-01"})
    stranger = asked(held, official_id=population.others[0])
    faults = []
    for wanted in (late, stranger, asked(held), asked(held)):
        answered = await client.post(orders(authority), json=wanted)
        told = answered.json().get("errors", [])
        faults.append({(one["pointer"], one["code"]) for one in told})

    assert faults == [
        {("/order/dated", "in-the-future"), ("/digest", "not-awaited")},
        {("/official_id", "unknown-official")},
        set(),
        {("/digest", "already-ordered")},
    ]


async def test_another_authority_sees_and_orders_nothing(
    as_person: ClientOf,
    as_authority: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """What awaits at one authority does not exist for another; unsealed years hold nothing back."""
    await sealed(as_person, population.authority)
    await learn(worker_database, "B")
    async with as_authority(population.other) as other:
        assert (await other.get(awaited(population.authority))).status_code == 404
        assert (await other.get(awaited(population.other))).json()["awaiting"] == []


async def test_an_old_proof_does_not_cover_a_correction(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
    tmp_path: Path,
) -> None:
    """Beside the proof of the sealed version, the corrected one is named; the next seal has it."""
    official, authority = population.officials[1], population.authority
    await sealed(as_person, authority)
    proof = await proof_of(client, official, tmp_path / "proof.json")
    await learn(worker_database, "B")
    [held] = (await client.get(awaited(authority))).json()["awaiting"]
    await client.post(orders(authority), json=asked(held))
    await decide(worker_database)
    address = f"/v1/apar/{YEAR}/officials/{official}"
    entry = await kept(client, address, tmp_path / "entry.json")
    verifier = Verifier(await ring(client))
    with pytest.raises(WrongError) as caught:
        verifier.check([proof, entry])

    assert caught.value.name == "proof-stale"
    await sealed(as_person, authority)
    again = await proof_of(client, official, tmp_path / "again.json")
    assert len(verifier.check([again, entry])) == 2
