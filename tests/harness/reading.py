"""Reports that were read, and runs that decide by them: from a merge to a published entry."""

from app.services.mandate.evaluation import Decided, Evaluator
from app.store import positions
from app.store.database import Database, Writing
from app.store.feed import feed_runs
from app.store.mandate import evaluation_runs
from tests.harness.arranged import NOW, YEAR

NATIONAL_ROADS = frozenset({"plans", "assessments"})


async def read_reports(session: Writing, *authority_ids: int) -> None:
    """Say that all roads of some authorities were read to their end, at the last position."""
    merged = feed_runs.Merged(1, NOW, await positions.last(session, "ingest"))
    for authority_id in authority_ids:
        for road in feed_runs.ROADS:
            await feed_runs.move_watermark(
                session,
                road=road,
                authority_id=feed_runs.NATIONAL if road in NATIONAL_ROADS else authority_id,
                year=YEAR.start,
                merged=merged,
            )


async def run(
    database: Database, authority_id: int | None = None, *, only_due: bool = False
) -> Decided:
    """Ask for an evaluation run and carry it out."""
    async with database.writing() as session:
        asked = await evaluation_runs.ask(session, YEAR.start, authority_id, "tests", NOW)
    return await Evaluator(database, lambda: NOW, lambda *_: None, only_due).run(asked)
