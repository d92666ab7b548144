"""Equivalent courses: by the prescriber's order, from the record to the published entry."""

from datetime import date
from typing import Any

import asyncpg
import httpx
import pytest

from app.store.database import Database
from app.store.feed import plans
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.test_overrides import decide
from tests.harness.arranged import IN_YEAR, take_completions

YEAR = "2025-26"
ORDER = {"number": "A-11011/3/2025-Trg", "dated": "2025-08-01", "issued_by": "Director"}
pytestmark = pytest.mark.usefixtures("alone")


def address(authority_id: int) -> str:
    """Return where an authority's equivalences are."""
    return f"/v1/authorities/{authority_id}/course-equivalences"


def counting(course_id: str, counts_for: str, **other: Any) -> dict[str, Any]:
    """Return a request that a course count for another."""
    stated = {"course_id": course_id, "counts_for_course_id": counts_for, "order": ORDER}
    return {**stated, "valid_from": "2025-04-01", "valid_until": "2026-03-31", **other}


@pytest.fixture
async def learnt(worker_database: Database, population: Population) -> int:
    """The second official, who completed A of four prescribed courses, and E beside them."""
    async with worker_database.writing() as session:
        await plans.mention_courses(session, ["F"])
        await take_completions(session, ("one-1", "E", IN_YEAR))
    return population.officials[1]


async def test_another_course_counts_by_order(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
    learnt: int,
) -> None:
    """The official is met by E for B; the entry says which course iGOT shows; withdrawn, it ends.

    Due are those whom a plan of the authority asks for B, and nobody else.
    """
    await owner.execute("DELETE FROM evaluation_due")
    recorded = await client.post(address(population.authority), json=counting("E", "B"))
    assert recorded.status_code == 201, recorded.text
    due = await owner.fetch("SELECT official_id FROM evaluation_due ORDER BY 1")
    assert [row[0] for row in due] == list(population.officials)
    await decide(worker_database)

    told = (await client.get(f"/v1/officials/{learnt}/evaluations/{YEAR}")).json()
    (course,) = [one for one in told["courses"] if one["course_id"] == "B"]
    assert (told["outcome"], told["reevaluation_due"]) == ("met", False)
    assert course["standing"] == "counted_by_equivalent"
    assert course["equivalent"] == {"course_id": "E", "name": "E", "order": ORDER}
    assert "A-11011/3/2025-Trg" in course["sentence"]["hi"]
    assert "completion.equivalent_counts" in [one["id"] for one in told["rules"]]
    entry = (await client.get(f"/v1/apar/{YEAR}/officials/{learnt}")).json()["entry"]
    (line,) = [one for one in entry["courses"] if one["course_id"] == "B"]
    assert (line["status"], line["completed_on"]) == ("equivalent_completed", None)
    assert line["equivalent"]["course_id"] == "E"
    assert entry["summary"]["completed"] == 2

    number = recorded.json()["id"]
    withdrawn = await client.post(f"{address(population.authority)}/{number}/withdrawal")
    assert withdrawn.json()["withdrawn_position"] > recorded.json()["learned_position"]
    await decide(worker_database)
    told = (await client.get(f"/v1/officials/{learnt}/evaluations/{YEAR}")).json()
    assert told["outcome"] == "short_of_courses"
    again = await client.post(f"{address(population.authority)}/{number}/withdrawal")
    assert again.status_code == 409


async def test_what_is_credited_is_not_outstanding(
    client: httpx.AsyncClient, population: Population, worker_database: Database, learnt: int
) -> None:
    """The list of who is short asks nobody for a course that another one counts for."""
    await client.post(address(population.other), json=counting("E", "C"))
    await client.post(address(population.authority), json=counting("E", "B"))
    await decide(worker_database)
    where = f"/v1/authorities/{population.authority}/reach-list/{YEAR}"
    listed = (await client.get(where)).json()["officials"]

    assert learnt not in [one["official_id"] for one in listed]
    assert {c["course_id"] for one in listed for c in one["courses"]} == {"A", "B", "C", "D"}


async def test_one_course_counts_for_one(client: httpx.AsyncClient, population: Population) -> None:
    """On the same days a course counts for one other; on other days it may for the next."""
    where = address(population.authority)
    first = counting("A", "B", valid_until="2025-09-30")
    answers = [
        await client.post(where, json=one)
        for one in (
            first,
            counting("A", "C", valid_from="2025-09-30"),
            counting("A", "C", valid_from="2025-10-01", valid_until=None),
        )
    ]
    listed = (await client.get(where)).json()["equivalences"]

    assert [one.status_code for one in answers] == [201, 422, 201]
    assert answers[1].json()["errors"] == [{"code": "already-equivalent", "pointer": "/course_id"}]
    assert [one["counts_for_course_id"] for one in listed] == ["B", "C"]


@pytest.mark.parametrize(
    ("request_", "faults"),
    [
        (counting("A", "A"), {("/counts_for_course_id", "same-course")}),
        (
            counting(
                "nope",
                "B",
                valid_until="2025-03-31",
                order={**ORDER, "dated": date.max.isoformat()},
            ),
            {
                ("/course_id", "unknown-course"),
                ("/order/dated", "in-the-future"),
                ("/valid_until", "before-valid-from"),
            },
        ),
    ],
)
async def test_what_may_not_be_ordered(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    request_: dict[str, Any],
    faults: set[tuple[str, str]],
) -> None:
    """Every fault is named where it stands, and nothing is stored."""
    answered = await client.post(address(population.authority), json=request_)

    assert answered.status_code == 422
    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == faults
    assert await owner.fetchval("SELECT count(*) FROM course_equivalence") == 0


async def test_equivalences_are_the_authoritys_own(
    as_authority: ClientOf, population: Population
) -> None:
    """Another authority can neither read nor write them."""
    async with as_authority(population.other) as other:
        answers = [
            await other.post(address(population.authority), json=counting("A", "B")),
            await other.get(address(population.authority)),
        ]

    assert [one.status_code for one in answers] == [404, 404]
