"""A run that a killed process left behind does not keep others from being asked for."""

import asyncpg
import httpx
import pytest

from tests.api.population import Population

RUNS = "/v1/evaluations"
BEGUN = "UPDATE evaluation_run SET state = 'running', started_at = now() - CAST($1 AS interval)"
pytestmark = pytest.mark.usefixtures("alone")


@pytest.mark.parametrize(("minutes", "status"), [(59, 409), (61, 202)])
async def test_a_killed_run_blocks_an_hour_at_most(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    minutes: int,
    status: int,
) -> None:
    """While a run may still be alive another is refused; after an hour's silence it is not."""
    asked = {"reporting_year": "2025-26", "authority_id": population.authority}
    first = await client.post(RUNS, json=asked)
    await owner.execute(BEGUN.replace("$1", f"'{minutes} minutes'"))
    second = await client.post(RUNS, json=asked)

    assert (first.status_code, second.status_code) == (202, status)
