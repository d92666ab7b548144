"""Runs that a killed process left behind, and runs over authorities that nobody holds."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import NotFoundError
from app.store.database import Database, Writing
from app.store.mandate import active_runs, evaluation_runs
from tests.harness.arranged import YEAR
from tests.harness.reading import run

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def begun(session: Writing, ago: timedelta, state: str = "running") -> None:
    """Record a run over all that was asked for and begun so long ago, and never ended."""
    moment = datetime.now(UTC) - ago
    number = await evaluation_runs.ask(session, YEAR.start, None, "tests", moment)
    if state == "running":
        await evaluation_runs.progress(session, number, state=state, started_at=moment)


@pytest.mark.parametrize("state", ["queued", "running"])
@pytest.mark.parametrize(("ago", "active"), [(HOUR - MINUTE, True), (HOUR + MINUTE, False)])
async def test_a_killed_run_stands_in_nobodys_way_for_ever(
    undone: Writing, ago: timedelta, state: str, *, active: bool
) -> None:
    """A run that has said nothing for an hour no longer keeps another from being asked for."""
    await begun(undone, ago, state)

    assert await active_runs.is_active(undone, YEAR.start, None) is active


async def test_a_run_that_waited_long_counts_from_its_start(undone: Writing) -> None:
    """A run asked for hours ago and begun just now is under way."""
    now = datetime.now(UTC)
    number = await evaluation_runs.ask(undone, YEAR.start, None, "tests", now - 5 * HOUR)
    await evaluation_runs.progress(undone, number, state="running", started_at=now)

    assert await active_runs.is_active(undone, YEAR.start, None)


async def test_a_run_over_nobody_says_so(worker_database: Database) -> None:
    """A run over an authority that is not held fails, rather than end with nothing done."""
    with pytest.raises(NotFoundError):
        await run(worker_database, 999_999)
    async with worker_database.reading() as session:
        held = await evaluation_runs.one(session, 1)

    assert held is not None
    assert (held.state, held.failure) == ("failed", "NotFoundError")
