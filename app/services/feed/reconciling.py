"""Holds what is held against what iGOT's own APAR extract says, authority by authority.

It finds, and changes nothing: which side is right a difference does not tell.
"""

from app.services.feed.reading_ahead import ahead
from app.services.feed.roads import Roads
from app.store.feed import facts, feed_runs, reconciliations
from app.store.feed.feed_runs import NATIONAL, Doubt
from app.store.tables.staging import staged_extract_course


async def reconcile(roads: Roads) -> dict[str, int]:
    """Read the year's extract and record what differs; nothing of an extract that broke off."""
    rows = 0
    doubts: list[Doubt] = []
    try:
        async for page in ahead(roads.feed.extract_courses(roads.year)):
            rows += len(page.records)
            doubts += [Doubt(one.quirk, one.subject, one.detail) for one in page.faults]
            async with roads.database.writing() as session:
                staged = [(roads.run_id, *record) for record in page.records]
                await reconciliations.pour(session, staged)
        async with roads.database.writing() as session:
            await reconciliations.reconcile(session, roads.run_id, roads.run_id, roads.year)
            await feed_runs.keep_aside(session, roads.run_id, "reconciliation", NATIONAL, doubts)
    finally:
        async with roads.database.writing() as session:
            await facts.clear_staging(session, staged_extract_course)
    return {"extract_rows": rows, "quarantined": len(doubts)}
