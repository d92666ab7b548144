"""Two small authorities, decided for and published, as the worker leaves them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.services.mandate.evaluation import Evaluator
from app.store import positions
from app.store.database import Database, Writing
from app.store.feed import feed_runs, plans
from app.store.mandate import evaluation_runs
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    official_id,
    take_completions,
    take_staff,
)

STAFF = 5
COURSES = ("A", "B", "C", "D")
PUBLISHED_AT = datetime(2026, 1, 15, 7, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Population:
    """The numbers of two authorities and of their officials, in order."""

    authority: int
    other: int
    officials: tuple[int, ...]
    others: tuple[int, ...]


async def populate(database: Database) -> Population:
    """Take up two authorities of five officials each; the first official has met the mandate."""
    async with database.writing() as session:
        first = await _authority(session, "one")
        second = await _authority(session, "two")
        await take_completions(
            session,
            *(("one-0", course, IN_YEAR) for course in COURSES[:3]),
            ("one-1", "A", IN_YEAR),
        )
        officials = tuple([await official_id(session, f"one-{n}") for n in range(STAFF)])
        others = tuple([await official_id(session, f"two-{n}") for n in range(STAFF)])
    await decide(database)
    return Population(first, second, officials, others)


async def _authority(session: Writing, name: str) -> int:
    number = await an_authority(session, name)
    await plans.merge(session, a_plan(number, *COURSES), await positions.close(session, 1, NOW))
    rows: list[dict[str, Any]] = [
        an_official(
            f"{name}-{n}",
            email=f"{name}{n}@example.gov.in",
            employee_code=f"{name}-{n}".upper(),
        )
        for n in range(STAFF)
    ]
    # One who shares an employee code with another: an identifier that leads to two officials.
    rows[-1]["employee_code"] = rows[-2]["employee_code"]
    await take_staff(session, number, *rows)
    for road in feed_runs.ROADS:
        national = road == "assessments"
        await feed_runs.move_watermark(
            session,
            road=road,
            authority_id=feed_runs.NATIONAL if national else number,
            year=YEAR.start,
            merged=feed_runs.Merged(1, NOW, await positions.last(session, "ingest")),
        )
    return number


async def decide(database: Database) -> None:
    """Decide for everybody by what is held, and publish what changed."""
    async with database.writing() as session:
        run_id = await evaluation_runs.ask(session, YEAR.start, None, "tests", NOW)
    await Evaluator(database, lambda: PUBLISHED_AT, lambda *_: None).run(run_id)
