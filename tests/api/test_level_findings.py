"""Reach and level are two things: where they differ, an authority is told of whom."""

import httpx
import pytest

from app.policy.facts import Criterion
from app.store.database import Database
from app.store.feed import plans
from tests.api.population import Population, decide
from tests.harness.arranged import a_plan, an_official, take_staff

pytestmark = pytest.mark.usefixtures("alone")


async def _arrange(population: Population, worker_database: Database) -> None:
    """Give the authority plans for levels, one for anybody, and staff who do not fit them."""
    exactly = ((Criterion("designation_exact", ("Under Secretary",)),),)
    tagged = (
        (Criterion("designation", ("director",)),),
        (Criterion("designation", ("director", "under secretary (us)")), Criterion("tag", ("x",))),
    )
    directors = ((Criterion("designation", ("director",)),),)
    async with worker_database.writing() as session:
        for name, groups in (("us", exactly), ("ds", directors), ("mixed", tagged)):
            await plans.merge(
                session, a_plan(population.authority, feed_id=name, name=name, groups=groups), 1
            )
        await take_staff(
            session,
            population.authority,
            an_official("one-0"),
            an_official("one-1", designation="Under Secretary (US)"),
            an_official("one-2", designation="Director", designation_key="joint secretary"),
        )


async def test_who_is_reached_astray_and_who_not_at_all(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """A plan for Under Secretaries misses another spelling; one for Directors reaches him.

    The plan for everybody is meant for no level in particular, so nothing is said of it.
    """
    await _arrange(population, worker_database)
    await decide(worker_database)
    address = f"/v1/authorities/{population.authority}/level-findings/2025-26"
    first = (await client.get(address, params={"limit": 1})).json()
    rest = (await client.get(address, params={"cursor": first["next_cursor"]})).json()
    found = {
        one["official_id"]: [
            (finding["rule_id"], [plan["name"] for plan in finding["plans"]])
            for finding in one["findings"]
        ]
        for one in (*first["officials"], *rest["officials"])
    }

    assert len(first["officials"]) == 1
    assert found == {
        population.officials[1]: [("RL-002", ["us", "mixed"])],
        population.officials[2]: [("RL-001", ["ds", "mixed"])],
    }
    assert [one["name"] for one in rest["untold_plans"]] == ["Plan of the year"]
    listed = {one["official_id"]: one["findings"] for one in first["officials"] + rest["officials"]}
    for number in population.officials:
        explained = (await client.get(f"/v1/officials/{number}/evaluations/2025-26")).json()
        assert explained["level_findings"] == listed.get(number, [])


async def test_an_authority_that_is_not_there(client: httpx.AsyncClient) -> None:
    """Of an authority that the caller does not see nothing is told."""
    answered = await client.get("/v1/authorities/4711/level-findings/2025-26")

    assert answered.status_code == 404
