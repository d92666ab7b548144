"""Assessment results: each attempt is kept by its moment; undated ones are the extract's year's."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.store import positions
from app.store.database import Writing
from app.store.feed import facts, plans
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
ATTEMPTS = (
    "SELECT attempt, state, withdrawn_position, taken_at FROM assessment_result ORDER BY attempt"
)
LATER = IN_YEAR.replace(month=12)
HISTORY = "SELECT state, superseded_position FROM assessment_result_history"


@pytest.fixture
async def session(undone: Writing) -> Writing:
    """A database with one official and one assessment."""
    await take_staff(undone, await an_authority(undone), an_official())
    await plans.mention_courses(undone, ["X"])
    return undone


async def take(session: Writing, *stated: Stated, certified: bool = False) -> tuple[int, int]:
    """Take up results of (user, state, score, when) in assessment X, all certified or none."""
    position = await positions.close(session, 1, NOW)
    await facts.pour_assessments(
        session,
        [(position, user, "X", state, score, at, certified) for user, state, score, at in stated],
    )
    return position, await facts.merge_assessments(session, position, position, YEAR.start)


async def test_a_second_run_changes_nothing(session: Writing) -> None:
    """The same results stated again are no new facts and leave no history."""
    _, first = await take(session, ("user-1", "passed", 71.5, IN_YEAR))
    _, second = await take(session, ("user-1", "passed", 71.5, IN_YEAR))

    assert (first, second) == (1, 0)
    assert await rows(session, HISTORY) == []


async def test_every_attempt_is_kept(session: Writing) -> None:
    """Attempts of one load are numbered by their moments; 0 is the one without a date."""
    await take(
        session,
        ("user-1", "not_established", None, None),
        ("user-1", "failed", 20.0, LATER),
        ("user-1", "passed", 60.25, IN_YEAR),
    )

    assert await rows(session, ATTEMPTS) == [
        (0, "not_established", None, None),
        (1, "passed", None, IN_YEAR),
        (2, "failed", None, LATER),
    ]


async def test_a_later_load_adds_its_attempts(session: Writing) -> None:
    """What a load no longer states stays; an attempt of another moment gets the next number."""
    await take(session, ("user-1", "failed", 20.0, LATER))
    _, changed = await take(session, ("user-1", "passed", 60.25, IN_YEAR))
    _, again = await take(
        session, ("user-1", "passed", 60.25, IN_YEAR), ("user-1", "failed", 20.0, LATER)
    )

    assert (changed, again) == (1, 0)
    assert await rows(session, ATTEMPTS) == [
        (1, "failed", None, LATER),
        (2, "passed", None, IN_YEAR),
    ]


async def test_of_one_moment_the_best_stands(session: Writing) -> None:
    """Two results of one moment are one attempt: a pass stands before a fail, that before doubt."""
    await take(
        session,
        ("user-1", "failed", 20.0, IN_YEAR),
        ("user-1", "passed", 60.25, IN_YEAR),
        ("user-1", "not_established", None, IN_YEAR),
    )

    assert await rows(session, CURRENT) == [(2025, "passed", Decimal("60.25"), IN_YEAR)]


@pytest.mark.parametrize("moment", [IN_YEAR, YEAR.closes], ids=["same year", "next year"])
async def test_a_result_that_gains_its_date_is_told_once(
    session: Writing, moment: datetime
) -> None:
    """An undated result is withdrawn once a load states it with a date, whichever year it is of."""
    await take(session, ("user-1", "not_established", None, None))
    position, changed = await take(session, ("user-1", "failed", 12.0, moment))
    _, again = await take(session, ("user-1", "failed", 12.0, moment))

    assert (changed, again) == (2, 0)
    assert await rows(session, ATTEMPTS) == [
        (0, "not_established", position, None),
        (1, "failed", None, moment),
    ]


async def test_an_undated_result_beside_dated_ones_stays(session: Writing) -> None:
    """A load that states both a dated and an undated result means both."""
    both = (("user-1", "passed", None, None), ("user-1", "failed", 12.0, IN_YEAR))
    await take(session, *both)
    _, again = await take(session, *both)

    assert again == 0
    assert await rows(session, ATTEMPTS) == [
        (0, "passed", None, None),
        (1, "failed", None, IN_YEAR),
    ]


async def test_a_withdrawn_result_that_is_stated_again_holds_again(session: Writing) -> None:
    """An undated result that comes back is the attempt that it was, with its past kept."""
    await take(session, ("user-1", "passed", None, None))
    await take(session, ("user-1", "failed", 12.0, IN_YEAR))
    await take(session, ("user-1", "passed", None, None))

    assert await rows(session, ATTEMPTS) == [
        (0, "passed", None, None),
        (1, "failed", None, IN_YEAR),
    ]
    assert [state for state, _ in await rows(session, HISTORY)] == ["passed"]


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


async def test_a_certificate_is_kept_and_its_coming_is_a_change(session: Writing) -> None:
    """A result that gains its certificate is a new fact; what was known before goes to history."""
    _, first = await take(session, ("user-1", "passed", 55.0, IN_YEAR))
    _, gained = await take(session, ("user-1", "passed", 55.0, IN_YEAR), certified=True)
    _, again = await take(session, ("user-1", "passed", 55.0, IN_YEAR), certified=True)

    assert (first, gained, again) == (1, 1, 0)
    assert await rows(session, "SELECT certified FROM assessment_result") == [(True,)]
    assert await rows(session, "SELECT certified FROM assessment_result_history") == [(False,)]


async def test_a_result_of_before_certificates_were_kept_learns_it(session: Writing) -> None:
    """Whether it is certified was never learned; the next reading tells it, once."""
    stated = ("user-1", "passed", 55.0, IN_YEAR)
    await take(session, stated)
    await session.run(text("UPDATE assessment_result SET certified = NULL"))
    _, learned = await take(session, stated)
    _, again = await take(session, stated)

    assert (learned, again) == (1, 0)
