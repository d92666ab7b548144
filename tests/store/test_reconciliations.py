"""The extract against what is held: each fact on one side, both, or different, with its reason."""

from datetime import datetime, timedelta

import pytest

from app.store.database import Writing
from app.store.feed import reconciliations
from tests.harness.arranged import (
    IN_YEAR,
    YEAR,
    an_authority,
    an_official,
    rows,
    take_completions,
    take_staff,
)

LOAD = 9
FOUND = "SELECT authority_id, verdict, reason, facts FROM reconciliation ORDER BY 2, 3"
LATER = IN_YEAR + timedelta(days=3)


@pytest.fixture
async def ministry(undone: Writing) -> int:
    """An authority of one official who has completed course A."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    await take_completions(undone, ("user-1", "A", IN_YEAR))
    return number


async def found(
    session: Writing, *stated: tuple[str, str, bool, datetime | None]
) -> list[tuple[object, ...]]:
    """Reconcile with what an extract states of user, course, done and when."""
    staged = [(LOAD, user, course, "org-1", done, at) for user, course, done, at in stated]
    await reconciliations.pour(session, staged)
    await reconciliations.reconcile(session, 1, LOAD, YEAR)
    return await rows(session, FOUND)


@pytest.mark.parametrize(
    ("done", "at", "verdict", "reason"),
    [
        (True, IN_YEAR, "equal", "same_day"),
        (True, LATER, "different", "other_day"),
        (True, None, "different", "without_date_there"),
        (False, None, "different", "not_completed_there"),
    ],
)
async def test_a_fact_on_both_sides(
    undone: Writing,
    ministry: int,
    at: datetime | None,
    verdict: str,
    reason: str,
    *,
    done: bool,
) -> None:
    """A course that both know is equal or different, and the reason says in what."""
    assert await found(undone, ("user-1", "A", done, at)) == [(ministry, verdict, reason, 1)]


@pytest.mark.parametrize(
    ("user", "at", "reason"),
    [
        ("user-1", IN_YEAR, "not_in_report"),
        ("user-1", None, "without_date"),
        ("stranger", IN_YEAR, "official_unknown"),
    ],
)
async def test_a_fact_there_alone(
    undone: Writing, ministry: int, user: str, at: datetime | None, reason: str
) -> None:
    """What only the extract shows as completed says why we may not hold it."""
    await take_completions(undone, ("user-1", "B", IN_YEAR))

    assert await found(undone, (user, "C", True, at)) == [(ministry, "only_there", reason, 1)]


async def test_a_fact_here_alone(undone: Writing, ministry: int) -> None:
    """What is held of a course that the extract covers, of somebody whom it leaves out."""
    await take_staff(undone, ministry, an_official(), an_official("user-2"))

    assert await found(undone, ("user-2", "A", False, None)) == [
        (ministry, "only_here", "not_in_extract", 1)
    ]


async def test_what_the_extract_does_not_cover_is_not_compared(
    undone: Writing, ministry: int
) -> None:
    """A course of no APAR plan, one in progress, and another year's: none is a difference."""
    last_year = IN_YEAR - timedelta(days=365)

    assert ministry
    assert await found(undone, ("user-1", "X", False, None), ("user-1", "Y", True, last_year)) == []
