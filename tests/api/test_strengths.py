"""Staff strength: stated from a day on, replaced and never erased, guarded by its tag."""

from typing import Any

import httpx
import pytest

from app.policy.facts import Employment
from app.policy.onboarding.strength import StrengthLine, differences, faults
from tests.api.conftest import ClientOf
from tests.api.population import Population

OFFICERS = {
    "employment": "regular",
    "group": "GROUP A",
    "position": "Under Secretary",
    "filled": 4,
    "vacant": 1,
}
OUTSOURCED = {"employment": "outsourced", "filled": 1, "vacant": 0}


def asked(valid_from: str, *whole: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a body that states the strength from a day on."""
    return {"valid_from": valid_from, "whole": list(whole), **more}


def place(authority_id: int, tail: str = "") -> str:
    """Return the address of an authority's strength."""
    return f"/v1/authorities/{authority_id}/staff-strength{tail}"


async def state(
    client: httpx.AsyncClient, authority_id: int, body: dict[str, Any], tag: str | None = None
) -> httpx.Response:
    """State a strength over the one that is held, or over the one that a tag names."""
    if tag is None:
        tag = (await client.get(place(authority_id))).headers["ETag"]
    return await client.put(place(authority_id), json=body, headers={"If-Match": tag})


@pytest.mark.usefixtures("alone")
async def test_a_strength_holds_from_its_day_until_the_next(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Each day has the statement that began last; what it replaced is told in the history."""
    authority = population.authority
    headquarters = [{**OFFICERS, "filled": 2}]
    april = asked("2025-04-01", OFFICERS, OUTSOURCED, headquarters=headquarters)
    later = asked("2099-01-01", {**OFFICERS, "filled": 9})
    for body in (asked("2025-04-01", OUTSOURCED), april, later):
        assert (await state(client, authority, body)).status_code == 200
    told = (await client.get(place(authority))).json()
    before = (await client.get(place(authority), params={"on": "2025-03-31"})).json()
    then = (await client.get(place(authority), params={"on": "2099-01-01"})).json()
    history = (await client.get(place(authority, "/history"))).json()["statements"]

    assert told["in_force"]["whole"]["posts"] == {"filled": 5, "vacant": 1, "strength": 6}
    assert told["in_force"]["headquarters"]["posts"]["filled"] == 2
    assert told["following"] == ["2099-01-01"]
    assert before["in_force"] is None
    assert then["in_force"]["whole"]["posts"]["filled"] == 9
    assert [one["withdrawn_position"] is None for one in history] == [False, True, True]


@pytest.mark.usefixtures("alone")
async def test_a_change_rests_on_what_its_sender_saw(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Without a tag it is 428, with one that is no longer current 412, and nothing is stored."""
    authority = population.authority
    seen = (await client.get(place(authority))).headers["ETag"]
    first = await state(client, authority, asked("2025-04-01", OFFICERS), seen)
    late = await state(client, authority, asked("2025-04-01", OUTSOURCED), seen)
    blind = await client.put(place(authority), json=asked("2025-04-01", OUTSOURCED))
    held = await client.get(place(authority), headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, late.status_code, blind.status_code) == (200, 412, 428)
    assert (late.json()["code"], blind.json()["code"]) == (
        "precondition-failed",
        "precondition-required",
    )
    assert held.status_code == 304


async def test_every_fault_of_a_strength_is_named(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A line stated twice and a headquarters larger than the whole are refused together."""
    twice = [OFFICERS, {**OFFICERS, "group": " group a"}]
    larger = [{**OUTSOURCED, "filled": 2}]
    refused = await state(
        client, population.authority, asked("2025-04-01", *twice, headquarters=larger)
    )
    shapeless = await state(client, population.authority, asked("someday"))

    assert refused.status_code == shapeless.status_code == 422
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [
        ("/whole/1", "same-line-twice"),
        ("/headquarters", "more-than-whole-outsourced"),
    ]
    assert {one["pointer"] for one in shapeless.json()["errors"]} == {"/valid_from", "/whole"}


async def test_another_authority_answers_as_none(
    as_authority: ClientOf, client: httpx.AsyncClient, population: Population
) -> None:
    """A caller sees and states the strength of its own authority alone."""
    body = asked("2025-04-01", OFFICERS)
    async with as_authority(population.authority) as own:
        for tail in ("", "/comparison", "/history"):
            assert (await own.get(place(population.other, tail))).status_code == 404
        refused = await own.put(place(population.other), json=body, headers={"If-Match": "*"})
    nowhere = await client.put(place(999_999), json=body, headers={"If-Match": "*"})

    assert (refused.status_code, nowhere.status_code) == (404, 404)


def test_positions_are_compared_across_kinds_of_staff() -> None:
    """Positions are all that iGOT tells: ours are added up, spelling folded, to be compared."""
    regular = StrengthLine("whole", Employment.REGULAR, "GROUP A", "Director", 3, 1)
    contractual = StrengthLine("whole", Employment.CONTRACTUAL, None, "director ", 1, 0)
    igot = StrengthLine("whole", None, None, "Director", 4, 1)
    other = StrengthLine("whole", None, None, "Driver", 1, 0)

    assert differences([regular, contractual], [igot]) == ()
    found = differences([regular, contractual], [igot, other])
    assert [(one.position, one.stated is None) for one in found] == [
        (None, False),
        ("driver", True),
    ]
    assert list(faults([regular, contractual])) == []
