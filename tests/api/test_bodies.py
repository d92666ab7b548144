"""Autonomous bodies: their staff are mandated from the day on which their ministry chose so."""

import asyncpg
import httpx
import pytest

from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.test_declarations import decide

ORDER = {"number": "G-20013/2/2026-AB", "dated": "2026-02-20", "issued_by": "Joint Secretary"}
pytestmark = pytest.mark.usefixtures("alone")


async def test_a_bodys_staff_wait_for_their_ministrys_choice(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """Recorded as a body, nobody of its staff is mandated; chosen, all are as they were."""
    address = f"/v1/authorities/{population.authority}/body-records"
    explained = f"/v1/officials/{population.officials[0]}/evaluations/2025-26"
    wanted = {"kind": "autonomous_body", "ministry_id": population.other, "order": ORDER}
    recorded = await client.post(address, json=wanted)
    assert recorded.status_code == 201, recorded.text
    told = (await client.get(explained)).json()
    assert (told["outcome"], told["reevaluation_due"]) == ("not_mandated", True)
    await decide(worker_database)
    told = (await client.get(explained)).json()
    assert (told["outcome"], told["reevaluation_due"]) == ("not_mandated", False)
    assert "ministry_has_not_chosen" in [one["reason"] for one in told["reasons"]]
    assert {one["id"]: one["standing"] for one in told["rules"]}["scope.autonomous_bodies"] == (
        "reported"
    )

    await client.post(f"{address}/{recorded.json()['id']}/withdrawal")
    chosen = await client.post(address, json={**wanted, "mandated_from": "2026-03-01"})
    assert chosen.status_code == 201, chosen.text
    await decide(worker_database)
    told = (await client.get(explained)).json()
    listed = (await client.get(address)).json()["records"]

    assert (told["outcome"], told["reevaluation_due"]) == ("met", False)
    assert [one["mandated_from"] for one in listed] == ["2026-03-01"]


async def test_every_fault_is_named(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Itself for its ministry, days in the wrong order, an order of tomorrow: nothing is stored."""
    answered = await client.post(
        f"/v1/authorities/{population.authority}/body-records",
        json={
            "kind": "public_sector_enterprise",
            "ministry_id": population.authority,
            "mandated_from": "2026-04-01",
            "mandated_until": "2026-03-31",
            "order": {**ORDER, "dated": "2999-01-01"},
        },
    )

    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        ("/ministry_id", "no-ministry-over-it"),
        ("/mandated_until", "before-mandated-from"),
        ("/order/dated", "in-the-future"),
    }
    assert await owner.fetchval("SELECT count(*) FROM autonomous_body") == 0


async def test_what_is_not_there_is_not_withdrawn_and_another_may_not_record(
    as_authority: ClientOf, client: httpx.AsyncClient, population: Population
) -> None:
    """An unknown record is refused, and so is another authority, as if there were none."""
    address = f"/v1/authorities/{population.authority}/body-records"
    wanted = {"kind": "autonomous_body", "ministry_id": population.other, "order": ORDER}
    async with as_authority(population.other) as other:
        refused = await other.post(address, json=wanted)
    absent = await client.post(f"{address}/31/withdrawal")

    assert [refused.status_code, absent.status_code] == [404, 404]
