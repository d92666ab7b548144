"""Evaluation runs: asked for once, handed to the worker with the commit, and followed."""

import asyncio

import asyncpg
import httpx
import pytest

from tests.api.conftest import ClientOf
from tests.api.population import Population

RUNS = "/v1/evaluations"
YEAR = "2025-26"
pytestmark = pytest.mark.usefixtures("alone")


async def test_a_run_is_queued(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A run is accepted with its address, and its job is in the queue."""
    asked = {"reporting_year": YEAR, "authority_id": population.authority}
    accepted = await client.post(RUNS, json=asked)
    followed = await client.get(accepted.headers["location"])

    assert accepted.status_code == 202
    assert followed.json()["state"] == "queued"
    assert "retry-after" in followed.headers
    assert await owner.fetchval("SELECT count(*) FROM jobs.pgqueuer") == 1


async def test_one_run_at_a_time(client: httpx.AsyncClient, population: Population) -> None:
    """Of two askers at the same moment one is told that a run is under way."""
    asked = {"reporting_year": YEAR, "authority_id": population.authority}
    answers = await asyncio.gather(*(client.post(RUNS, json=asked) for _ in range(2)))

    assert sorted(one.status_code for one in answers) == [202, 409]


async def test_all_needs_the_sight_of_all(as_authority: ClientOf, population: Population) -> None:
    """An authority may ask for itself alone: all is 403, and another one is 404."""
    async with as_authority(population.authority) as own:
        answers = [
            await own.post(RUNS, json={"reporting_year": YEAR, "authority_id": authority})
            for authority in (None, population.other, population.authority)
        ]

    assert [one.status_code for one in answers] == [403, 404, 202]


async def test_an_authority_that_is_not_there_has_no_run(as_authority: ClientOf) -> None:
    """A token for an authority that is not held starts nothing: 404, as for any other number."""
    async with as_authority(999_999) as own:
        answered = await own.post(RUNS, json={"reporting_year": YEAR, "authority_id": 999_999})

    assert answered.status_code == 404


async def test_a_number_without_a_remainder_is_an_integer(
    client: httpx.AsyncClient, population: Population
) -> None:
    """JSON Schema's integers include 3.0; a number with a remainder is 422."""
    answers = [
        await client.post(
            RUNS,
            content=f'{{"reporting_year": "{YEAR}", "authority_id": {population.authority}{tail}}}',
            headers={"Content-Type": "application/json"},
        )
        for tail in (".5", ".0", "e400")
    ]

    assert [one.status_code for one in answers] == [422, 202, 422]


async def test_anothers_run_is_hidden(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """A run over another authority answers as one that doesn't exist."""
    asked = {"reporting_year": YEAR, "authority_id": population.other}
    accepted = await client.post(RUNS, json=asked)
    async with as_authority(population.authority) as own:
        hidden = await own.get(accepted.headers["location"])

    assert hidden.status_code == 404


async def test_a_year_needs_rules(client: httpx.AsyncClient) -> None:
    """A year without rules can't be evaluated: 422 at the field."""
    answered = await client.post(RUNS, json={"reporting_year": "2019-20"})

    assert answered.status_code == 422
    assert answered.json()["errors"] == [{"code": "no-rules", "pointer": "/reporting_year"}]


async def test_a_finished_run_says_what_it_came_to(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The run that published the population is done, and has no reason to be asked for again."""
    answered = await client.get(f"{RUNS}/1")

    assert answered.json()["state"] == "done"
    assert answered.json()["published"] == len(population.officials + population.others)
    assert "retry-after" not in answered.headers
