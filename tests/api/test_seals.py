"""Sealing a year: two people, one moment, a chain, and a proof for each entry."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.services.verifying.verifier import Verifier
from app.services.verifying.wrong import WrongError
from app.settings import Settings
from app.store.database import Database, Tenant
from tests.api.calling import EVERYBODY, client_of, token_of
from tests.api.conftest import ClientOf
from tests.api.keeping import KEYS, content_of, export, kept, put, ring, told_by
from tests.api.population import Population
from tests.verifying import independent

SEALS = "/v1/apar/2025-26/seals"


async def sealed(as_person: ClientOf, authority: int) -> httpx.Response:
    """Have one person ask for a seal and another confirm it; return the confirmation's answer."""
    async with as_person("p-1") as first, as_person("p-2") as second:
        asked = await first.post(SEALS, json={"authority_id": authority})
        return await second.post(f"{asked.headers['location']}/confirmation")


async def take(client: httpx.AsyncClient, folder: Path, answered: httpx.Response) -> Path:
    """Keep a seal and its signature, and the keys beside them."""
    place = folder / f"seal-{answered.json()['number']}.json"
    put(place, answered.content)
    put(place.with_name(f"{place.name}.jws"), answered.headers["Karmasetu-Signature"].encode())
    put(folder / "keys", (await client.get(KEYS)).content)
    return place


async def proof_of(client: httpx.AsyncClient, official: int, place: Path) -> Path:
    """Keep an official's proof."""
    put(place, (await client.get(f"/v1/apar/2025-26/officials/{official}/proof")).content)
    return place


async def publish_anew(owner: asyncpg.Connection, official: int, version: int = 2) -> None:
    """Publish another version of an official's entry, as the owner of the tables can."""
    await owner.execute(
        "INSERT INTO apar_entry SELECT reporting_year, official_id, $2, authority_id, service_id,"
        " cadre_id, prescriber_id, 10 + $2, made.body, sha256(convert_to(made.body, 'UTF8')),"
        " facts_through, published_at FROM apar_entry,"
        " LATERAL (SELECT replace(body, '\"prescribed\":4', '\"prescribed\":5') AS body) AS made"
        " WHERE official_id = $1 AND version = $2 - 1",
        official,
        version,
    )
    await owner.execute(
        "UPDATE apar_head SET version = $2, position = 10 + $2, digest = (SELECT digest FROM"
        " apar_entry WHERE official_id = $1 AND version = $2) WHERE official_id = $1",
        official,
        version,
    )
    await owner.execute("UPDATE position_counter SET value = 20 WHERE kind = 'publish'")


@pytest.mark.usefixtures("alone")
async def test_a_seal_takes_two_people(as_person: ClientOf, population: Population) -> None:
    """No client, not the same person twice, nobody of another authority: another person alone."""
    body = {"authority_id": population.authority}
    async with (
        as_person(None) as program,
        as_person("p-1", population.authority) as first,
        as_person("p-2", population.authority) as second,
        as_person("p-3", population.other) as stranger,
    ):
        assert (await program.post(SEALS, json=body)).status_code == 403
        assert (await stranger.post(SEALS, json=body)).status_code == 404
        asked = await first.post(SEALS, json=body)
        assert asked.status_code == 202
        assert (await first.post(SEALS, json=body)).status_code == 409
        place = f"{asked.headers['location']}/confirmation"
        answers = [await one.post(place) for one in (program, first, stranger, second, second)]
        told = await first.get(asked.headers["location"])

    assert [one.status_code for one in answers] == [403, 403, 404, 201, 409]
    assert told.json()["requested_by"] == "p-1"
    made = answers[3].json()
    assert (made["count"], made["number"], made["previous"]) == (5, 1, None)


@pytest.mark.usefixtures("alone")
async def test_a_person_is_one_whatever_the_client(
    app: FastAPI, settings: Settings, as_person: ClientOf, population: Population
) -> None:
    """Who asked by one client can't confirm by another: a person is the subject, not the client."""
    elsewhere = token_of(settings, replace(EVERYBODY, client_id="another", person="p-1"))
    async with as_person("p-1") as first, client_of(app, elsewhere) as again:
        asked = await first.post(SEALS, json={"authority_id": population.authority})
        confirmed = await again.post(f"{asked.headers['location']}/confirmation")

    assert (asked.status_code, confirmed.status_code) == (202, 403)


@pytest.mark.usefixtures("alone")
async def test_every_sealed_entry_is_proved(
    client: httpx.AsyncClient, as_person: ClientOf, population: Population, tmp_path: Path
) -> None:
    """Each entry's proof leads to the signed root, offline, by two verifiers; others' have none."""
    seal = await take(client, tmp_path, await sealed(as_person, population.authority))
    proofs = [
        await proof_of(client, one, tmp_path / f"proof-{one}.json") for one in population.officials
    ]
    entry = await kept(client, "/v1/apar/2025-26/officials/1", tmp_path / "entry.json")

    found = Verifier(await ring(client)).check([seal, entry, *proofs])
    assert [one.kind for one in found] == ["seal", "entry", *["proof"] * 5]
    assert {independent.verdict(tmp_path / "keys", one) for one in (seal, *proofs)} == {None}
    unsealed = await client.get(f"/v1/apar/2025-26/officials/{population.others[0]}/proof")
    assert unsealed.status_code == 404
    for address in ("officials/1/proof", f"seals?authority_id={population.authority}"):
        shown = await client.get(f"/v1/apar/2025-26/{address}")
        held = {"If-None-Match": shown.headers["etag"]}
        spared = await client.get(f"/v1/apar/2025-26/{address}", headers=held)
        assert (spared.status_code, spared.content) == (304, b"")


