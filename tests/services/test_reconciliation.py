"""What a whole reading no longer shows is withdrawn; whatever else is not in it is not."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from app.errors import FeedFailedError
from app.services.feed import withdrawing as reconciliation
from app.services.feed.withdrawing import Account
from app.store import facts, plans, positions
from app.store.database import Writing
from app.store.withdrawals import WholeReading
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    an_authority,
    an_official,
    official_id,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.reading import read_reports

STANDING = """
    SELECT course.feed_id FROM completion JOIN course ON course.id = completion.course_id
    WHERE completion.withdrawn_position IS NULL ORDER BY 1
"""
DUE = "SELECT official_id, position FROM evaluation_due"
RESULTS = "SELECT state, withdrawn_position FROM assessment_result ORDER BY official_id"
LAST_YEAR = IN_YEAR.replace(year=2024)
Stated = tuple[str, str, datetime]


@pytest.fixture
async def where(undone: Writing) -> int:
    """An authority with two officials; the first has completed A and B."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official(), an_official("user-2"))
    await take_completions(undone, ("user-1", "A", IN_YEAR), ("user-1", "B", IN_YEAR))
    await read_reports(undone, number)
    return number


async def read(
    session: Writing,
    where: int,
    *shown: Stated,
    stated: int | None = None,
    whole: bool = True,
    began: int | None = None,
    spared: Sequence[str] = (),
) -> int:
    """Read a report whole, and return how many facts it withdraws."""
    begun_at = await positions.last(session, "ingest") if began is None else began
    position, _ = await take_completions(session, *shown)
    account = Account(whole, len(shown) if stated is None else stated, 0)
    await read_reports(session, where)
    reading = WholeReading(position, YEAR.start, [where], begun_at, spared)
    return await reconciliation.reconcile(session, "completions", reading, account, position)


async def test_what_is_shown_no_longer_is_withdrawn(undone: Writing, where: int) -> None:
    """A completion that a whole reading leaves out is withdrawn, its row kept, its official due."""
    assert await read(undone, where, ("user-1", "A", IN_YEAR)) == 1

    assert await rows(undone, STANDING) == [("A",)]
    due = dict(await rows(undone, DUE))
    assert due[await official_id(undone)] == await positions.last(undone, "ingest")


async def test_a_second_reading_changes_nothing(undone: Writing, where: int) -> None:
    """What is withdrawn is withdrawn once; shown again, it stands again."""
    await read(undone, where, ("user-1", "A", IN_YEAR))
    assert await read(undone, where, ("user-1", "A", IN_YEAR)) == 0
    await read(undone, where, ("user-1", "A", IN_YEAR), ("user-1", "B", IN_YEAR))

    assert await rows(undone, STANDING) == [("A",), ("B",)]


async def test_who_is_shown_nowhere_keeps_nothing(undone: Writing, where: int) -> None:
    """All of an official's completions go where the reading shows others and none of his."""
    assert await read(undone, where, ("user-2", "A", IN_YEAR)) == 2


async def test_a_broken_reading_withdraws_nothing(undone: Writing, where: int) -> None:
    """One of a part, and one without a record, withdraw nothing; one that miscounts fails."""
    shown = ("user-1", "A", IN_YEAR)
    assert await read(undone, where, shown, whole=False) == 0
    assert await read(undone, where) == 0
    with pytest.raises(FeedFailedError, match="1 records were read, not the 2 stated"):
        await read(undone, where, shown, stated=2)

    assert await rows(undone, STANDING) == [("A",), ("B",)]


async def test_it_withdraws_of_its_year_alone(undone: Writing, where: int) -> None:
    """Completions of another year stand, and one of another year's moment shows nothing here."""
    await take_completions(undone, ("user-1", "C", LAST_YEAR))
    assert await read(undone, where, ("user-1", "A", LAST_YEAR)) == 2

    assert await rows(undone, STANDING) == [("A",), ("C",)]


async def test_what_it_could_not_show_stands(undone: Writing, where: int) -> None:
    """What was learned since it began, and of whom it leaves undated or in doubt, stands."""
    shown = ("user-1", "A", IN_YEAR)
    assert await read(undone, where, shown, began=1) == 0
    assert await read(undone, where, shown, spared=["user-1"]) == 0
    position = await positions.close(undone, 1, NOW)
    await facts.state_doubts(undone, where, ["user-1"], position, YEAR.start)
    assert await read(undone, where, shown) == 0


@pytest.mark.usefixtures("where")
async def test_anothers_officials_stand(undone: Writing) -> None:
    """An authority's reading withdraws nothing of another's officials, nor of who came or left."""
    other = await an_authority(undone, "org-2")
    shown = ("user-2", "A", IN_YEAR)
    assert await read(undone, other, shown) == 0
    began = await positions.last(undone, "ingest")
    await take_staff(undone, other, an_official())
    assert await read(undone, other, shown, began=began) == 0
    await take_staff(undone, other, an_official("user-3"))
    assert await read(undone, other, shown) == 0


async def test_what_a_look_has_shown_stands(undone: Writing, where: int) -> None:
    """A completion that was learned by a look at one official is not missed in a report."""
    await take_completions(undone, ("user-1", "C", IN_YEAR))
    assert await read(undone, where, ("user-1", "A", IN_YEAR)) == 1

    assert await rows(undone, STANDING) == [("A",), ("C",)]


async def test_results_are_withdrawn_alike(undone: Writing, where: int) -> None:
    """A result goes when the extract shows nothing more of him on that assessment."""
    await plans.mention_courses(undone, ["X"])
    for users in (["user-1", "user-2"], ["user-2"]):
        began = await positions.last(undone, "ingest")
        position = await positions.close(undone, 1, NOW)
        found = [(position, user, "X", "passed", 80.0, IN_YEAR) for user in users]
        await facts.pour_assessments(undone, found)
        await facts.merge_assessments(undone, position, position, YEAR.start)
        await read_reports(undone, where)
        reading = WholeReading(position, YEAR.start, [where], began)
        account = Account(whole=True, stated=len(users), faulty=0)
        await reconciliation.reconcile(undone, "assessments", reading, account, position)

    last = await positions.last(undone, "ingest")
    assert await rows(undone, RESULTS) == [("passed", last), ("passed", None)]
