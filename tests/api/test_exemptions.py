"""Exemptions: recorded by an order, in force with the next evaluation, withdrawn, never erased."""

from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest

from app.services.mandate.evaluation import Evaluator
from app.store.database import Database
from app.store.mandate import evaluation_runs
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.harness.arranged import YEAR as YEAR_2025

YEAR = "2025-26"
ORDER = {"number": "A-12011/4/2025-Estt", "dated": "2025-11-03", "issued_by": "Director"}
pytestmark = pytest.mark.usefixtures("alone")


def address(authority_id: int) -> str:
    """Return where an authority's exemptions are."""
    return f"/v1/authorities/{authority_id}/exemptions"


def leave(official_id: int, **other: Any) -> dict[str, Any]:
    """Return a request for leave over the year's last day."""
    return {
        "official_id": official_id,
        "kind": "leave",
        "reason": "Study leave.",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
        "order": ORDER,
        **other,
    }


async def due(owner: asyncpg.Connection) -> list[tuple[int, int]]:
    """Return which officials are due, by year."""
    rows = await owner.fetch("SELECT reporting_year, official_id FROM evaluation_due ORDER BY 1, 2")
    return [(row[0], row[1]) for row in rows]


async def decide(worker: Database) -> None:
    """Decide for those who are due."""
    async with worker.writing() as session:
        run = await evaluation_runs.ask(session, 2025, None, "tests", datetime.now(UTC))
    await Evaluator(worker, lambda: datetime.now(UTC), lambda *_: None, only_due=True).run(run)


async def test_an_order_exempts_and_its_withdrawal_ends_that(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """Recorded: that official alone is due, then exempt; withdrawn: due again, then short."""
    official = population.officials[1]
    explained = f"/v1/officials/{official}/evaluations/{YEAR}"
    recorded = await client.post(address(population.authority), json=leave(official))
    assert recorded.status_code == 201
    assert await due(owner) == [(2025, official), (2026, official)]
    # Between the order and the next evaluation the explanation goes by the order already.
    told = (await client.get(explained)).json()
    assert (told["outcome"], told["reevaluation_due"]) == ("exempt", True)
    await decide(worker_database)
    assert (await client.get(explained)).json()["reevaluation_due"] is False

    number = recorded.json()["id"]
    withdrawn = await client.post(f"{address(population.authority)}/{number}/withdrawal")
    assert withdrawn.json()["withdrawn_position"] > recorded.json()["learned_position"]
    assert (2025, official) in await due(owner)
    await decide(worker_database)
    assert (await client.get(explained)).json()["outcome"] == "short_of_courses"
    again = await client.post(f"{address(population.authority)}/{number}/withdrawal")
    assert again.status_code == 409


async def test_the_list_hides_what_is_withdrawn_but_for_history(
    client: httpx.AsyncClient, population: Population
) -> None:
    """One of two is withdrawn: the list shows the other, the history both, in pages of one."""
    where = address(population.authority)
    first = (await client.post(where, json=leave(population.officials[0]))).json()["id"]
    second = (await client.post(where, json=leave(population.officials[1]))).json()["id"]
    await client.post(f"{where}/{first}/withdrawal")

    listed = (await client.get(where)).json()["exemptions"]
    assert [one["id"] for one in listed] == [second]
    page = await client.get(where, params={"history": "true", "limit": 1})
    rest = await client.get(page.links["next"]["url"])
    assert [one["id"] for one in page.json()["exemptions"] + rest.json()["exemptions"]] == [
        first,
        second,
    ]


async def test_every_fault_is_named_and_nothing_is_stored(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Another authority's official, days reversed, an order from the future: three faults."""
    wrong = leave(
        population.others[0],
        valid_until="2025-12-31",
        order={**ORDER, "dated": "2999-01-01"},
    )
    answered = await client.post(address(population.authority), json=wrong)

    assert answered.status_code == 422
    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        ("/official_id", "unknown-official"),
        ("/valid_until", "before-valid-from"),
        ("/order/dated", "in-the-future"),
    }
    assert await owner.fetchval("SELECT count(*) FROM exemption") == 0
    assert await due(owner) == []


async def test_an_order_is_recorded_once(client: httpx.AsyncClient, population: Population) -> None:
    """The same order for the same official is refused the second time."""
    answers = [
        await client.post(address(population.authority), json=leave(population.officials[0]))
        for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [201, 422]
    assert answers[1].json()["errors"] == [{"code": "already-recorded", "pointer": "/order/number"}]


async def test_a_register_is_the_authoritys_own(
    as_authority: ClientOf, population: Population
) -> None:
    """Another authority's register is 404 to read and to write; without the scope it is 403."""
    async with as_authority(population.other) as other:
        answers = [
            await other.get(address(population.authority)),
            await other.post(address(population.authority), json=leave(population.officials[0])),
        ]
    async with as_authority(population.authority, "registers:read") as reader:
        answers.append(
            await reader.post(address(population.authority), json=leave(population.officials[0]))
        )

    assert [one.status_code for one in answers] == [404, 404, 403]


async def test_years_that_the_days_do_not_touch_are_not_due(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Leave that ends with the year is that year's alone."""
    ended = leave(population.officials[0], valid_until=YEAR_2025.last_day.isoformat())
    await client.post(address(population.authority), json=ended)

    assert await due(owner) == [(2025, population.officials[0])]


async def test_a_body_that_cannot_be_read_names_its_days_as_well(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A kind that is none, no reason, and days that end before they begin, in one answer."""
    days = {"valid_from": "2025-05-05", "valid_until": "2025-01-01"}
    order = {**ORDER, "dated": "2999-01-01"}
    asked = leave(population.officials[0], kind="whim", reason="", order=order, **days)
    answered = await client.post(address(population.authority), json=asked)
    unread = await client.post(
        address(population.authority), json={**asked, "valid_until": 7, "order": []}
    )

    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        ("/kind", "literal_error"),
        ("/reason", "string_too_short"),
        ("/order/dated", "in-the-future"),
        ("/valid_until", "before-valid-from"),
    }
    assert {one["pointer"] for one in unread.json()["errors"]} == {
        "/kind",
        "/reason",
        "/valid_until",
        "/order",
    }
