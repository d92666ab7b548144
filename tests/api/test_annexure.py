"""The annexure to one official's APAR: a paper that is the same bytes until the entry changes."""

import json
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.policy.reporting_year import ReportingYear
from app.services.apar import annexure
from app.store.auditing.audit import Access
from app.store.database import Tenant
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.harness.arranged import NOW

LAG, MINUTE = "Karmasetu-Lag-Seconds", 60
SEALS = "/v1/apar/2025-26/seals"
NOBODY = Access("tests", "a test", "request-1", "apar.annexure")


def annexure_of(official_id: int) -> str:
    """Return the address of an official's annexure."""
    return f"/v1/apar/2025-26/officials/{official_id}/annexure"


async def told(app: FastAPI, official_id: int, tenant: Tenant) -> dict[str, Any]:
    """Return what the paper says to somebody."""
    async with app.state.parts.database.writing(tenant) as session:
        held = await annexure.read(session, ReportingYear(2025), official_id, NOBODY, NOW)
    found: dict[str, Any] = json.loads(held.copy.data if held else b"{}")
    return found


def values(paper: dict[str, Any]) -> dict[str, Any]:
    """Return the values of all lists by their English labels."""
    lists = [one["rows"] for one in paper["sections"] if one["kind"] == "list"]
    return {row["label"]["en"]: row["value"] for rows in lists for row in rows}


async def test_the_annexure_is_the_same_paper_each_time(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Asked for twice it is the same PDF under the same tag, and 304 for whoever holds it.

    How fresh its facts are is said beside it, as beside the entry.
    """
    address = annexure_of(population.officials[0])
    first, second = await client.get(address), await client.get(address)
    spared = await client.get(address, headers={"If-None-Match": first.headers["etag"]})
    entry = await client.get(address.removesuffix("/annexure"))

    assert first.headers["content-type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert (first.content, first.headers["etag"]) == (second.content, second.headers["etag"])
    assert not first.headers["etag"].startswith("W/")
    assert (spared.status_code, spared.content) == (304, b"")
    for paper in (first, second, spared):
        lag = int(entry.headers[LAG]) - int(paper.headers[LAG])
        assert 0 <= lag < MINUTE
        assert paper.headers["Karmasetu-Stale"] == entry.headers["Karmasetu-Stale"]
    official = population.officials[0]
    assert f'filename="apar-2025-26-{official}.pdf"' in first.headers["content-disposition"]


async def test_the_paper_says_what_the_entry_says(
    app: FastAPI, client: httpx.AsyncClient, population: Population
) -> None:
    """Digest, version, position, rules and counts are those of the entry; the name is there."""
    official = population.officials[0]
    entry = (await client.get(annexure_of(official).removesuffix("/annexure"))).json()
    paper = values(await told(app, official, Tenant(everything=True)))

    assert paper["SHA-256 of the entry"] == entry["digest"]
    assert paper["SHA-256 of the rules"] == entry["entry"]["ruleset"]
    assert paper["Position of publication"] == str(entry["position"])
    assert paper["Courses completed"] == str(entry["entry"]["summary"]["completed"])
    assert paper["Official"] == "Official one-0"


async def test_who_sees_no_entry_gets_no_paper(
    as_authority: ClientOf, population: Population
) -> None:
    """Another authority's official and nobody answer alike; a token needs the scope."""
    async with as_authority(population.authority) as own:
        hidden = await own.get(annexure_of(population.others[0]))
        nobody = await own.get(annexure_of(999_999))
    async with as_authority(population.authority, "feeds:read") as other:
        forbidden = await other.get(annexure_of(population.officials[0]))

    assert (hidden.status_code, nobody.status_code, forbidden.status_code) == (404, 404, 403)


async def test_a_prescriber_sees_no_name(
    app: FastAPI, population: Population, owner: asyncpg.Connection
) -> None:
    """Who sees the entry as its prescriber alone gets the paper without the official's name."""
    official = population.officials[1]
    await owner.execute(
        "UPDATE apar_head SET prescriber_id = $1 WHERE official_id = $2", population.other, official
    )
    await owner.execute(
        "UPDATE apar_entry SET prescriber_id = $1 WHERE official_id = $2",
        population.other,
        official,
    )
    prescriber = Tenant(authorities=frozenset({population.other}))
    paper = values(await told(app, official, prescriber))

    assert paper["Official"] == "\u2013"
    assert paper["Courses prescribed by"] == "Authority two"


@pytest.mark.usefixtures("alone")
async def test_a_seal_is_another_paper_and_each_look_is_noted(
    app: FastAPI,
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    owner: asyncpg.Connection,
) -> None:
    """Once the year is sealed the paper says by which seal, under another tag."""
    address = annexure_of(population.officials[0])
    before = await client.get(address, headers={"Karmasetu-Purpose": "the file"})
    async with as_person("p-1") as first, as_person("p-2") as second:
        asked = await first.post(SEALS, json={"authority_id": population.authority})
        await second.post(f"{asked.headers['location']}/confirmation")
    after = await client.get(address)
    await client.get(annexure_of(999_999), headers={"Karmasetu-Purpose": "the file"})
    noted = await owner.fetch(
        "SELECT action, official_id, outcome FROM audit_event WHERE purpose = 'the file'"
        " ORDER BY id"
    )

    assert before.headers["etag"] != after.headers["etag"]
    paper = values(await told(app, population.officials[0], Tenant(everything=True)))
    assert paper["Seal"]["en"].startswith(f"Seal 1 of authority {population.authority}, place 0,")
    assert [tuple(one) for one in noted] == [
        ("apar.annexure", population.officials[0], "served"),
        ("apar.annexure", 999_999, "not_found"),
    ]
