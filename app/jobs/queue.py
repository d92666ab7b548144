"""The job library, set up once: its tables stand in the schema ``jobs`` of the same database.

A job is enqueued on the caller's own connection, so it exists if and only if the caller commits.
"""

from datetime import timedelta

from pgqueuer import AsyncpgDriver, Queries
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.domain.settings import DBSettings
from pgqueuer.ports.driver import Driver

from app.store.database import Writing

EVALUATION = "evaluation"
ROSTER = "roster"
EXPORT = "export"
ACTION = "action"
PUSH = "push"
SETTINGS = DBSettings(db_schema="jobs")


def queries(driver: Driver) -> Queries:
    """Return the library's statements, bound to our schema."""
    return Queries(
        driver,
        qbe=QueryBuilderEnvironment(SETTINGS),
        qbq=QueryQueueBuilder(SETTINGS),
        qbs=QuerySchedulerBuilder(SETTINGS),
    )


async def enqueue_evaluation(session: Writing, run_id: int) -> None:
    """Hand an evaluation run to the workers, once the caller's transaction commits."""
    driver = AsyncpgDriver(await session.driver())
    await queries(driver).enqueue(
        EVALUATION, str(run_id).encode(), dedupe_key=f"{EVALUATION}-{run_id}"
    )


async def enqueue_roster(session: Writing, roster_id: int) -> None:
    """Hand a roster's check to the workers, once the caller's transaction commits."""
    driver = AsyncpgDriver(await session.driver())
    # Not deduplicated: a check that failed is asked for again, beside the job that is held.
    await queries(driver).enqueue(ROSTER, str(roster_id).encode())


async def enqueue_export(session: Writing, export_id: int) -> None:
    """Hand an export to the workers, to be written or cleared away, once the caller commits."""
    driver = AsyncpgDriver(await session.driver())
    await queries(driver).enqueue(EXPORT, str(export_id).encode())


async def enqueue_action(session: Writing, action_id: int, wait: timedelta) -> None:
    """Hand an onboarding action to the workers, to be tried after a while, once this commits."""
    driver = AsyncpgDriver(await session.driver())
    await queries(driver).enqueue(ACTION, str(action_id).encode(), execute_after=wait)


async def enqueue_push(session: Writing, instance_id: str) -> None:
    """Hand a push to a SPARROW instance to the workers, unless one waits or is under way."""
    driver = AsyncpgDriver(await session.driver())
    await queries(driver).enqueue(
        PUSH, instance_id.encode(), dedupe_key=f"{PUSH}-{instance_id}", on_conflict="skip"
    )
