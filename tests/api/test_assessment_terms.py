"""Terms of assessments: recorded by the prescriber's order, told, withdrawn."""

from typing import Any

import asyncpg
import httpx
import pytest

from app.store import positions
from app.store.database import Database
from app.store.feed import plans
from tests.api.conftest import ClientOf
from tests.api.population import COURSES, Population, decide
from tests.harness.arranged import NOW, a_plan

ORDER = {"number": "A-7/2025", "dated": "2025-05-02", "issued_by": "Director"}
TERMS = {
    "assessment_id": "X",
    "opens_on": "2025-09-01",
    "closes_on": "2025-09-30",
    "attempts_allowed": 3,
    "cut_off_percent": 60,
    "order": ORDER,
}
pytestmark = pytest.mark.usefixtures("alone")


def address(authority_id: int) -> str:
    """Return where an authority's terms are."""
    return f"/v1/authorities/{authority_id}/assessment-terms"


@pytest.fixture
async def linked(worker_database: Database, population: Population) -> str:
    """Link assessment X to the authority's plan; return the explanation of its first official."""
    async with worker_database.writing() as session:
        position = await positions.close(session, 1, NOW)
        await plans.merge(session, a_plan(population.authority, *COURSES, assessment="X"), position)
    await decide(worker_database)
    return f"/v1/officials/{population.officials[0]}/evaluations/2025-26"


async def test_terms_are_told_and_withdrawn(
    client: httpx.AsyncClient, population: Population, linked: str
) -> None:
    """The official reads them in the explanation at once; withdrawn, they are gone from it."""
    recorded = await client.post(address(population.authority), json=TERMS)
    assert recorded.status_code == 201, recorded.text
    assert recorded.json()["reporting_year"] == "2025-26"
    again = await client.post(address(population.authority), json=TERMS)
    assert again.json()["errors"] == [{"code": "already-recorded", "pointer": "/assessment_id"}]
    told = (await client.get(linked)).json()
    (assessment,) = told["assessments"]

    assert told["outcome"] == "assessment_pending"
    assert assessment["terms"] == {k: v for k, v in TERMS.items() if k != "assessment_id"}
    number = recorded.json()["id"]
    where = f"{address(population.authority)}/{number}/withdrawal"
    assert (await client.post(where)).json()["withdrawn_position"]
    assert (await client.post(where)).status_code == 409
    assert (await client.get(linked)).json()["assessments"][0]["terms"] is None
    listed = (await client.get(address(population.authority), params={"history": True})).json()
    assert [one["id"] for one in listed["terms"]] == [number]


async def test_a_cut_off_decides_who_is_to_be_reached(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
    linked: str,
) -> None:
    """Passed with 55; once 60 are ordered and decided by, failed, listed and not in the entry."""
    await owner.execute(
        "INSERT INTO assessment_result (reporting_year, official_id, assessment_id, attempt,"
        " authority_id, state, score, certified, taken_at, learned_position)"
        " SELECT 2025, $1, id, 1, $2, 'passed', 55, false, '2025-10-01', 1 FROM course"
        " WHERE feed_id = 'X'",
        population.officials[0],
        population.authority,
    )
    await decide(worker_database)
    before = (await client.get(linked)).json()
    assert (await client.post(address(population.authority), json=TERMS)).is_success
    meanwhile = await client.get(linked)
    await decide(worker_database)
    after = (await client.get(linked)).json()
    listed = (
        await client.get(f"/v1/authorities/{population.authority}/reach-list/2025-26")
    ).json()["officials"]
    entry = await client.get(f"/v1/apar/2025-26/officials/{population.officials[0]}")

    assert meanwhile.status_code == 200, meanwhile.text
    assert [one["outcome"] for one in (before, after)] == ["met", "assessment_failed"]
    assert [one["assessments"][0]["evidence"] for one in (before, after)] == [
        "as_igot_says",
        "cut_off",
    ]
    assert listed[0]["official_id"] == population.officials[0]
    assert [one["assessment_id"] for one in listed[0]["assessments"]] == ["X"]
    assert entry.json()["entry"]["assessments"] == []


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"closes_on": "2025-08-31"}, {("/closes_on", "before-opens-on")}),
        ({"closes_on": "2026-04-01"}, {("/closes_on", "in-another-year")}),
        (
            {"opens_on": "2019-04-01", "assessment_id": "nope"},
            {("/opens_on", "year-without-rules"), ("/assessment_id", "unknown-assessment")},
        ),
    ],
)
async def test_what_may_not_be_ordered(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    linked: str,
    changes: dict[str, Any],
    faults: set[tuple[str, str]],
) -> None:
    """Every fault is named where it stands, and nothing is stored."""
    answered = await client.post(address(population.authority), json=TERMS | changes)

    assert linked
    assert answered.status_code == 422
    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == faults
    assert await owner.fetchval("SELECT count(*) FROM assessment_terms") == 0


async def test_terms_are_the_authoritys_own(as_authority: ClientOf, population: Population) -> None:
    """Another authority can neither read nor write them."""
    async with as_authority(population.other) as other:
        answers = [
            await other.post(address(population.authority), json=TERMS),
            await other.get(address(population.authority)),
        ]

    assert [one.status_code for one in answers] == [404, 404]
