"""A transfer within the year, under what the ministry of its last day has ordered for transfers."""

from datetime import date
from typing import Any

import httpx
import pytest

from app.store import positions
from app.store.database import Database
from app.store.feed import feed_runs
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.test_declarations import decide
from tests.harness.arranged import NOW, YEAR, an_official, take_staff

EXPLAINED = "/v1/officials/{}/evaluations/2025-26"
ORDER = {"number": "A-1/2026", "dated": "2026-01-05", "issued_by": "Joint Secretary"}
pytestmark = pytest.mark.usefixtures("alone")


@pytest.mark.parametrize(
    ("ordered", "reason"),
    [("longest", "place_of_longest_posting"), ("union", "plans_of_all_postings")],
)
async def test_an_ordered_transfer_rule_decides(
    as_authority: ClientOf,
    population: Population,
    worker_database: Database,
    ordered: str,
    reason: str,
) -> None:
    """Moved in January, he is decided as the new ministry orders, and as before when it withdraws.

    The plan of the posting before is of the same four courses: each counts once.
    """
    who = population.officials[0]
    moved = an_official("one-0", joined_on=date(2026, 1, 12), email="one0@example.gov.in")
    async with worker_database.writing() as session:
        await take_staff(session, population.other, moved)
    await read_anew(worker_database, population.other)
    overrides = f"/v1/authorities/{population.other}/rule-overrides"
    wanted = {"reporting_year": "2025-26", "rule_id": "year.transfer", "value": ordered}
    async with as_authority(population.other) as ministry:
        recorded = await ministry.post(overrides, json={**wanted, "order": ORDER})
        assert recorded.status_code == 201, recorded.text
        await decide(worker_database)
        told = await explained(ministry, who)
        assert reason in [one["reason"] for one in told["reasons"]]
        assert (told["prescribed"], told["reevaluation_due"]) == (4, False)
        assert "year.transfer" in [one["id"] for one in told["rules"]]

        await ministry.post(f"{overrides}/{recorded.json()['id']}/withdrawal")
        await decide(worker_database)
        told = await explained(ministry, who)

    assert (told["prescriber_id"], told["reevaluation_due"]) == (population.other, False)
    assert reason not in [one["reason"] for one in told["reasons"]]


async def read_anew(worker: Database, authority_id: int) -> None:
    """Have an authority's reports read after the official arrived there."""
    async with worker.writing() as session:
        position = await positions.last(session, "ingest")
        for road in feed_runs.ROADS:
            await feed_runs.move_watermark(
                session,
                road=road,
                authority_id=feed_runs.NATIONAL if road == "assessments" else authority_id,
                year=YEAR.start,
                merged=feed_runs.Merged(2, NOW, position),
            )


async def explained(client: httpx.AsyncClient, who: int) -> dict[str, Any]:
    """Return an official's outcome, explained."""
    told: dict[str, Any] = (await client.get(EXPLAINED.format(who))).json()
    return told
