"""Whether a course needs permission, asked over HTTP; the rules have tests of their own."""

from typing import Any

import httpx
import pytest

CHECKS = "/v1/permission-checks"


@pytest.mark.parametrize(
    ("asked", "permission", "paragraph"),
    [
        ({"offered_by": "igot"}, "not_needed", "3"),
        (
            {"offered_by": "other_institution", "outside_office_hours": True},
            "older_instructions_apply",
            "1",
        ),
        ({"offered_by": "other_institution"}, "not_answered", None),
    ],
)
async def test_the_memorandum_answers(
    client: httpx.AsyncClient, asked: dict[str, Any], permission: str, paragraph: str | None
) -> None:
    """iGOT: none; elsewhere outside office hours: the older instructions; else no answer."""
    told = (await client.post(CHECKS, json=asked)).json()

    assert told["permission"] == permission
    assert (told["citation"] or {"paragraph": None})["paragraph"] == paragraph


async def test_a_wrong_question_names_its_faults(client: httpx.AsyncClient) -> None:
    """An unknown offerer and a text for a yes or no are two faults, each at its pointer."""
    answered = await client.post(CHECKS, json={"offered_by": "a friend", "online": "yes"})

    assert answered.status_code == 422
    assert {one["pointer"] for one in answered.json()["errors"]} == {"/offered_by", "/online"}
