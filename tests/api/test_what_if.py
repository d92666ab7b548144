"""What would change under other rules or plans: told from a real population, written nowhere."""

import json
from typing import Any

import asyncpg
import httpx
import pytest

from tests.api.conftest import ClientOf
from tests.api.population import Population

WHAT_IF = "/v1/evaluations/what-if"
YEAR = "2025-26"
ALL_OF_THEM = {"completion.share": {"numerator": 1, "denominator": 1}}


def a_plan(population: Population, **other: Any) -> dict[str, Any]:
    """Return a plan of one course for everybody of the first authority."""
    return {
        "authority_id": population.authority,
        "name": "One course",
        "apar": True,
        "due_on": "2026-03-31",
        "courses": [{"course_id": "A"}],
        "groups": [[{"key": "profilestatus", "values": ["VERIFIED"]}]],
        "assessment_id": None,
        **other,
    }


async def ask(client: httpx.AsyncClient, **supposed: Any) -> Any:
    """Ask what would change, and return the answer's body."""
    answered = await client.post(WHAT_IF, json={"reporting_year": YEAR, **supposed})
    assert answered.status_code == 200, answered.text
    return answered.json()


async def test_as_it_is_nobody_flips(client: httpx.AsyncClient, population: Population) -> None:
    """Supposing nothing comes to the outcomes that are held."""
    told = await ask(client)

    assert told["summary"]["officials"] == len(population.officials + population.others)
    assert told["summary"]["flipped"] == 0
    assert told["flips"] == []


