"""APAR periods: what falls into each, beside the outcome of the year, which they don't change."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import ClientOf
from tests.api.population import Population

ORDER = {"number": "A-28011/3/2025-Ad", "dated": "2025-10-06", "issued_by": "Director"}
pytestmark = pytest.mark.usefixtures("alone")


async def test_what_falls_into_each_period(
    as_authority: ClientOf, client: httpx.AsyncClient, population: Population
) -> None:
    """Courses of 1 September belong to the period that holds that day, and to no other."""
    who = population.officials[0]
    address = f"/v1/authorities/{population.authority}/apar-periods"
    halves = (("2025-04-01", "2025-08-31"), ("2025-09-01", "2026-03-31"))
    recorded = [
        await client.post(
            address,
            json={"official_id": who, "valid_from": first, "valid_until": last, "order": ORDER},
        )
        for first, last in halves
    ]
    assert [each.status_code for each in recorded] == [201, 201]
    question = f"/v1/officials/{who}/apar-periods/2025-26"
    told = (await client.get(question)).json()
    async with as_authority(population.other) as other:
        refused = await other.get(question)

    assert [len(one["courses"]) for one in told["periods"]] == [0, 3]
    assert (told["outcome"], told["completed"], told["standing"]) == ("met", 3, "house")
    assert refused.status_code == 404

    await client.post(f"{address}/{recorded[-1].json()['id']}/withdrawal")
    told = (await client.get(question)).json()
    listed = (await client.get(address, params={"history": True})).json()["periods"]

    assert [one["valid_until"] for one in told["periods"]] == ["2025-08-31"]
    assert len(listed) == 2


async def test_every_fault_is_named(client: httpx.AsyncClient, population: Population) -> None:
    """Days of two years, days that overlap, an official of another authority: all refused."""
    address = f"/v1/authorities/{population.authority}/apar-periods"
    wanted: dict[str, Any] = {
        "official_id": population.officials[0],
        "valid_from": "2025-06-01",
        "valid_until": "2025-09-30",
        "order": ORDER,
    }
    await client.post(address, json=wanted)
    overlapping = await client.post(
        address, json={**wanted, "valid_from": "2025-09-30", "valid_until": "2026-04-01"}
    )
    foreign = await client.post(
        address,
        json={
            **wanted,
            "official_id": population.others[0],
            "valid_until": "2025-05-31",
            "order": {**ORDER, "dated": "2999-01-01"},
        },
    )

    assert faults(overlapping) == {
        ("/valid_from", "overlaps"),
        ("/valid_until", "in-another-year"),
    }
    assert faults(foreign) == {
        ("/official_id", "unknown-official"),
        ("/valid_until", "before-valid-from"),
        ("/order/dated", "in-the-future"),
    }


def faults(answered: httpx.Response) -> set[tuple[str, str]]:
    """Return what a refusal names, each with its pointer."""
    return {(one["pointer"], one["code"]) for one in answered.json()["errors"]}
