"""Carrying a served world into a database and deciding for it, as the commands do."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.integrations.igot.feed import LearningFeed
from app.policy.reporting_year import ReportingYear
from app.services.feed import sync as service
from app.services.feed.synced import FULL, Synced, Wanted
from app.services.mandate.evaluation import Decided, Evaluator
from app.store.database import Database
from app.store.mandate import evaluation_runs
from tests.services.moments import LATER, clock_at

YEAR = ReportingYear(2025)
Clock = Callable[[], datetime]


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""
    del what, done, total


async def carry(
    database: Database, feed: LearningFeed, at: datetime = LATER, wanted: Wanted = FULL
) -> Synced:
    """Run every road once, at a moment."""
    return await service.sync(database, feed, YEAR, clock_at(at), silent, wanted)


async def asked(database: Database, authority_id: int | None = None, at: datetime = LATER) -> int:
    """Ask for an evaluation run and return its number."""
    async with database.writing() as session:
        return await evaluation_runs.ask(session, YEAR.start, authority_id, "a test", at)


async def decide(database: Database, at: datetime = LATER, **options: Any) -> Decided:
    """Ask for an evaluation run over all authorities and carry it out."""
    run_id = await asked(database, at=at)
    return await Evaluator(database, clock_at(at), silent, **options).run(run_id)