async def test_a_higher_share_flips_the_one_who_met_it(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Three of four courses meet a half and not the whole: by authority, by level, by name."""
    told = await ask(client, authority_id=population.authority, rules=ALL_OF_THEM)

    (flip,) = told["flips"]
    assert flip["official_id"] == population.officials[0]
    assert flip["before"] == {"outcome": "met", "prescribed": 4, "required": 2, "completed": 3}
    assert flip["after"]["outcome"] == "short_of_courses"
    assert flip["after"]["required"] == 4
    (one,) = told["summary"]["by_authority"]
    assert (one["authority_id"], one["officials"], one["flipped"]) == (population.authority, 5, 1)
    assert one["before"] == {"met": 1, "short_of_courses": 4}
    assert one["after"] == {"short_of_courses": 5}


async def test_a_plan_in_anothers_place(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """With a plan of one course instead of four, who completed that one has met the mandate."""
    held = await owner.fetchval(
        "SELECT id FROM training_plan WHERE authority_id = $1", population.authority
    )
    told = await ask(
        client, authority_id=population.authority, plans=[a_plan(population, replaces=held)]
    )

    assert [one["official_id"] for one in told["flips"]] == [population.officials[1]]
    assert told["flips"][0]["after"] == {
        "outcome": "met",
        "prescribed": 1,
        "required": 1,
        "completed": 1,
    }


async def test_without_its_plan_an_authority_prescribes_nothing(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """A plan that is taken away reaches nobody any more."""
    held = await owner.fetchval(
        "SELECT id FROM training_plan WHERE authority_id = $1", population.authority
    )
    told = await ask(client, authority_id=population.authority, without_plans=[held])

    assert told["summary"]["by_authority"][0]["after"] == {"no_plan": 5}


async def test_pages_show_each_flip_once(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Pages of three follow each other through both authorities; the first has the summary."""
    plans = [row["id"] for row in await owner.fetch("SELECT id FROM training_plan")]
    question = {"reporting_year": YEAR, "without_plans": plans}
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await client.post(WHAT_IF, json=question, params={"limit": 3, **cursor})).json()
        assert (page["summary"] is None) == bool(cursor)
        seen += [one["official_id"] for one in page["flips"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert seen == [*population.officials, *population.others]


async def test_nothing_is_written(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Outcomes, entries, rules, plans and what is due stand as before; the access is noted."""
    tables = ("evaluation", "apar_entry", "apar_head", "ruleset", "training_plan", "evaluation_due")

    async def held() -> list[list[asyncpg.Record]]:
        return [sorted(await owner.fetch(f"TABLE {one}"), key=str) for one in tables]

    before = await held()
    await ask(client, rules=ALL_OF_THEM, plans=[a_plan(population)])

    assert await held() == before
    noted = await owner.fetchrow("SELECT action, outcome FROM audit_event ORDER BY id DESC LIMIT 1")
    assert tuple(noted) == ("evaluations.what-if", "served")


async def test_all_faults_are_named_at_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """An unknown rule, a wrong value, unknown plans, courses and authorities: each where it is."""
    wrong = a_plan(population, authority_id=999_999, replaces=999_998, assessment_id="no-such")
    wrong["courses"] = [{"course_id": "A"}, {"course_id": "no-such"}]
    answered = await client.post(
        WHAT_IF,
        json={
            "reporting_year": YEAR,
            "rules": {"no.such": 1, "completion.share": {"numerator": 3, "denominator": 2}},
            "without_plans": [999_997],
            "plans": [wrong],
        },
    )

    assert answered.status_code == 422
    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        ("/rules/no.such", "unknown-rule"),
        ("/rules/completion.share/denominator", "not-its-value"),
        ("/without_plans/0", "unknown-plan"),
        ("/plans/0/authority_id", "unknown-authority"),
        ("/plans/0/replaces", "unknown-plan"),
        ("/plans/0/assessment_id", "unknown-course"),
        ("/plans/0/courses/1/course_id", "unknown-course"),
    }


@pytest.mark.parametrize(
    ("rule_id", "value", "place"),
    [
        ("assessment.attempt", "\ud800", ""),
        ("completion.share", {"numerator": 1, "denominator": 10_001}, "/denominator"),
        ("completion.implausibly_fast", {"numerator": 1, "denominator": 10**300}, "/denominator"),
        ("plans.minimum_courses", 10**300, ""),
    ],
    ids=("half-a-character", "too-fine", "beyond-a-float", "beyond-all"),
)
async def test_a_value_that_nothing_can_count_with_is_refused(
    client: httpx.AsyncClient, rule_id: str, value: Any, place: str
) -> None:
    """Half a character, and numbers beyond those of the database, are named; none is a 500."""
    asked = json.dumps({"reporting_year": YEAR, "rules": {rule_id: value}})
    answered = await client.post(
        WHAT_IF, content=asked, headers={"Content-Type": "application/json"}
    )

    assert answered.status_code == 422
    assert {(one["pointer"], one["code"]) for one in answered.json()["errors"]} == {
        (f"/rules/{rule_id}{place}", "not-its-value")
    }


async def test_a_rule_with_half_a_character_is_unknown(client: httpx.AsyncClient) -> None:
    """A name that no reply can hold is named as far as it can be told."""
    asked = json.dumps({"reporting_year": YEAR, "rules": {"\ud800": 1}})
    answered = await client.post(
        WHAT_IF, content=asked, headers={"Content-Type": "application/json"}
    )

    assert answered.status_code == 422
    assert answered.json()["errors"] == [{"code": "unknown-rule", "pointer": "/rules/?"}]


async def test_the_finest_share_is_counted_with(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Of the largest numbers that a share may have a whole population is decided."""
    finest = {"numerator": 9_999, "denominator": 10_000}
    found = await ask(client, rules={"completion.share": finest})

    assert found["summary"]["officials"] == len(population.officials) + len(population.others)


async def test_an_authority_supposes_for_its_own_alone(
    as_authority: ClientOf, population: Population
) -> None:
    """All is 403 without the sight of all, another authority 404, and its own is told."""
    async with as_authority(population.authority) as own:
        answers = [
            await own.post(WHAT_IF, json={"reporting_year": YEAR, "authority_id": authority})
            for authority in (None, population.other, population.authority)
        ]

    assert [one.status_code for one in answers] == [403, 404, 200]
    assert answered_officials(answers[2]) == len(population.officials)


def answered_officials(answer: httpx.Response) -> int:
    """Return how many officials an answer decided for."""
    return int(answer.json()["summary"]["officials"])


@pytest.mark.parametrize("scope", ["evaluations:run", "outcomes:read"])
async def test_both_scopes_are_needed(
    as_authority: ClientOf, population: Population, scope: str
) -> None:
    """One scope alone does not open the question."""
    async with as_authority(population.authority, scope) as own:
        answered = await own.post(
            WHAT_IF, json={"reporting_year": YEAR, "authority_id": population.authority}
        )

    assert answered.status_code == 403