@pytest.mark.usefixtures("alone")
async def test_the_same_state_has_the_same_root(
    client: httpx.AsyncClient, as_person: ClientOf, population: Population, tmp_path: Path
) -> None:
    """A second seal of the same state has the same root, and is chained to the first."""
    first = await sealed(as_person, population.authority)
    second = await sealed(as_person, population.authority)
    listed = await client.get(SEALS, params={"authority_id": population.authority})
    shown = await client.get(second.headers["location"])
    paths = [await take(client, tmp_path, one) for one in (first, shown)]

    assert second.json()["root"] == first.json()["root"]
    assert second.json()["previous"]["root"] == first.json()["root"]
    assert shown.content == second.content
    assert listed.json()["seals"] == [first.json(), second.json()]
    assert len(Verifier(await ring(client)).check(paths)) == 2


async def test_a_seal_waits_for_what_is_being_published(
    as_person: ClientOf, population: Population, worker_database: Database
) -> None:
    """While a run publishes, no seal is made; when it ends, all of it is in the seal."""
    async with worker_database.writing() as session:
        await session.run(text("SELECT pg_advisory_xact_lock(hashtext('outcomes'), 2025)"))
        making = asyncio.create_task(sealed(as_person, population.authority))
        await asyncio.sleep(0.5)
        assert not making.done()
        await session.run(
            text("UPDATE position_counter SET value = value + 7 WHERE kind = 'publish'")
        )
    made = (await making).json()

    assert made["position"] == 17


async def test_an_erased_salt_leaves_the_other_proofs(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
    tmp_path: Path,
) -> None:
    """Without its salt nobody can tie a leaf to an entry; the others' proofs and the root stay."""
    first = await sealed(as_person, population.authority)
    async with worker_database.writing() as session:
        await session.run(text("UPDATE apar_salt SET salt = NULL WHERE official_id = 1"))
    again = await sealed(as_person, population.authority)
    path = await proof_of(client, population.officials[1], tmp_path / "proof.json")

    assert again.json()["root"] == first.json()["root"]
    assert (await client.get("/v1/apar/2025-26/officials/1/proof")).status_code == 404
    assert Verifier(await ring(client)).check([path])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE apar_seal SET entries = 1",
        "DELETE FROM apar_seal_leaf",
        "UPDATE apar_seal_node SET hash = ''",
        "UPDATE apar_salt SET salted = ''",
        "DELETE FROM apar_salt",
    ],
)
@pytest.mark.parametrize("role", ["karmasetu_api", "karmasetu_worker"])
async def test_nothing_sealed_is_changed(database_url: str, statement: str, role: Any) -> None:
    """Neither role may change or remove what was sealed."""
    database = Database.open(database_url, role, pool_size=1)
    with pytest.raises(DBAPIError, match="permission denied"):
        async with database.writing(Tenant(everything=True)) as session:
            await session.run(text(statement))
    await database.close()


async def test_tampering_with_seals_is_caught_by_name(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    owner: asyncpg.Connection,
    tmp_path: Path,
) -> None:
    """A forged seal or proof, a missing or unknown seal, a corrected entry beside an old proof."""
    first = await take(client, tmp_path, await sealed(as_person, population.authority))
    proof = await proof_of(client, 1, tmp_path / "proof.json")
    verifier, known = Verifier(await ring(client)), content_of(proof)
    for name, old, new in (
        ("proof-wrong", b'"version":1', b'"version":2'),
        ("proof-wrong", b'"index":0', b'"index":1'),
        ("signature-wrong", b'"count":5', b'"count":6'),
    ):
        put(proof, known.replace(old, new))
        with pytest.raises(WrongError) as caught:
            verifier.check([proof])
        verdict = independent.verdict(tmp_path / "keys", proof)
        assert (caught.value.name, verdict) == (name, name)
    put(proof, known)
    await publish_anew(owner, 1)
    second = await take(client, tmp_path, await sealed(as_person, population.authority))
    entry = await kept(client, "/v1/apar/2025-26/officials/1", tmp_path / "entry.json")
    third = await take(client, tmp_path, await sealed(as_person, population.authority))
    lost = Verifier(await ring(client), known_seal="0" * 64)
    for name, asked, paths in (
        ("chain-gap", verifier, [first, third]),
        ("seal-missing", lost, [first, second, third]),
        ("proof-stale", verifier, [proof, entry]),
    ):
        with pytest.raises(WrongError) as caught:
            asked.check(paths)
        assert caught.value.name == name
    assert len(verifier.check([first, second, third])) == 3


async def test_an_old_seal_does_not_pass_for_the_last(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
    exports_folder: Path,
    tmp_path: Path,
) -> None:
    """A manifest names the last seal: an older one shown in its place is replayed."""
    first = await take(client, tmp_path, await sealed(as_person, population.authority))
    await sealed(as_person, population.authority)
    asked: dict[str, Any] = {"form": "ndjson", "authority_id": population.authority}
    manifest = await export(client, worker_database, exports_folder, tmp_path, **asked)
    [named] = told_by(manifest)["seals"]

    assert named["number"] == 2
    assert told_by(manifest)["previous_root"] == json.loads(content_of(first))["root"]
    with pytest.raises(WrongError) as caught:
        Verifier(await ring(client)).check([manifest, first])
    assert caught.value.name == "seal-replayed"
