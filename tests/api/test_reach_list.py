"""Who is short, by how much and with which courses: pages and a table for reminders."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest

from app.policy.reporting_year import IST, ReportingYear
from app.services.mandate import reach_list
from tests.api.conftest import ClientOf
from tests.api.population import COURSES, Population

YEAR = "2025-26"


def address(authority_id: int) -> str:
    """Return where an authority's list is."""
    return f"/v1/authorities/{authority_id}/reach-list/{YEAR}"


async def test_the_list_says_what_the_explanation_says(
    client: httpx.AsyncClient, population: Population
) -> None:
    """For each official the list and the pure core name the same courses and the same number."""
    told = (await client.get(address(population.authority))).json()

    assert [one["official_id"] for one in told["officials"]] == list(population.officials[1:])
    assert told["before"] == "2026-03-31"
    for one in told["officials"]:
        explained = await client.get(f"/v1/officials/{one['official_id']}/evaluations/{YEAR}")
        left = [
            course["course_id"]
            for course in explained.json()["courses"]
            if course["standing"] != "counted"
        ]
        assert [course["course_id"] for course in one["courses"]] == left
        assert one["short_by"] == explained.json()["required"] - explained.json()["completed"]


async def test_only_those_who_lack_little(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Asked for those who lack one course at most, the list leaves out who lacks two."""
    told = await client.get(address(population.authority), params={"short_by_at_most": 1})

    assert [one["official_id"] for one in told.json()["officials"]] == [population.officials[1]]
    assert [one["course_id"] for one in told.json()["officials"][0]["courses"]] == list(COURSES[1:])


async def test_pages_and_table_hold_the_same(
    client: httpx.AsyncClient, population: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of one, followed by their links, name whom the table names, chunk by chunk."""
    monkeypatch.setattr(reach_list, "CHUNK", 2)
    paged: list[dict[str, Any]] = []
    following: str | None = f"{address(population.authority)}?limit=1"
    while following:
        page = await client.get(following)
        paged += page.json()["officials"]
        following = page.links.get("next", {}).get("url")
    streamed = await client.get(address(population.authority), headers={"Accept": "text/csv"})

    rows = list(csv.DictReader(io.StringIO(streamed.text)))
    assert [row["official_id"] for row in rows] == [str(one["official_id"]) for one in paged]
    assert [row["igot_user"] for row in rows] == [one["igot_user"] for one in paged]
    assert rows[0]["course_ids"] == " ".join(COURSES[1:])
    assert {row["before"] for row in rows} == {"2026-03-31"}


async def test_a_table_holds_no_formula(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A course id that begins like a formula comes with an apostrophe before it."""
    await owner.execute("UPDATE course SET feed_id = '=A' WHERE feed_id = 'A'")
    streamed = await client.get(address(population.authority), headers={"Accept": "text/csv"})

    rows = list(csv.DictReader(io.StringIO(streamed.text)))
    assert rows[-1]["course_ids"].startswith("'=A")


async def test_an_assessment_to_pass_is_named(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Who has the courses and not the assessment is on the list with the assessment alone."""
    await owner.execute(
        "UPDATE training_plan SET assessment_id = (SELECT id FROM course WHERE feed_id = 'D')"
        " WHERE authority_id = $1",
        population.authority,
    )
    await owner.execute(
        "UPDATE evaluation SET outcome = 'assessment_pending', assessment = 'pending'"
        " WHERE official_id = $1",
        population.officials[0],
    )
    told = (await client.get(address(population.authority))).json()["officials"][0]

    assert (told["short_by"], told["outcome"]) == (0, "assessment_pending")
    assert [one["assessment_id"] for one in told["assessments"]] == ["D"]


@pytest.mark.parametrize("before", ["2025-03-31", "2026-04-01"])
async def test_the_day_lies_in_the_year(
    client: httpx.AsyncClient, population: Population, before: str
) -> None:
    """A day outside the year is refused: what is completed then does not count."""
    answered = await client.get(address(population.authority), params={"before": before})

    assert answered.status_code == 422
    assert answered.json()["errors"] == [{"code": "outside-year", "parameter": "before"}]


@pytest.mark.parametrize(
    ("now", "closed"),
    [
        (datetime(2026, 3, 31, 23, 59, 59, 999999, IST), False),
        (datetime(2026, 3, 31, 18, 30, tzinfo=UTC), True),
    ],
)
def test_no_reminder_helps_after_the_year(now: datetime, *, closed: bool) -> None:
    """The year is closed from 1 April on, by the clock in India."""
    asked = reach_list.prepare(ReportingYear(2025), 1, 10, None, now)

    assert asked.closed is closed


async def test_page_and_table_say_that_the_year_is_closed(
    client: httpx.AsyncClient, population: Population
) -> None:
    """2025-26 is over: both forms of the list say so to whoever makes reminders of it."""
    page = await client.get(address(population.authority))
    table = await client.get(address(population.authority), headers={"Accept": "text/csv"})

    assert page.json()["year_closed"] is True
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert {row["year_closed"] for row in rows} == {"true"}


async def test_another_authoritys_list_is_hidden(
    as_authority: ClientOf, population: Population, owner: asyncpg.Connection
) -> None:
    """Another authority's list is 404; the own one is told, and who asked is noted."""
    async with as_authority(population.authority) as own:
        answers = [
            await own.get(address(number)) for number in (population.other, population.authority)
        ]

    assert [one.status_code for one in answers] == [404, 200]
    noted = await owner.fetch("SELECT action, authority_id FROM audit_event ORDER BY id DESC")
    assert tuple(noted[0]) == ("outcomes.reach", population.authority)
