"""Registers against hostile bodies: each is refused with its pointers or kept, never a failure."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.api.population import Population

YEAR = "2025-26"
FIRST, LAST = "0001-01-01", "9999-12-31"
ORDER = {"number": "A-1/2025", "dated": "2025-06-02", "issued_by": "Director"}
EARLY = {**ORDER, "dated": FIRST}
JSON = {"Content-Type": "application/json"}
BODIES: dict[str, dict[str, Any]] = {
    "exemptions": {"official_id": 1, "kind": "leave", "reason": "Leave", "valid_from": FIRST},
    "no-mdo-declarations": {
        "official_id": 1,
        "controlling_authority_id": 1,
        "valid_from": "2025-04-01",
    },
    "apar-periods": {
        "official_id": 1,
        "apar_id": None,
        "valid_from": "2025-04-01",
        "valid_until": "2025-05-01",
    },
    "body-records": {"kind": "autonomous_body", "ministry_id": 1, "mandated_from": FIRST},
    "course-equivalences": {
        "course_id": "do_1",
        "counts_for_course_id": "do_2",
        "valid_from": FIRST,
    },
    "rule-overrides": {
        "reporting_year": YEAR,
        "rule_id": "scope.exemption_covers",
        "value": "whole_year",
    },
    "designation-levels": {"levels": [{"designation": "Clerk", "level": "mts"}]},
    "liaison-officers": {
        "official_id": 1,
        "category": "sc_st",
        "designation": "Director",
        "valid_from": FIRST,
    },
    "liaison-directions": {
        "workshops": True,
        "programmes": False,
        "programme_courses": [],
        "valid_from": FIRST,
    },
    "workshop-attendances": {
        "official_id": 1,
        "workshop": "reservation_in_services",
        "attended_from": FIRST,
        "attended_until": FIRST,
    },
}
# It wants a Cadre Controlling Authority, of which there is none here.
DECLARED = "no-mdo-declarations"
# Each with where the answer must point, at the least.
HOSTILE: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"order": {**ORDER, "number": "a\x00b"}, "more": 1}, {"/order/number", ""}),
    ({"order": {**ORDER, "number": "\ud800", "issued_by": ""}}, {"/order/issued_by"}),
    ({"order": {**ORDER, "dated": "10000-01-01", "number": 7}}, {"/order/dated", "/order/number"}),
    ({"order": {**ORDER, "dated": 10**30}}, {"/order/dated"}),
    ({"order": {**ORDER, "dated": "2025-02-29"}}, {"/order/dated"}),
    ({"order": None}, {"/order"}),
)


@pytest.mark.parametrize("register", BODIES)
async def test_hostile_bodies_are_refused_whole(
    client: httpx.AsyncClient, population: Population, register: str
) -> None:
    """NUL, surrogates, unknown fields, days that are none, numbers beyond all: 422, each named."""
    address = f"/v1/authorities/{population.authority}/{register}"
    for wrong, places in HOSTILE:
        body = {**BODIES[register], "order": ORDER, **wrong}
        # Escaped, as nothing else may carry half a character.
        sent = json.dumps(body).encode()
        answered = await client.post(address, content=sent, headers=JSON)
        assert answered.status_code == 422, (wrong, answered.text)
        pointed = {one["pointer"] for one in answered.json()["errors"]}
        assert places <= pointed, (wrong, pointed)
    for content, kind, status in (
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"order": NaN}', "application/json", 400),
        (b"{}", "text/csv", 415),
    ):
        answered = await client.post(address, content=content, headers={"Content-Type": kind})
        assert answered.status_code == status, (content[:20], answered.status_code, answered.text)
    kept = (await client.get(address, params={"history": "true"})).json()
    assert not [rows for rows in kept.values() if isinstance(rows, list) and rows]


@pytest.mark.parametrize(
    ("register", "first", "last"),
    [
        ("exemptions", "valid_from", "valid_until"),
        ("liaison-officers", "valid_from", "valid_until"),
        ("workshop-attendances", "attended_from", "attended_until"),
        ("assessment-terms", "opens_on", "closes_on"),
    ],
)
async def test_days_are_told_beside_what_cannot_be_read(
    client: httpx.AsyncClient, population: Population, register: str, first: str, last: str
) -> None:
    """Without a readable order, days that end before they begin are named in the same answer."""
    asked = {first: "2025-06-02", last: "2025-06-01", "order": {"dated": "2999-01-01"}}
    answered = await client.post(f"/v1/authorities/{population.authority}/{register}", json=asked)

    assert {
        (f"/{last}", f"before-{first.replace('_', '-')}"),
        ("/order/dated", "in-the-future"),
        ("/order/number", "missing"),
    } <= {(one["pointer"], one["code"]) for one in answered.json()["errors"]}


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    "register", sorted(BODIES.keys() - {"designation-levels", "rule-overrides"})
)
async def test_the_first_and_the_last_day_of_the_calendar(
    client: httpx.AsyncClient, population: Population, register: str
) -> None:
    """Days of the years 1 and 9999 are kept or refused, and whatever is asked then is answered."""
    own = f"/v1/authorities/{population.authority}"
    official = population.officials[0]
    await client.post(f"{own}/rule-overrides", json={**BODIES["rule-overrides"], "order": ORDER})
    body = {**BODIES[register], "order": EARLY}
    if "official_id" in body:
        body["official_id"] = official
    for field in ("valid_until", "mandated_until", "attended_until"):
        for last in (LAST, FIRST):
            answered = await client.post(f"{own}/{register}", json={**body, field: last})
            assert answered.status_code in {201, 422}, answered.text
    for path in (
        f"/v1/officials/{official}/evaluations/{YEAR}",
        f"/v1/officials/{official}/apar-periods/{YEAR}",
        f"{own}/liaison/{YEAR}",
        f"{own}/{register}",
    ):
        answered = await client.get(path)
        assert answered.status_code in {200, 404}, (path, answered.text)


@pytest.mark.usefixtures("alone")
async def test_the_same_order_twice_at_once_is_recorded_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Of two callers who record the same at the same moment one is told that it is there."""
    own = f"/v1/authorities/{population.authority}"
    known = {"official_id": population.officials[0], "ministry_id": population.other}
    courses = {"course_id": "A", "counts_for_course_id": "B"}
    for register in sorted(BODIES.keys() - {"designation-levels", "rule-overrides", DECLARED}):
        stated = BODIES[register]
        held = {name: one for name, one in (known | courses).items() if name in stated}
        body = {**stated, **held, "order": ORDER}
        answers = await asyncio.gather(
            *(client.post(f"{own}/{register}", json=body) for _ in range(2))
        )
        statuses = sorted(one.status_code for one in answers)
        assert statuses == [201, 422], (register, [one.text for one in answers])
