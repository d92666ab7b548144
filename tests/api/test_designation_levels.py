"""Levels of designations: an authority's own map by its orders, and what matches nothing."""

import asyncpg
import httpx
import pytest

from tests.api.conftest import ClientOf
from tests.api.population import Population

YEAR = "2025-26"
ORDER = {"number": "A-11013/2/2025-Ad.I", "dated": "2025-06-02", "issued_by": "Under Secretary"}
pytestmark = pytest.mark.usefixtures("alone")


def address(authority_id: int, register: str = "designation-levels") -> str:
    """Return where an authority's map is."""
    return f"/v1/authorities/{authority_id}/{register}"


async def test_a_map_is_replaced_row_by_row(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A second order for a designation takes the place of the first, which stays as history."""
    where = address(population.authority)
    for level in ("us", "ds_director"):
        wanted = [{"designation": " Research  Officer. ", "level": level}]
        recorded = await client.post(where, json={"levels": wanted, "order": ORDER})
        assert recorded.status_code == 201

    live = (await client.get(where)).json()["levels"]
    whole = (await client.get(where, params={"history": "true"})).json()["levels"]
    assert [(one["designation_key"], one["level"]) for one in live] == [
        ("research officer", "ds_director")
    ]
    assert [one["level"] for one in whole] == ["us", "ds_director"]
    assert whole[0]["withdrawn_position"] == whole[1]["learned_position"]
    assert await owner.fetchval("SELECT count(*) FROM evaluation_due") == 0


async def test_those_who_bear_the_designation_are_due(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """One official with the designation is due for each year with rules, and explained by it."""
    await owner.execute(
        "UPDATE profile SET designation = 'Rsearch Officer', designation_key = 'rsearch officer'"
        " WHERE id = (SELECT profile_id FROM official WHERE id = $1)",
        population.officials[2],
    )
    bearers = await owner.fetch(
        "SELECT official.id FROM official JOIN profile ON profile.id = official.profile_id"
        " WHERE profile.designation_key = 'rsearch officer' ORDER BY 1"
    )
    wanted = [{"designation": "RSEARCH OFFICER", "level": "us"}]
    recorded = await client.post(
        address(population.authority), json={"levels": wanted, "order": ORDER}
    )
    due = await owner.fetch("SELECT DISTINCT official_id FROM evaluation_due ORDER BY 1")

    assert [row[0] for row in due] == [row[0] for row in bearers]
    explained = f"/v1/officials/{population.officials[2]}/evaluations/{YEAR}"
    assert (await client.get(explained)).json()["level"] == "us"
    withdrawn = await client.post(
        f"{address(population.authority)}/{recorded.json()['levels'][0]['id']}/withdrawal"
    )
    assert withdrawn.status_code == 200
    assert (await client.get(explained)).json()["level"] is None


async def test_what_matches_nothing_is_reported_and_not_guessed(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A misspelt designation has no level, and the spelling that comes close is named."""
    await owner.execute(
        "UPDATE profile SET designation = 'Under Secretery', designation_key = 'under secretery'"
        " WHERE id = (SELECT profile_id FROM official WHERE id = $1)",
        population.officials[0],
    )
    told = (await client.get(address(population.authority, f"designations/{YEAR}"))).json()
    found = {one["designation_key"]: one for one in told["designations"]}

    assert found["under secretery"]["level"] is None
    assert found["under secretery"]["by"] == "unmatched"
    assert "under secretary" in found["under secretery"]["near"]
    assert sum(one["officials"] for one in told["designations"]) == len(population.officials)


async def test_a_list_is_recorded_whole_or_not(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A blank designation, one that stands twice and a late order are named, row by row."""
    rows = ["Clerk", "  . ", "CLERK"]
    wanted = [{"designation": one, "level": "so_aso"} for one in rows]
    order = {**ORDER, "dated": "2999-01-01"}
    answered = await client.post(
        address(population.authority), json={"levels": wanted, "order": order}
    )

    assert answered.status_code == 422
    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        ("/levels/1/designation", "blank"),
        ("/levels/2/designation", "same-designation-twice"),
        ("/order/dated", "in-the-future"),
    }
    assert await owner.fetchval("SELECT count(*) FROM designation_level") == 0


async def test_a_band_is_no_designations_level(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Bands go by years of service (para 3(ii)): no designation leads to one."""
    wanted = [{"designation": "Collector", "level": "upto_9"}]
    answered = await client.post(
        address(population.authority), json={"levels": wanted, "order": ORDER}
    )

    assert answered.json()["errors"][0]["pointer"] == "/levels/0/level"


async def test_the_map_is_the_authoritys_own(
    as_authority: ClientOf, population: Population
) -> None:
    """Another authority's map is 404."""
    async with as_authority(population.other) as other:
        answers = [
            await other.get(address(population.authority, where))
            for where in ("designation-levels", f"designations/{YEAR}")
        ]

    assert [one.status_code for one in answers] == [404, 404]
