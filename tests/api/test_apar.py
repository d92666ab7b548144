"""The APAR training sub-table of one official, and lookups by other systems' identifiers."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
import rfc8785
from fastapi import FastAPI

from tests.api.conftest import ClientOf
from tests.api.population import Population


def entry_of(official_id: int, year: str = "2025-26") -> str:
    """Return the address of an official's sub-table."""
    return f"/v1/apar/{year}/officials/{official_id}"


async def test_an_entry_is_the_published_bytes(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The entry in canonical JSON has the digest that stands beside it."""
    answered = (await client.get(entry_of(population.officials[0]))).json()

    canonical = rfc8785.dumps(answered["entry"])
    assert hashlib.sha256(canonical).hexdigest() == answered["digest"]
    assert answered["entry"]["summary"]["outcome"] == "met"


async def test_every_number_is_traced_to_cited_rules(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Each number of the summary names its rules; one that is not a house rule is cited."""
    answered = (await client.get(entry_of(population.officials[0]))).json()

    rules = {one["number"]: one["rules"] for one in answered["trace"]}
    assert {f"summary.{name}" for name in answered["entry"]["summary"]} <= set(rules)
    assert all(rules.values())
    assert all(
        rule["citation"]
        for found in rules.values()
        for rule in found
        if rule["standing"] != "house"
    )


async def test_freshness_stands_beside_the_entry(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Facts that were read long ago mark the answer as stale; the outcome stays what it is."""
    answered = (await client.get(entry_of(population.officials[0]))).json()

    assert answered["confirmed_through"] == "2026-01-15T06:30:00Z"
    assert answered["stale"] is True


async def test_a_current_tag_spares_the_body(
    client: httpx.AsyncClient, population: Population
) -> None:
    """If-None-Match with the current tag is 304 without a body, and so is an asterisk."""
    address = entry_of(population.officials[0])
    tag = (await client.get(address)).headers["etag"]
    answers = [
        await client.get(address, headers={"If-None-Match": stated})
        for stated in (tag, f'"other", W/{tag}', "*", '"other"')
    ]

    assert [one.status_code for one in answers] == [304, 304, 304, 200]
    assert answers[0].content == b""


async def test_the_tag_stays_while_nothing_changes(
    app: FastAPI, client: httpx.AsyncClient, population: Population
) -> None:
    """Minutes later the entry is the same bytes under the same tag: it tells no running clock."""
    first = await client.get(entry_of(population.officials[0]))
    ahead = replace(app.state.parts, clock=lambda: datetime.now(UTC) + timedelta(minutes=10))
    app.state.parts = ahead
    later = await client.get(entry_of(population.officials[0]))

    assert (later.content, later.headers["etag"]) == (first.content, first.headers["etag"])


async def test_another_tag_fails_the_precondition(
    client: httpx.AsyncClient, population: Population
) -> None:
    """If-Match without the current tag is 412, and so is a weak one: it protects from nothing."""
    address = entry_of(population.officials[0])
    tag = (await client.get(address)).headers["etag"]
    answers = [
        await client.get(address, headers={"If-Match": stated})
        for stated in ('"other"', f"W/{tag}", tag, f'"other", {tag}', "*")
    ]

    assert [one.status_code for one in answers] == [412, 412, 200, 200, 200]


@pytest.mark.parametrize(("name", "status"), [("If-Match", 200), ("If-None-Match", 304)])
async def test_tags_may_stand_in_several_lines(
    client: httpx.AsyncClient, population: Population, name: str, status: int
) -> None:
    """A list of tags in several header lines is the same list as in one (RFC 9110, 5.3)."""
    address = entry_of(population.officials[0])
    tag = (await client.get(address)).headers["etag"]
    answered = await client.get(address, headers=[(name, '"other"'), (name, tag)])

    assert answered.status_code == status


def without_request(answer: httpx.Response) -> dict[str, Any]:
    """Return a problem without the id of its request."""
    return {name: value for name, value in answer.json().items() if name != "request_id"}


async def test_anothers_official_answers_as_nobody(
    as_authority: ClientOf, population: Population
) -> None:
    """An official of another authority and one who doesn't exist get the same answer."""
    async with as_authority(population.authority) as own:
        seen = await own.get(entry_of(population.officials[0]))
        hidden = await own.get(entry_of(population.others[0]))
        nobody = await own.get(entry_of(999_999))

    assert seen.status_code == 200
    assert hidden.status_code == nobody.status_code == 404
    assert without_request(hidden) == without_request(nobody)


async def test_each_look_is_noted(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Every look at an official is in the audit trail with its purpose, one in vain as well."""
    await client.get(entry_of(population.officials[0]), headers={"Karmasetu-Purpose": "APAR"})
    await client.get(entry_of(999_999))
    noted = await owner.fetch(
        "SELECT client_id, purpose, action, official_id, outcome FROM audit_event ORDER BY id"
    )

    assert [tuple(one) for one in noted] == [
        ("tests", "APAR", "apar.entry", population.officials[0], "served"),
        ("tests", "unstated", "apar.entry", 999_999, "not_found"),
    ]


async def look_up(client: httpx.AsyncClient, *asked: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the answers to some identifiers."""
    identifiers = [{"kind": kind, "value": value} for kind, value in asked]
    answered = await client.post("/v1/apar/2025-26/lookups", json={"identifiers": identifiers})
    found: list[dict[str, Any]] = answered.json()["answers"]
    return found


async def test_lookups_answer_in_order(client: httpx.AsyncClient, population: Population) -> None:
    """Found, ambiguous, not found: each identifier gets its answer at its place."""
    answers = await look_up(
        client,
        ("igot_user", "nobody"),
        ("sparrow_email", " ONE0@example.gov.in"),
        ("employee_code", "ONE-3"),
        ("igot_user", "one-0"),
    )

    assert [one["status"] for one in answers] == ["not_found", "found", "ambiguous", "found"]
    assert {one["official_id"] for one in (answers[1], answers[3])} == {population.officials[0]}
    assert answers[1]["published"]["entry"]["summary"]["completed"] == 3


async def test_each_entry_says_how_fresh_its_facts_are(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Beside it in lookups and changes, of a page once; the lag is a header: tags must stay."""
    here = {"authority_id": population.authority}
    found = await look_up(client, ("igot_user", "one-0"), ("igot_user", "nobody"))
    page = await client.get("/v1/apar/2025-26/entries", params=here)
    table = await client.get(f"/v1/apar/2025-26/officials/{population.officials[0]}")
    fresh = found[0]["freshness"]

    assert found[1]["freshness"] is None
    assert page.json()["confirmed_through"] == table.json()["confirmed_through"]
    assert page.json()["confirmed_through"] == fresh["confirmed_through"]
    assert page.json()["stale"] == table.json()["stale"] == fresh["stale"]
    lines = {"Accept": "application/x-ndjson"}
    stream = await client.get("/v1/apar/2025-26/entries", params=here, headers=lines)
    changes = await client.get("/v1/apar/2025-26/changes")
    told = {one["official_id"]: one for one in changes.json()["changes"]}[found[0]["official_id"]]
    for answered in (page, table, stream, changes):
        assert int(answered.headers["Karmasetu-Lag-Seconds"]) >= fresh["lag_seconds"]
        assert answered.headers["Karmasetu-Stale"] == str(fresh["stale"]).lower()
    assert told["freshness"] == {name: fresh[name] for name in ("confirmed_through", "stale")}
    assert "freshness" not in told["published"]["entry"]


async def test_lookups_find_only_what_is_seen(
    as_authority: ClientOf, population: Population
) -> None:
    """An identifier of another authority's official is not found."""
    async with as_authority(population.authority) as own:
        answers = await look_up(own, ("igot_user", "two-0"), ("igot_user", "one-0"))

    assert [one["status"] for one in answers] == ["not_found", "found"]


async def test_lookups_are_noted_one_by_one(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A batch leaves an audit event for each official whom it found."""
    await look_up(client, ("igot_user", "one-0"), ("igot_user", "one-1"), ("igot_user", "x"))
    noted = await owner.fetch("SELECT official_id FROM audit_event ORDER BY official_id")

    assert [one["official_id"] for one in noted] == list(population.officials[:2])


@pytest.mark.parametrize("year", ["2025-27", "2025", "1999-00", "२०२५-२६"])
async def test_only_reporting_years_are_years(client: httpx.AsyncClient, year: str) -> None:
    """A label that names no reporting year is 422 and names the parameter."""
    answered = await client.get(entry_of(1, year))

    assert answered.status_code == 422
    assert [one["parameter"] for one in answered.json()["errors"]] == ["reporting_year"]


async def test_many_at_once_are_answered_as_each_alone(
    as_authority: ClientOf, population: Population, owner: asyncpg.Connection
) -> None:
    """Callers of two authorities who ask at the same time each see their own, noted one by one."""
    callers = [as_authority(one) for one in (population.authority, population.other)]
    wanted = [*population.officials, *population.others, 2**31 - 1] * 2
    alone = [[await one.get(entry_of(official)) for official in wanted] for one in callers]
    await owner.execute("ALTER TABLE audit_event DISABLE TRIGGER USER; DELETE FROM audit_event")
    asked = [one.get(entry_of(official)) for one in callers for official in wanted]
    together = await asyncio.gather(*asked)
    noted = await owner.fetch("SELECT request_id, official_id, outcome FROM audit_event")

    assert [one.content for one in together if one.status_code == 200] == [
        one.content for answers in alone for one in answers if one.status_code == 200
    ]
    assert [one.status_code for one in together] == [
        one.status_code for answers in alone for one in answers
    ]
    served = {(one["request_id"], one["official_id"], one["outcome"]) for one in noted}
    assert served == {
        (
            one.headers["x-request-id"],
            official,
            "served" if one.status_code == 200 else "not_found",
        )
        for one, official in zip(together, wanted * 2, strict=True)
    }
