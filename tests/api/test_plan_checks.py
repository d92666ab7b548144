"""Drafted plans checked over HTTP: findings at their places, reach over real officials."""

from typing import Any

import asyncpg
import httpx

from tests.api.conftest import ClientOf
from tests.api.population import Population

CHECKS = "/v1/plan-checks"
YEAR = "2025-26"


def drafted(population: Population, **other: Any) -> dict[str, Any]:
    """Return a plan of two courses for everybody of the first authority who is verified."""
    plan = {
        "name": "Drafted",
        "apar": True,
        "due_on": "2026-03-31",
        "courses": [{"course_id": "A"}, {"course_id": "no-such"}],
        "groups": [[{"key": "profilestatus", "values": ["VERIFIED"]}]],
        "assessment_id": None,
    }
    return {"reporting_year": YEAR, "authority_id": population.authority, "plan": plan | other}


async def test_a_draft_is_checked_against_what_is_held(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Two courses, one unknown, a plan that counts already; with it replaced, one finding less."""
    held = await owner.fetchval(
        "SELECT id FROM training_plan WHERE authority_id = $1", population.authority
    )
    await owner.execute("UPDATE course SET status = 'live' WHERE feed_id = 'A'")
    beside = (await client.post(CHECKS, json=drafted(population))).json()
    instead = (await client.post(CHECKS, json=drafted(population) | {"replaces": held})).json()

    assert beside["reached"] == instead["reached"] == len(population.officials)
    assert beside["by_level"] == [{"level": "us", "officials": len(population.officials)}]
    assert (beside["other_plans"], instead["other_plans"]) == ([held], [])
    assert beside["publishable"] is False
    found = [(one["id"], one["pointer"]) for one in beside["findings"]]
    assert found == [
        ("PL-001", "/plan/courses"),
        ("PL-002", "/plan/courses/1/course_id"),
        ("PL-006", "/plan/assessment_id"),
        ("PL-013", "/plan/groups"),
    ]
    assert [(one["id"], one["pointer"]) for one in instead["findings"]] == found[:-1]


async def test_a_draft_that_reaches_nobody(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A designation that nobody bears reaches nobody, which is an error."""
    groups = [[{"key": "designation", "values": ["Keeper of the Seal"]}]]
    told = (await client.post(CHECKS, json=drafted(population, groups=groups))).json()

    assert told["reached"] == 0
    assert "PL-010" in [one["id"] for one in told["findings"]]


async def test_wrong_drafts_name_every_fault(
    client: httpx.AsyncClient, population: Population
) -> None:
    """An unknown key, no values, and a day that is none: three faults at their pointers."""
    wrong = drafted(population, due_on="2026-02-30", groups=[[{"key": "shoe size", "values": []}]])
    answered = await client.post(CHECKS, json=wrong)

    assert answered.status_code == 422
    assert {one["pointer"] for one in answered.json()["errors"]} == {
        "/plan/due_on",
        "/plan/groups/0/0/key",
        "/plan/groups/0/0/values",
    }


async def test_a_plan_to_replace_that_is_none_is_named_with_all_else(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The plan that it would replace is unknown, and so are both courses: all in one answer."""
    answered = await client.post(CHECKS, json=drafted(population) | {"replaces": 999_999})

    assert answered.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answered.json()["errors"]] == [
        ("/replaces", "unknown-plan"),
        ("/plan/courses/0/course_id", "PL-002"),
        ("/plan/courses/1/course_id", "PL-002"),
    ]


async def test_an_authority_drafts_its_own(as_authority: ClientOf, population: Population) -> None:
    """Another authority's plan is not one's own to check: 404; without the scope: 403."""
    async with as_authority(population.other) as other:
        refused = await other.post(CHECKS, json=drafted(population))
    async with as_authority(population.authority, "outcomes:read") as reader:
        scoped = await reader.post(CHECKS, json=drafted(population))

    assert (refused.status_code, scoped.status_code) == (404, 403)
