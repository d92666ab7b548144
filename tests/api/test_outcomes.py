"""Outcomes: explained for one official, paged and summed up for an authority."""

import logging
from datetime import datetime, timedelta

import asyncpg
import httpx
import pytest

from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import COURSES, STAFF, Population
from tests.harness.arranged import IN_YEAR, an_official, take_completions, take_staff


def explained(official_id: int) -> str:
    """Return the address of an official's explained outcome."""
    return f"/v1/officials/{official_id}/evaluations/2025-26"


async def test_an_outcome_is_explained(client: httpx.AsyncClient, population: Population) -> None:
    """Each course says whether it counted, and the way out says how many are left."""
    answered = (await client.get(explained(population.officials[1]))).json()

    standings = {one["course_id"]: one["standing"] for one in answered["courses"]}
    assert standings == dict.fromkeys(COURSES, "not_completed") | {"A": "counted"}
    assert answered["outcome"] == "short_of_courses"
    assert answered["reevaluation_due"] is False


@pytest.mark.parametrize(
    ("as_of", "outcome", "completed", "closed"),
    [
        ((IN_YEAR - timedelta(microseconds=1)).isoformat(), "short_of_courses", 0, False),
        (IN_YEAR.isoformat(), "met", 3, False),
        ("2026-04-01T00:00:00+05:30", "met", 3, True),
    ],
)
async def test_an_outcome_as_of_a_moment(
    client: httpx.AsyncClient,
    population: Population,
    as_of: str,
    outcome: str,
    completed: int,
    *,
    closed: bool,
) -> None:
    """What had happened by the moment counts, that moment included; ways are those of its day."""
    where = explained(population.officials[0])
    told = (await client.get(where, params={"as_of": as_of})).json()

    assert (told["outcome"], told["completed"]) == (outcome, completed)
    assert told["year_closed"] is closed
    assert datetime.fromisoformat(told["as_of"]) == datetime.fromisoformat(as_of)
    assert told["reevaluation_due"] is False


@pytest.mark.parametrize(
    "as_of",
    [
        "2999-01-01T00:00:00+05:30",
        "2025-12-31T23:59:59",
        "soon",
        "0001-01-01T00:00:00+23:59",
    ],
)
async def test_a_moment_is_zoned_and_past(
    client: httpx.AsyncClient, population: Population, as_of: str
) -> None:
    """A moment yet to come, one without a zone, and what is none: 422 at the parameter."""
    answered = await client.get(explained(population.officials[0]), params={"as_of": as_of})

    assert answered.status_code == 422
    assert answered.json()["errors"][0]["parameter"] == "as_of"


