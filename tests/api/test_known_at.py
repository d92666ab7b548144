"""What was known: outcomes from a closed ingest position, and their bytes, which never change."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest
import rfc8785

from app.store import positions
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    RULES,
    an_official,
    official_id,
    take_completions,
    take_staff,
)

ABSENT = "0" * 64
# A moment that no calendar here reaches once it is told in UTC.
DAWN = "0001-01-01T00:00:00+23:59"


def explained(official_id: int) -> str:
    """Return the address of an official's explained outcome."""
    return f"/v1/officials/{official_id}/evaluations/2025-26"


def canonical(official_id: int) -> str:
    """Return the address of an official's canonical outcome."""
    return f"{explained(official_id)}/canonical"


async def last(database: Database) -> int:
    """Return the last closed ingest position."""
    async with database.reading() as session:
        return await positions.last(session, "ingest")


async def learn(database: Database, moment: datetime, course: str = "B") -> None:
    """Learn that the second official completed a course; or of another moment of it."""
    async with database.writing() as session:
        await take_completions(session, ("one-1", course, moment))


async def test_what_came_later_was_not_known(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """A completion learned after a position is not seen from it, whenever it happened."""
    who, then = explained(population.officials[1]), await last(worker_database)
    await learn(worker_database, IN_YEAR)
    before = (await client.get(who, params={"known_at": then})).json()
    after = (await client.get(who, params={"known_at": then + 1})).json()

    assert (before["outcome"], before["completed"]) == ("short_of_courses", 1)
    assert (after["outcome"], after["completed"]) == ("met", 2)
    assert (before["known_at"], after["known_at"]) == (then, then + 1)
    assert before["reevaluation_due"] is after["reevaluation_due"] is False


async def test_both_moments_are_asked_together(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """Of what was known by the position, what had happened by the moment counts."""
    who = explained(population.officials[1])
    await learn(worker_database, IN_YEAR + timedelta(days=30))
    then = await last(worker_database)
    asked: dict[str, str | int] = {"known_at": then, "as_of": IN_YEAR.isoformat()}
    told = (await client.get(who, params=asked)).json()

    standings = {one["course_id"]: one["standing"] for one in told["courses"]}
    assert (standings["A"], standings["B"]) == ("counted", "completed_after_as_of")


async def test_the_same_question_gets_the_same_bytes(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """What was told at a position is told again after corrections, byte for byte."""
    who = canonical(population.officials[1])
    await learn(worker_database, IN_YEAR)
    first = await client.get(who)
    await learn(worker_database, IN_YEAR + timedelta(days=1))
    await learn(worker_database, IN_YEAR, "C")
    again = await client.get(first.headers["Content-Location"])
    now = await client.get(who)

    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Location"] == first.headers["Content-Location"]
    assert now.content != first.content


async def test_the_bytes_are_canonical_and_nobodys(
    client: httpx.AsyncClient, population: Population
) -> None:
    """RFC 8785, with its digest in both headers; rules and schema named, no person, no prose."""
    answered = await client.get(canonical(population.officials[0]))
    told = answered.json()
    digest = hashlib.sha256(answered.content)

    assert answered.content == rfc8785.dumps(told)
    assert answered.headers["ETag"] == f'"{digest.hexdigest()}"'
    stated = answered.headers["Content-Digest"].removeprefix("sha-256=:").removesuffix(":")
    assert base64.b64decode(stated) == digest.digest()
    assert (told["schema"], told["ruleset"]) == ("karmasetu.outcome/1", RULES.digest)
    assert told["outcome"] == "met"
    said = json.dumps(told)
    assert not [name for name in ("one-0", "Official", "sentence", "official_id") if name in said]


async def test_a_position_not_closed_is_refused(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """A later position than the last closed, and a moment after which nothing was learned: 409."""
    later = await last(worker_database) + 1
    for known_at in (later, NOW.isoformat(), datetime.now(UTC).isoformat()):
        for where in (explained, canonical):
            answered = await client.get(
                where(population.officials[0]), params={"known_at": known_at}
            )
            assert (answered.status_code, answered.json()["code"]) == (409, "conflict")


async def test_a_moment_means_the_position_closed_by_then(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """A moment leads to the last position closed by it, once something is learned after it."""
    who, then = explained(population.officials[1]), await last(worker_database)
    async with worker_database.writing() as session:
        await positions.close(session, 1, NOW + timedelta(hours=2))
    hour_later = (NOW + timedelta(hours=1)).isoformat()
    told = (await client.get(who, params={"known_at": hour_later})).json()

    assert told["known_at"] == then


@pytest.mark.parametrize("known_at", ["soon", "2026-01-15T06:30:00", "-1", "1" * 30, DAWN])
async def test_what_is_neither_is_refused(
    client: httpx.AsyncClient, population: Population, known_at: str
) -> None:
    """What is no position and no moment with its zone is 422 at the parameter."""
    answered = await client.get(explained(population.officials[0]), params={"known_at": known_at})

    assert answered.status_code == 422
    assert answered.json()["errors"][0]["parameter"] == "known_at"


async def test_nothing_is_told_before_reports_were_read(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """Before he was known, and before reports were read since he came, nobody was short: 409."""
    earlier = await last(worker_database)
    async with worker_database.writing() as session:
        shown = [an_official(f"two-{n}") for n in range(6)]
        joined, _ = await take_staff(session, population.other, *shown)
        who = explained(await official_id(session, "two-5"))
    for known_at in (earlier, joined):
        answered = await client.get(who, params={"known_at": known_at})
        assert answered.status_code == 409


async def test_rules_are_named_and_kept(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """Rules by their digest decide; under one that is not kept nothing is: 404."""
    who, then = canonical(population.officials[0]), await last(worker_database)
    await owner.execute("DELETE FROM evaluation; DELETE FROM ruleset")
    first = await client.get(who)
    named = await client.get(who, params={"known_at": then, "ruleset": RULES.digest})
    absent = await client.get(who, params={"ruleset": ABSENT})

    assert named.content == first.content
    assert absent.status_code == 404
    assert await owner.fetchval("SELECT digest FROM ruleset") == RULES.digest


async def test_who_moved_is_known_as_he_was(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """Whoever may see an official now sees what was known of him where he was; nobody else does."""
    who, then = canonical(population.officials[1]), await last(worker_database)
    before = await client.get(who, params={"known_at": then})
    await learn(worker_database, IN_YEAR + timedelta(days=1), "A")
    async with worker_database.writing() as session:
        await take_staff(session, population.other, an_official("one-1"))
    asked = {"known_at": then}
    async with as_authority(population.other) as new, as_authority(population.authority) as old:
        seen, hidden = await new.get(who, params=asked), await old.get(who, params=asked)

    assert seen.content == before.content
    assert hidden.status_code == 404
