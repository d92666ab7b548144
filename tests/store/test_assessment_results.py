"""Assessment results: the best of a load stands, undated ones belong to the extract's year."""

from datetime import datetime
from decimal import Decimal

import pytest

from app.store import facts, plans, positions
from app.store.database import Writing
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    an_authority,
    an_official,
    rows,
    take_staff,
)

Stated = tuple[str, str, float | None, datetime | None]
CURRENT = "SELECT reporting_year, state, score, taken_at FROM assessment_result ORDER BY 1"
HISTORY = "SELECT state, superseded_position FROM assessment_result_history"


@pytest.fixture
async def session(undone: Writing) -> Writing:
    """A database with one official and one assessment."""
    await take_staff(undone, await an_authority(undone), an_official())
    await plans.mention_courses(undone, ["X"])
    return undone


async def take(session: Writing, *stated: Stated) -> tuple[int, int]:
    """Take up results of (user, state, score, when) in assessment X."""
    position = await positions.close(session, 1, NOW)
    await facts.pour_assessments(
        session, [(position, user, "X", state, score, at) for user, state, score, at in stated]
    )
    return position, await facts.merge_assessments(session, position, position, YEAR.start)


async def test_a_second_run_changes_nothing(session: Writing) -> None:
    """The same results stated again are no new facts and leave no history."""
    _, first = await take(session, ("user-1", "passed", 71.5, IN_YEAR))
    _, second = await take(session, ("user-1", "passed", 71.5, IN_YEAR))

    assert (first, second) == (1, 0)
    assert await rows(session, HISTORY) == []


async def test_the_best_of_a_load_stands(session: Writing) -> None:
    """Of several results in one load a pass stands before a fail, which stands before doubt."""
    await take(
        session,
        ("user-1", "not_established", None, None),
        ("user-1", "failed", 20.0, IN_YEAR.replace(month=12)),
        ("user-1", "passed", 60.25, IN_YEAR),
    )

    assert await rows(session, CURRENT) == [(2025, "passed", Decimal("60.25"), IN_YEAR)]


async def test_an_undated_result_belongs_to_the_extract(session: Writing) -> None:
    """A result without a date is one of the year that the extract was asked for."""
    await take(session, ("user-1", "not_established", None, None))

    assert await rows(session, CURRENT) == [(2025, "not_established", None, None)]


@pytest.mark.parametrize(
    ("moment", "year"), [(YEAR.opens, 2025), (YEAR.closes, 2026)], ids=["opens", "closes"]
)
async def test_a_dated_result_belongs_to_its_year(
    session: Writing, moment: datetime, year: int
) -> None:
    """A result's year is that of its date in India, whatever year was asked for."""
    await take(session, ("user-1", "passed", None, moment))

    assert await rows(session, CURRENT) == [(year, "passed", None, moment)]


async def test_a_correction_keeps_what_it_supersedes(session: Writing) -> None:
    """A result that changes goes to history with the position at which it did."""
    await take(session, ("user-1", "failed", 30.0, IN_YEAR))
    position, changed = await take(session, ("user-1", "passed", 61.0, IN_YEAR))

    assert changed == 1
    assert await rows(session, HISTORY) == [("failed", position)]
