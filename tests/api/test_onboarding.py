"""Onboarding: officials as JSON, findings as a result."""

from typing import Any

import httpx

from tests.api.conftest import ClientOf
from tests.api.population import Population


async def validated(
    client: httpx.AsyncClient, authority_id: int, *officials: dict[str, Any]
) -> httpx.Response:
    """Submit officials of an authority."""
    rows = [{"reference": f"row {n}", **one} for n, one in enumerate(officials, start=2)]
    asked = {"reporting_year": "2025-26", "authority_id": authority_id, "officials": rows}
    return await client.post("/v1/onboarding/validations", json=asked)


async def test_a_submission_is_checked(client: httpx.AsyncClient, population: Population) -> None:
    """One who agrees has no finding; one who is nowhere is not onboarded; each has its row."""
    answered = await validated(
        client,
        population.authority,
        {"email": "One0@example.gov.in", "name": "one-0 Official"},
        {"email": "nobody@example.gov.in"},
        {"employee_code": "one-1", "designation": "Director"},
    )
    found = [(one["row"], one["rule_id"], one["field"]) for one in answered.json()["findings"]]

    assert found == [(1, "OB-001", None), (2, "OB-013", "designation")]
    assert answered.json()["clean"] == 1


async def test_who_is_under_another_authority_is_told_to_who_sees_it(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """To an authority, another's official is not onboarded; only who sees both is told more."""
    submitted = {"email": "two0@example.gov.in"}
    async with as_authority(population.authority) as own:
        to_own = (await validated(own, population.authority, submitted)).json()
    to_all = (await validated(client, population.authority, submitted)).json()

    assert [one["rule_id"] for one in to_own["findings"]] == ["OB-001"]
    assert [one["rule_id"] for one in to_all["findings"]] == ["OB-002"]


async def test_only_an_authority_that_is_seen_is_checked(
    as_authority: ClientOf, population: Population
) -> None:
    """Officials of another authority can't be submitted."""
    async with as_authority(population.authority) as own:
        answered = await validated(own, population.other, {"email": "two0@example.gov.in"})

    assert answered.status_code == 404


async def test_a_thousand_officials_at_most(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A thousand rows are checked; one more is 422."""
    rows = [{"employee_code": f"N-{n}"} for n in range(1001)]
    full = await validated(client, population.authority, *rows[:1000])
    over = await validated(client, population.authority, *rows)

    assert len(full.json()["findings"]) == 1000
    assert over.status_code == 422
