"""Whoever a whole roster leaves out has left: his outcome stays, and nothing confirms it since."""

import pytest

from app.errors import FeedFailedError
from app.store import positions
from app.store.database import Database, Writing
from app.store.feed import plans
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    a_plan,
    an_authority,
    an_official,
    official_id,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.published import ENTRIES
from tests.harness.reading import read_reports, run

LEFT = "SELECT left_position FROM official WHERE id = :who"
OUTCOMES = "SELECT outcome, completed, confirmed_through FROM evaluation WHERE official_id = :who"
BOTH = (an_official(), an_official("user-2"))


async def two_decided(database: Database) -> tuple[int, int]:
    """Decide for two officials of an authority that prescribes A and B; return both numbers."""
    async with database.writing() as session:
        ministry = await an_authority(session)
        await plans.merge(session, a_plan(ministry, "A", "B"), await _position(session))
        await take_staff(session, ministry, *BOTH)
        await take_completions(session, ("user-2", "A", IN_YEAR))
        await read_reports(session, ministry)
        gone = await official_id(session, "user-2")
    await run(database)
    return ministry, gone


async def _position(session: Writing) -> int:
    return await positions.close(session, 1, NOW)


async def test_who_is_left_out_keeps_his_outcome_and_its_date(worker_database: Database) -> None:
    """His outcome and entry stay as they were, dated by the last reading that showed him."""
    ministry, gone = await two_decided(worker_database)
    async with worker_database.writing() as session:
        entries = await rows(session, ENTRIES)
        position, counts = await take_staff(session, ministry, an_official())
        await read_reports(session, ministry)
    decided = await run(worker_database)

    async with worker_database.writing() as session:
        assert counts["officials_left"] == 1
        assert await rows(session, LEFT, who=gone) == [(position,)]
        assert await rows(session, OUTCOMES, who=gone) == [("met", 1, NOW)]
        assert (decided.officials, await rows(session, ENTRIES)) == (1, entries)


async def test_reports_that_leave_him_out_find_nothing_against_him(
    worker_database: Database,
) -> None:
    """A plan that now asks for more is not held against one whom the reports can't show."""
    ministry, gone = await two_decided(worker_database)
    async with worker_database.writing() as session:
        await take_staff(session, ministry, an_official())
        larger = a_plan(ministry, "A", "B", "C", "D", published_at=NOW)
        await plans.merge(session, larger, await _position(session))
        await read_reports(session, ministry)
    for only_due in (True, False):
        await run(worker_database, only_due=only_due)

    async with worker_database.writing() as session:
        assert await rows(session, OUTCOMES, who=gone) == [("met", 1, NOW)]


async def test_who_comes_back_waits_for_a_report_and_is_fresh_again(
    worker_database: Database,
) -> None:
    """Shown again, he stays unconfirmed until a report was read with him, and then is decided."""
    ministry, gone = await two_decided(worker_database)
    async with worker_database.writing() as session:
        await take_staff(session, ministry, an_official())
        _, counts = await take_staff(session, ministry, *BOTH)
    await run(worker_database)
    async with worker_database.writing() as session:
        waiting = await rows(session, OUTCOMES, who=gone)
        await read_reports(session, ministry)
    await run(worker_database, only_due=True)

    async with worker_database.writing() as session:
        assert (counts["officials_changed"], waiting) == (1, [("met", 1, NOW)])
        assert await rows(session, LEFT, who=gone) == [(None,)]
        assert await rows(session, OUTCOMES, who=gone) == [("met", 1, None)]


async def test_who_moved_is_unconfirmed_until_read_there(worker_database: Database) -> None:
    """Left out here and shown there, he has not left; until a report there his outcome is dated."""
    ministry, moved = await two_decided(worker_database)
    async with worker_database.writing() as session:
        other = await an_authority(session, "org-2")
        await take_staff(session, ministry, an_official())
        await take_staff(session, other, an_official("user-2"))

        assert await rows(session, LEFT, who=moved) == [(None,)]
        assert await rows(session, OUTCOMES, who=moved) == [("met", 1, NOW)]


async def test_a_roster_of_nobody_is_not_believed(worker_database: Database) -> None:
    """A search that answers without rows empties no authority: nobody is marked."""
    ministry, gone = await two_decided(worker_database)
    with pytest.raises(FeedFailedError, match="nobody where 2 officials"):
        async with worker_database.writing() as session:
            await take_staff(session, ministry)

    async with worker_database.writing() as session:
        assert await rows(session, LEFT, who=gone) == [(None,)]
        assert await rows(session, OUTCOMES, who=gone) == [("met", 1, None)]
