"""What an authority orders for its own liaison officers, where the memorandum is silent."""

from typing import Any

import asyncpg
import httpx
import pytest

from tests.api.conftest import ClientOf
from tests.api.liaison_office import ORDER, YEAR, Office
from tests.api.population import Population

pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def office(client: httpx.AsyncClient, population: Population) -> Office:
    """The first authority's office."""
    return Office(client, population)


async def ordered(office: Office, rule_id: str, value: Any) -> int:
    """Record an own value for a rule; return the status."""
    asked = {"reporting_year": YEAR, "rule_id": rule_id, "value": value, "order": ORDER}
    return (await office.client.post(f"{office.at}/rule-overrides", json=asked)).status_code


async def test_an_order_decides_for_the_own_officers(
    office: Office, population: Population, as_authority: ClientOf, owner: asyncpg.Connection
) -> None:
    """Open rules go by the authority's order, which is told with them; nobody else's do.

    Nobody is decided anew for it, and the withdrawal brings back the general rule.
    """
    official = population.officials[0]
    await office.designate(official)
    await office.attend(official, "reservation_in_services", certificate_number=None)
    general = (await office.picture())["ruleset_digest"]
    assert await ordered(office, "liaison.evidence", "order") == 201
    assert await ordered(office, "liaison.workshops_owed", "when_directed") == 201
    assert await ordered(office, "liaison.deadline", 30) == 201
    told = await office.picture()

    assert await office.states(official) == ["done", *["not_directed"] * 3, "done"]
    assert told["ruleset_digest"] != general
    rules = {rule["id"]: rule for rule in told["rules"] if rule["override"]}
    assert {name: rule["value"] for name, rule in rules.items()} == {
        "liaison.evidence": "order",
        "liaison.workshops_owed": "when_directed",
        "liaison.deadline": 30,
    }
    assert {tuple(rule["override"].values()) for rule in rules.values()} == {tuple(ORDER.values())}
    assert await owner.fetchval("SELECT count(*) FROM evaluation_due") == 0
    async with as_authority(population.other) as other:
        theirs = Office(other, population)
        theirs.at = f"/v1/authorities/{population.other}"
        assert (await theirs.picture())["ruleset_digest"] == general

    for held in (await office.client.get(f"{office.at}/rule-overrides")).json()["overrides"]:
        await office.client.post(f"{office.at}/rule-overrides/{held['id']}/withdrawal")
    assert (await office.states(official))[0] == "evidence_missing"
    assert (await office.picture())["ruleset_digest"] == general


async def test_a_category_by_order(office: Office, population: Population) -> None:
    """A category that an authority has ordered may be recorded; one that it dropped counts not."""
    first, second = population.officials[:2]
    assert (await office.designate(first, "women")).status_code == 422
    await office.designate(second, "ews")
    women = {"id": "women", "en": "women", "hi": "महिलाएँ"}
    assert await ordered(office, "liaison.further_categories", [women]) == 201
    assert (await office.designate(first, "women")).status_code == 201

    told = await office.picture()
    assert [each["official_id"] for each in told["officers"]] == [first]


async def test_rules_are_told_as_they_were(office: Office, population: Population) -> None:
    """`known_at` tells the rules that were in force at a closed position; a later one is 409."""
    assert await ordered(office, "liaison.counts", "in_year") == 201
    [held] = (await office.client.get(f"{office.at}/rule-overrides")).json()["overrides"]
    number = held["learned_position"]

    async def rules(known_at: int | None) -> Any:
        asked = {"authority_id": population.authority, "known_at": known_at}
        whole = {name: value for name, value in asked.items() if value is not None}
        return await office.client.get(f"/v1/rulesets/{YEAR}", params=whole)

    def counts(answered: Any) -> Any:
        found = answered.json()["liaison"]["rules"]
        return next(rule["value"] for rule in found if rule["id"] == "liaison.counts")

    assert [counts(await rules(at)) for at in (number - 1, number, None)] == [
        "ever",
        "in_year",
        "in_year",
    ]
    assert (await rules(number + 1)).status_code == 409


@pytest.mark.parametrize(
    ("rule_id", "value", "fault"),
    [
        ("liaison.workshops", [], ("/rule_id", "stated-by-a-memorandum")),
        ("liaison.levels_of_rank", ["us"], ("/rule_id", "the-rank-is-stated")),
        ("liaison.direction_reaches", "nobody", ("/rule_id", "said-by-the-direction")),
        ("liaison.designated_on", "never", ("/rule_id", "binds-the-authority")),
        ("liaison.no_such", 1, ("/rule_id", "unknown-rule")),
        ("liaison.deadline", "soon", ("/value", "not-its-value")),
        (
            "liaison.programme_courses",
            {"reservation_policy": [""], "role_of_liaison_officer": []},
            ("/value/reservation_policy/0", "not-its-value"),
        ),
        (
            "liaison.programme_courses",
            {"reservation_policy": ["\x00"], "role_of_liaison_officer": []},
            ("/value/reservation_policy/0", "not-its-value"),
        ),
    ],
)
async def test_what_may_not_be_ordered(
    office: Office, owner: asyncpg.Connection, rule_id: str, value: Any, fault: tuple[str, str]
) -> None:
    """Never what the memorandum states; each fixed rule is refused by its own reason."""
    asked = {"reporting_year": YEAR, "rule_id": rule_id, "value": value, "order": ORDER}
    answered = await office.client.post(f"{office.at}/rule-overrides", json=asked)

    assert answered.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answered.json()["errors"]] == [fault]
    assert await owner.fetchval("SELECT count(*) FROM rule_override") == 0
