"""Overrides: an authority's own values for rules that no memorandum states, by its orders."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest

from app.services.mandate.evaluation import Evaluator
from app.services.registers.overrides import StoredOrderError
from app.store.database import Database
from app.store.mandate import evaluation_runs
from tests.api.conftest import ClientOf
from tests.api.population import Population

YEAR = "2025-26"
SIX = "plans.minimum_courses"
ORDER = {"number": "A-11011/1/2025-Trg", "dated": "2025-08-01", "issued_by": "Joint Secretary"}
pytestmark = pytest.mark.usefixtures("alone")


def address(authority_id: int) -> str:
    """Return where an authority's overrides are."""
    return f"/v1/authorities/{authority_id}/rule-overrides"


def own(rule_id: str, value: Any, **other: Any) -> dict[str, Any]:
    """Return a request for an own value."""
    stated = {"reporting_year": YEAR, "rule_id": rule_id, "value": value, "order": ORDER}
    return stated | other


async def decide(worker: Database) -> None:
    """Decide for those who are due."""
    async with worker.writing() as session:
        run = await evaluation_runs.ask(session, 2025, None, "tests", datetime.now(UTC))
    await Evaluator(worker, lambda: datetime.now(UTC), lambda *_: None, only_due=True).run(run)


async def test_an_own_value_decides_for_those_it_governs(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """Without an APAR for regular staff, by order, one authority's officials are not mandated.

    The other authority's stay as they are, the entry's trace and the explanation name the order,
    and the withdrawal of the order brings back the general rule.
    """
    wanted = own("scope.employment_without_apar", ["regular"])
    recorded = await client.post(address(population.authority), json=wanted)
    assert recorded.status_code == 201, recorded.text
    due = await owner.fetch("SELECT official_id FROM evaluation_due ORDER BY 1")
    assert [row[0] for row in due] == list(population.officials)
    await decide(worker_database)
    counts = [
        (await client.get(f"/v1/authorities/{number}/summary/{YEAR}")).json()["by_outcome"]
        for number in (population.authority, population.other)
    ]
    assert counts[0]["not_mandated"] == len(population.officials)
    assert counts[1]["not_mandated"] == 0

    who = population.officials[0]
    told = (await client.get(f"/v1/officials/{who}/evaluations/{YEAR}")).json()
    (rule,) = [one for one in told["rules"] if one["id"] == "scope.employment_without_apar"]
    assert (rule["standing"], rule["override"]) == ("house", ORDER)
    general = (await client.get(f"/v1/rulesets/{YEAR}")).json()
    theirs = (
        await client.get(f"/v1/rulesets/{YEAR}", params={"authority_id": population.authority})
    ).json()
    assert told["ruleset"] == theirs["digest"] != general["digest"]

    number = recorded.json()["id"]
    await client.post(f"{address(population.authority)}/{number}/withdrawal")
    await decide(worker_database)
    told = (await client.get(f"/v1/officials/{who}/evaluations/{YEAR}")).json()
    assert (told["outcome"], told["ruleset"]) == ("met", general["digest"])


async def test_the_explanation_goes_by_an_order_at_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Between the order and the next evaluation the explanation says that one is due."""
    wanted = own("scope.employment_without_apar", ["regular"])
    await client.post(address(population.authority), json=wanted)
    who = population.officials[0]
    told = (await client.get(f"/v1/officials/{who}/evaluations/{YEAR}")).json()

    assert (told["outcome"], told["reevaluation_due"]) == ("not_mandated", True)


async def test_an_entry_shows_the_attempt_that_stands(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """Passed, then failed: by the best the entry shows the pass, by the latest it shows none."""
    who = population.officials[0]
    await owner.execute(
        "UPDATE training_plan SET assessment_id = (SELECT id FROM course WHERE feed_id = 'D')"
        " WHERE authority_id = $1",
        population.authority,
    )
    await owner.execute(
        "INSERT INTO assessment_result (reporting_year, official_id, assessment_id, attempt,"
        " authority_id, state, taken_at, learned_position)"
        " SELECT 2025, $1, course.id, attempt, $2, state, taken_at, 1 FROM course,"
        " (VALUES (1, 'passed', timestamptz '2025-10-01'), (2, 'failed', '2025-11-01'))"
        " AS taken (attempt, state, taken_at) WHERE feed_id = 'D'",
        who,
        population.authority,
    )
    shown = []
    for value in ("best", "latest"):
        recorded = await client.post(
            address(population.authority), json=own("assessment.attempt", value)
        )
        assert recorded.is_success
        await decide(worker_database)
        table = (await client.get(f"/v1/apar/{YEAR}/officials/{who}")).json()["entry"]
        told = (await client.get(f"/v1/officials/{who}/evaluations/{YEAR}")).json()
        passed = [one["passed_on"] for one in table["assessments"]]
        shown.append((table["summary"]["outcome"], passed, told["assessment"]))

    assert shown == [
        ("met", ["2025-10-01"], "passed"),
        ("assessment_failed", [], "failed"),
    ]


async def test_entry_and_reach_list_go_by_what_was_ordered(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """What was completed before the plan asked for it is outstanding, in each place alike."""
    who = population.officials[0]
    await owner.execute(
        "UPDATE prescribed_course SET listed_since = '2026-03-01' FROM training_plan AS plan"
        " WHERE plan.id = plan_id AND plan.authority_id = $1",
        population.authority,
    )
    asked = own("completion.before_plan_counts", value=False)
    assert (await client.post(address(population.authority), json=asked)).status_code == 201
    await decide(worker_database)
    entry = (await client.get(f"/v1/apar/{YEAR}/officials/{who}")).json()["entry"]
    told = (await client.get(f"/v1/officials/{who}/evaluations/{YEAR}")).json()
    listed = (await client.get(f"/v1/authorities/{population.authority}/reach-list/{YEAR}")).json()
    (short,) = [one for one in listed["officials"] if one["official_id"] == who]

    assert (told["outcome"], told["completed"]) == ("short_of_courses", 0)
    assert entry["summary"] == {
        "completed": 0,
        "outcome": "short_of_courses",
        "prescribed": told["prescribed"],
        "required": told["required"],
    }
    assert {one["status"] for one in entry["courses"]} == {"not_completed"}
    assert len(short["courses"]) == told["prescribed"]
    spent = {one["course_id"] for one in short["courses"] if not one["still_counts"]}
    assert spent == {
        one["course_id"] for one in told["courses"] if one["standing"] == "completed_before_plan"
    }
    assert len(spent) == 3


@pytest.mark.parametrize(("due", "counts"), [("2025-09-15", False), ("9000-01-01", True)])
async def test_nobody_is_reminded_of_courses_past_their_due_day(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
    due: str,
    *,
    counts: bool,
) -> None:
    """Where a due date binds by order, the reach list tells that such a course counts no more."""
    await owner.execute(
        "UPDATE training_plan SET due_at = $2 WHERE authority_id = $1",
        population.authority,
        datetime.fromisoformat(f"{due}T00:00:00+05:30"),
    )
    asked = own("completion.after_due_date_counts", value=False)
    assert (await client.post(address(population.authority), json=asked)).status_code == 201
    await decide(worker_database)
    list_of = f"/v1/authorities/{population.authority}/reach-list/{YEAR}"
    page = (await client.get(list_of)).json()["officials"]
    table = (await client.get(list_of, headers={"Accept": "text/csv"})).text

    rows = list(csv.DictReader(io.StringIO(table)))

    assert {course["still_counts"] for one in page for course in one["courses"]} == {counts}
    assert {bool(row["course_ids"]) for row in rows} == {counts}


async def test_what_is_written_and_what_it_says_are_faulted_at_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """An order without a number, of a day to come, on a stated rule: all three, in one answer."""
    order = {"dated": "2999-01-01", "issued_by": "Director"}
    stated = own("completion.share", 1, order=order)
    value = own("plans.minimum_courses", 0, order=None)
    nameless = own("assessment.attempt", "best", order=order) | {"rule_id": 7}
    answers = [
        await client.post(address(population.authority), json=one)
        for one in (stated, value, nameless)
    ]

    assert {one.status_code for one in answers} == {422}
    assert [{(e["pointer"], e["code"]) for e in one.json()["errors"]} for one in answers] == [
        {
            ("/order/number", "missing"),
            ("/order/dated", "in-the-future"),
            ("/rule_id", "stated-by-a-memorandum"),
        },
        {("/order", "model_attributes_type"), ("/value", "not-its-value")},
        {
            ("/order/number", "missing"),
            ("/order/dated", "in-the-future"),
            ("/rule_id", "string_type"),
        },
    ]


async def test_an_order_that_can_not_be_applied_any_more_is_named(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """It is neither passed over nor told as the caller's fault: whose it is, and what to do.

    Another order in its place is enough, and all is told and decided again.
    """
    who = f"/v1/officials/{population.others[0]}/evaluations/{YEAR}"
    recorded = await client.post(address(population.authority), json=own(SIX, 9))
    await owner.execute("UPDATE rule_override SET value = '10001'")
    told = await client.get(who)
    with pytest.raises(StoredOrderError, match=f"authority {population.authority} .*{SIX}"):
        await decide(worker_database)
    again = await client.post(address(population.authority), json=own(SIX, 8))
    await decide(worker_database)

    assert (recorded.status_code, told.status_code, again.status_code) == (201, 500, 201)
    assert told.json()["code"] == "internal"
    assert f"authority {population.authority} " in told.json()["detail"]
    assert (await client.get(who)).status_code == 200


async def test_a_second_order_takes_the_place_of_the_first(
    client: httpx.AsyncClient, population: Population
) -> None:
    """One value is in force; the one before stays as history."""
    where = address(population.authority)
    for value in ("latest", "best"):
        assert (await client.post(where, json=own("assessment.attempt", value))).is_success
    live = (await client.get(where)).json()["overrides"]
    whole = (await client.get(where, params={"history": "true"})).json()["overrides"]

    assert [one["value"] for one in live] == ["best"]
    assert [one["value"] for one in whole] == ["latest", "best"]
    assert whole[0]["withdrawn_position"] == whole[1]["learned_position"]


@pytest.mark.parametrize(
    ("request_", "faults"),
    [
        (own("completion.share", 1), {("/rule_id", "stated-by-a-memorandum")}),
        (own("no.such.rule", 1), {("/rule_id", "unknown-rule")}),
        (
            own("onboarding.personal_email_domains", ["a.in", "b\x00"]),
            {("/value/1", "not-its-value")},
        ),
        (own("onboarding.personal_email_domains", ["\ud800"]), {("/value/0", "not-its-value")}),
        (own("completion.rounding", "down"), {("/rule_id", "less-than-is-stated")}),
        (
            own("prescriber.authority_kinds", {"state": "mdo"}),
            {("/rule_id", "decides-who-prescribes")},
        ),
        (
            own(
                "levels.bands",
                {"limits": [9, 8, 99]},
                order={**ORDER, "dated": "2999-01-01"},
            ),
            {("/value/limits/2", "not-its-value"), ("/order/dated", "in-the-future")},
        ),
        (
            own("assessment.attempt", "best", reporting_year="2019-20"),
            {("/reporting_year", "no-rules")},
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
    """Never what a memorandum states; every fault is named where it stands; nothing is stored."""
    # With escapes: no client's own encoding stands before what is sent.
    answered = await client.post(
        address(population.authority),
        content=json.dumps(request_),
        headers={"Content-Type": "application/json"},
    )

    assert answered.status_code == 422
    found = {(one["pointer"], one["code"]) for one in answered.json()["errors"]}
    assert found == faults
    assert await owner.fetchval("SELECT count(*) FROM rule_override") == 0


async def test_overrides_are_the_authoritys_own(
    as_authority: ClientOf, population: Population
) -> None:
    """Another authority can neither read nor write them; its rules are public."""
    async with as_authority(population.other) as other:
        wanted = own("assessment.attempt", "latest")
        answers = [
            await other.post(address(population.authority), json=wanted),
            await other.get(address(population.authority)),
            await other.get(f"/v1/rulesets/{YEAR}", params={"authority_id": population.authority}),
        ]

    assert [one.status_code for one in answers] == [404, 404, 200]