async def test_an_explanation_speaks_both_languages(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Every sentence is there in English and in Hindi."""
    answered = (await client.get(explained(population.officials[0]))).json()
    told = [answered["sentence"], *(one["sentence"] for one in answered["courses"])]

    assert all(sentence["en"] and sentence["hi"] for sentence in told)


async def test_anothers_outcome_is_nobodys(as_authority: ClientOf, population: Population) -> None:
    """An official of another authority answers exactly as one who doesn't exist."""
    async with as_authority(population.authority) as own:
        hidden = await own.get(explained(population.others[0]))
        nobody = await own.get(explained(999_999))

    assert hidden.status_code == nobody.status_code == 404
    assert hidden.json()["detail"] == nobody.json()["detail"]


async def test_new_facts_are_told_as_due(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """A completion learned after the run changes the explanation, which says that a run is due."""
    async with worker_database.writing() as session:
        await take_completions(session, ("one-1", "B", IN_YEAR))
    answered = (await client.get(explained(population.officials[1]))).json()

    assert answered["outcome"] == "met"
    assert answered["reevaluation_due"] is True


async def test_disagreeing_engines_tell_nothing(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An outcome held that the pure core does not confirm is an incident: 500, and logged.

    The log names nobody; the audit event of the same request says whom it is about.
    """
    official = population.officials[0]
    await owner.execute(
        "UPDATE evaluation SET outcome = 'short_of_courses' WHERE official_id = $1", official
    )
    with caplog.at_level(logging.ERROR):
        answered = await client.get(explained(official))

    assert answered.status_code == 500
    assert answered.json()["code"] == "engines-disagree"
    assert [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR] == [
        "engines disagree for 2025-26"
    ]
    event = await owner.fetchrow(
        "SELECT outcome, official_id FROM audit_event WHERE request_id = $1",
        answered.json()["request_id"],
    )
    assert tuple(event or ()) == ("unconfirmed", official)


async def test_authorities_are_the_callers(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """A caller who sees everything sees all authorities, one authority's sees its own."""
    async with as_authority(population.authority) as own:
        seen = (await own.get("/v1/authorities")).json()["authorities"]
    every = (await client.get("/v1/authorities")).json()["authorities"]

    assert [one["id"] for one in seen] == [population.authority]
    assert [one["id"] for one in every] == [population.authority, population.other]


async def test_outcomes_are_paged_and_counted(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Pages follow one another by their links; the count is there when it is asked for."""
    address = f"/v1/authorities/{population.authority}/evaluations/2025-26"
    first = await client.get(address, params={"limit": 3, "count": "true"})
    second = await client.get(first.links["next"]["url"])

    found = [one["official_id"] for page in (first, second) for one in page.json()["outcomes"]]
    assert found == list(population.officials)
    assert (first.json()["count"], second.json()["count"]) == (5, None)
    assert "next" not in second.links


async def test_outcomes_are_narrowed(client: httpx.AsyncClient, population: Population) -> None:
    """Only the officials of an outcome or a level are listed when one is asked for."""
    address = f"/v1/authorities/{population.authority}/evaluations/2025-26"
    met = (await client.get(address, params={"outcome": "met"})).json()["outcomes"]
    mts = (await client.get(address, params={"level": "mts"})).json()["outcomes"]

    assert [one["official_id"] for one in met] == [population.officials[0]]
    assert mts == []


async def test_a_filter_is_part_of_the_question(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The cursor of a narrowed list does not open the whole list."""
    address = f"/v1/authorities/{population.authority}/evaluations/2025-26"
    first = await client.get(address, params={"outcome": "short_of_courses", "limit": 1})
    answered = await client.get(address, params={"cursor": first.json()["next_cursor"]})

    assert answered.status_code == 400


async def test_a_summary_names_every_outcome(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The sum over outcomes is the number of officials; an outcome that nobody has is 0."""
    address = f"/v1/authorities/{population.authority}/summary/2025-26"
    answered = (await client.get(address)).json()

    assert sum(answered["by_outcome"].values()) == answered["officials"] == 5
    assert answered["by_outcome"]["met"] == 1
    assert answered["by_outcome"]["exempt"] == 0


@pytest.mark.parametrize("what", ["evaluations", "summary"])
async def test_anothers_authority_is_hidden(
    as_authority: ClientOf, population: Population, what: str
) -> None:
    """Another authority answers as one that doesn't exist."""
    async with as_authority(population.authority) as own:
        hidden = await own.get(f"/v1/authorities/{population.other}/{what}/2025-26")
        nobody = await own.get(f"/v1/authorities/999999/{what}/2025-26")

    assert hidden.status_code == nobody.status_code == 404
    assert hidden.json()["detail"] == nobody.json()["detail"]


async def test_who_left_the_roster_is_told_as_stale(
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
    owner: asyncpg.Connection,
) -> None:
    """An official whom the roster leaves out reads as stale, everywhere; his colleagues don't."""
    await owner.execute("UPDATE feed_watermark SET facts_through = now() - interval '1 hour'")
    async with worker_database.writing() as session:
        staying = [an_official(f"one-{number}") for number in range(STAFF - 1)]
        await take_staff(session, population.authority, *staying)
    where = f"/v1/authorities/{population.authority}/evaluations/2025-26"
    page = (await client.get(where)).json()
    told = (await client.get(explained(population.officials[-1]))).json()
    entry = (await client.get(f"/v1/apar/2025-26/officials/{population.officials[-1]}")).json()

    assert [one["stale"] for one in page["outcomes"]] == [False] * (STAFF - 1) + [True]
    lag = page["freshness"]["lag_seconds"]
    assert {one["lag_seconds"] for one in page["outcomes"][:-1]} == {lag}
    assert page["freshness"]["stale"] is False
    assert 3600 <= lag < 3900
    assert (told["freshness"]["stale"], entry["stale"]) == (True, True)
