"""Officials: merged once, their changes kept beside them, their facts moving with them."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.store.database import Writing
from tests.harness.arranged import (
    IN_YEAR,
    an_authority,
    an_official,
    evaluate,
    official_id,
    rows,
    take_completions,
    take_staff,
)

IDENTIFIERS = (
    "SELECT kind, value, withdrawn_position FROM official_identifier"
    " WHERE kind <> 'igot_user' ORDER BY value"
)
POSTINGS = "SELECT valid_from, valid_to, authority_id FROM posting ORDER BY valid_from"
MAILED = an_official(email="asha.rao@example.gov.in", employee_code="E-1")
MARCH = date(2025, 3, 1)


@pytest.fixture
async def ministry(undone: Writing) -> int:
    """An authority with one official of two outside identifiers."""
    number = await an_authority(undone)
    await take_staff(undone, number, MAILED)
    await rows(undone, "DELETE FROM evaluation_due RETURNING 1")
    return number


async def test_a_second_run_changes_nothing(undone: Writing, ministry: int) -> None:
    """The same officials shown again are neither new nor changed, and nobody is due."""
    _, counts = await take_staff(undone, ministry, MAILED)

    assert counts == {"officials_new": 0, "officials_changed": 0, "officials_left": 0}
    assert await rows(undone, "SELECT 1 FROM official_history") == []
    assert await rows(undone, "SELECT 1 FROM evaluation_due") == []


async def test_officials_who_look_alike_share_a_profile(undone: Writing, ministry: int) -> None:
    """A colleague who differs in no rule's eyes has the same profile; a Director has another."""
    director = an_official("user-3", designation="Director")
    await take_staff(undone, ministry, an_official("user-2"), director)

    assert await rows(undone, "SELECT count(*) FROM official GROUP BY profile_id ORDER BY 1") == [
        (1,),
        (2,),
    ]


@pytest.mark.parametrize(
    "change",
    [{"designation": "Director"}, {"name": "Asha R."}, {"active": False}, {"tags": ["Finance"]}],
    ids=str,
)
async def test_a_change_keeps_the_old_and_makes_due(
    undone: Writing, ministry: int, change: dict[str, Any]
) -> None:
    """What an official was goes to history with both positions, and he is decided for again."""
    position, counts = await take_staff(undone, ministry, {**MAILED, **_stated(change)})
    history = await rows(undone, "SELECT superseded_position, active FROM official_history")

    assert counts == {"officials_new": 0, "officials_changed": 1, "officials_left": 0}
    assert history == [(position, True)]
    assert await rows(undone, "SELECT count(*) FROM evaluation_due") == [(1,)]


async def test_a_new_post_ends_the_old_one(undone: Writing, ministry: int) -> None:
    """A later joining date opens a posting, and the one before ends the day before."""
    joined = MAILED["joined_on"]
    promoted = MAILED | _stated({"designation": "Director"}) | {"joined_on": MARCH}
    await take_staff(undone, ministry, promoted)

    assert await rows(undone, POSTINGS) == [
        (joined, MARCH - timedelta(days=1), ministry),
        (MARCH, None, ministry),
    ]


async def test_a_move_takes_the_facts_along(undone: Writing, ministry: int) -> None:
    """After a move, facts, identifiers and outcome bear the new authority, service and cadre."""
    await take_completions(undone, ("user-1", "A", IN_YEAR))
    await evaluate(undone)
    moved = MAILED | {"joined_on": MARCH, "service": "Indian Police Service", "cadre": "Goa"}
    new = await an_authority(undone, "org-2")
    await take_staff(undone, new, moved)
    followed = " UNION ".join(
        f"SELECT authority_id, service_id IS NULL, cadre_id IS NULL FROM {table}"  # noqa: S608 - the test's own names
        for table in ("official", "completion", "official_identifier", "evaluation")
    )

    assert await rows(undone, followed) == [(new, False, False)]
    assert [place for *_, place in await rows(undone, POSTINGS)] == [ministry, new]


@pytest.mark.usefixtures("ministry")
async def test_a_move_keeps_the_number(undone: Writing) -> None:
    """An official whom another authority shows is the same official."""
    before = await official_id(undone)
    await take_staff(undone, await an_authority(undone, "org-2"), MAILED)

    assert await official_id(undone) == before
    assert await rows(undone, "SELECT count(*) FROM official") == [(1,)]


async def test_an_identifier_is_withdrawn_and_returns(undone: Writing, ministry: int) -> None:
    """An identifier that is no longer stated is withdrawn, and stands again when it returns."""
    without = MAILED | {"employee_code": None}
    position, _ = await take_staff(undone, ministry, without)
    withdrawn = await rows(undone, IDENTIFIERS)
    await take_staff(undone, ministry, MAILED)

    assert withdrawn == [
        ("employee_code", "E-1", position),
        ("sparrow_email", "asha.rao@example.gov.in", None),
    ]
    assert [gone for *_, gone in await rows(undone, IDENTIFIERS)] == [None, None]


async def test_a_changed_identifier_leaves_the_old_one_withdrawn(
    undone: Writing, ministry: int
) -> None:
    """A new e-mail stands beside the old one, which is withdrawn and not forgotten."""
    position, _ = await take_staff(undone, ministry, MAILED | {"email": "new@example.gov.in"})

    assert (await rows(undone, IDENTIFIERS))[1:] == [
        ("sparrow_email", "asha.rao@example.gov.in", position),
        ("sparrow_email", "new@example.gov.in", None),
    ]


async def test_the_absent_are_left_alone(undone: Writing, ministry: int) -> None:
    """An official whom a load does not show keeps his identifiers: absence is not a fact."""
    await take_staff(undone, ministry, an_official("user-2"))

    assert [gone for *_, gone in await rows(undone, IDENTIFIERS)] == [None, None]


@pytest.mark.usefixtures("ministry")
async def test_staging_is_left_empty(undone: Writing) -> None:
    """A merge leaves nothing of its load in staging."""
    assert await rows(undone, "SELECT 1 FROM staging.official") == []


def _stated(change: dict[str, Any]) -> dict[str, Any]:
    changed = an_official(**change)
    return {name: changed[name] for name in (*change, "designation_key")}
