"""Officers with no MDO, and officials who moved: who prescribes is the place of the last day."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import httpx
import pytest

from app.services.mandate.evaluation import Evaluator
from app.store import positions
from app.store.database import Database
from app.store.feed import feed_runs
from app.store.mandate import evaluation_runs
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.harness.arranged import NOW, an_authority, an_official, take_staff
from tests.harness.arranged import YEAR as YEAR_2025

YEAR = "2025-26"
ORDER = {"number": "A-12025/9/2025-Ad", "dated": "2025-05-05", "issued_by": "Director"}
pytestmark = pytest.mark.usefixtures("alone")


def address(authority_id: int) -> str:
    """Return where an authority's declarations are."""
    return f"/v1/authorities/{authority_id}/no-mdo-declarations"


async def cca(worker: Database) -> int:
    """Take up a Cadre Controlling Authority, and return its number."""
    async with worker.writing() as session:
        return await an_authority(session, "goa", "cca")


async def decide(worker: Database) -> None:
    """Decide for those who are due."""
    async with worker.writing() as session:
        run = await evaluation_runs.ask(session, 2025, None, "tests", datetime.now(UTC))
    await Evaluator(worker, lambda: datetime.now(UTC), lambda *_: None, only_due=True).run(run)


async def test_a_declared_officer_is_the_ccas(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """Para 3(ii): declared, the CCA prescribes; withdrawn, his ministry does again."""
    who = population.officials[0]
    explained = f"/v1/officials/{who}/evaluations/{YEAR}"
    number = await cca(worker_database)
    wanted = {
        "official_id": who,
        "controlling_authority_id": number,
        "valid_from": "2025-05-05",
        "order": ORDER,
    }
    recorded = await client.post(address(population.authority), json=wanted)
    assert recorded.status_code == 201, recorded.text
    told = (await client.get(explained)).json()
    assert (told["prescriber_id"], told["reevaluation_due"]) == (number, True)
    await decide(worker_database)
    told = (await client.get(explained)).json()
    assert (told["prescriber_id"], told["reevaluation_due"]) == (number, False)
    assert "no_mdo_declared" in [one["reason"] for one in told["reasons"]]
    listed = (await client.get(address(population.authority))).json()["declarations"]
    assert [one["official_id"] for one in listed] == [who]

    await client.post(f"{address(population.authority)}/{recorded.json()['id']}/withdrawal")
    await decide(worker_database)
    told = (await client.get(explained)).json()
    assert (told["prescriber_id"], told["outcome"]) == (population.authority, "met")


async def test_every_fault_is_named(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """An AIS officer, an MDO in the CCA's place, an order from the future: nothing is stored."""
    await owner.execute(
        "UPDATE profile SET service = 'Indian Police Service'"
        " WHERE id = (SELECT profile_id FROM official WHERE id = $1)",
        population.officials[0],
    )
    wanted: dict[str, Any] = {
        "official_id": population.officials[0],
        "controlling_authority_id": population.other,
        "valid_from": "2025-05-05",
        "valid_until": "2025-05-04",
        "order": {**ORDER, "dated": "2999-01-01"},
    }
    answered = await client.post(address(population.authority), json=wanted)

    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        ("/official_id", "all-india-service"),
        ("/controlling_authority_id", "no-controlling-authority"),
        ("/valid_until", "before-valid-from"),
        ("/order/dated", "in-the-future"),
    }
    assert await owner.fetchval("SELECT count(*) FROM no_mdo_declaration") == 0


async def test_who_moved_after_the_year_keeps_its_outcome(
    as_authority: ClientOf, population: Population, worker_database: Database
) -> None:
    """Moved in May 2026: the closed year, decided anew, goes by the ministry of its last day.

    The new ministry, which sees nobody else of the old one, is told so.
    """
    who = population.officials[0]
    moved = an_official("one-0", joined_on=date(2026, 5, 4), email="one0@example.gov.in")
    async with worker_database.writing() as session:
        await take_staff(session, population.other, moved)
        for road in ("plans", "completions", "officials", "assessments"):
            await feed_runs.move_watermark(
                session,
                road=road,
                authority_id=feed_runs.NATIONAL if road == "assessments" else population.other,
                year=YEAR_2025.start,
                merged=feed_runs.Merged(2, NOW, await positions.last(session, "ingest")),
            )
    await decide(worker_database)
    async with as_authority(population.other) as new:
        told = (await new.get(f"/v1/officials/{who}/evaluations/{YEAR}")).json()

    assert (told["prescriber_id"], told["outcome"]) == (population.authority, "met")
    assert "place_of_earlier_posting" in [one["reason"] for one in told["reasons"]]
    assert "year.transfer" in [one["id"] for one in told["rules"]]
    assert told["reevaluation_due"] is False
