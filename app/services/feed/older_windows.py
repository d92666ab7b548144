"""Enrolments beside the windows of a full run: the latest alone, or those older than two years.

Neither moves a watermark: the facts of a year are held in full only when all its windows were read.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.integrations.igot.feed import FeedNoRowsError, Window
from app.policy.reporting_year import ReportingYear
from app.services.feed.reading_ahead import ahead
from app.store import positions
from app.store.authorities import Authority
from app.store.feed import facts
from app.store.tables.staging import staged_completion

if TYPE_CHECKING:
    from app.services.feed.roads import Roads

_WINDOW = timedelta(days=365)
Asked = tuple[Authority, Window]


def older(year: ReportingYear, years: int) -> list[Window]:
    """Return so many windows before those of a full run, the latest first, each of 365 days."""
    end = ReportingYear(year.start - 1).first_day
    lasts = [end - timedelta(days=1) - _WINDOW * number for number in range(years)]
    return [Window(last - _WINDOW + timedelta(days=1), last) for last in lasts]


def planned(
    held: Sequence[Authority], windows: Sequence[Window], budget: int, run_id: int
) -> list[Asked]:
    """Return which of the older windows a run asks for: one call each, no more than its budget.

    The turn moves on from run to run, so that every window is read in the end.
    """
    every = [(authority, window) for window in windows for authority in held]
    turn = run_id * budget % max(len(every), 1)
    return (every[turn:] + every[:turn])[:budget]


async def read(roads: "Roads", asked: Asked) -> dict[str, int]:
    """Take up from one window what is not held yet; a date that is held stays.

    Raises FeedFailedError; of a window without rows alone it says so in its counts, for no absence
    is concluded from it.
    """
    authority, window = asked
    records = 0
    try:
        async for page in ahead(roads.feed.completions(authority.feed_id, window)):
            records += len(page.records)
            await roads.pour(page.records, roads.run_id)
        async with roads.database.writing() as session:
            await facts.drop_held(session, roads.run_id)
            position = await positions.close(session, roads.run_id, roads.clock())
            count = await facts.merge_completions(session, roads.run_id, position)
    except FeedNoRowsError:
        return {"windows_without_rows": 1}
    finally:
        async with roads.database.writing() as session:
            await facts.clear_staging(session, staged_completion)
    return {"completions": count, "windows_read": 1, "records": records}
