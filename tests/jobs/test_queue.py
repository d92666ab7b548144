"""A job exists if and only if its caller commits, and one that fails stands in nobody's way."""

from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from pgqueuer.errors import DuplicateJobError

from app.jobs.queue import enqueue_evaluation
from app.jobs.worker import work
from app.store.database import Database
from app.store.mandate import evaluation_runs
from tests.services.carried import YEAR, carry
from tests.services.held import everything
from tests.services.moments import LATER
from tests.services.served import ServedIgot

# Refuses every entry of the first authority, after its outcomes have been written.
REFUSE_THE_FIRST = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = 'check_violation'; END $$;
    CREATE TRIGGER planted BEFORE INSERT ON apar_entry
        FOR EACH ROW WHEN (NEW.authority_id = 1) EXECUTE FUNCTION refuse();"""


def now() -> datetime:
    """Return the present moment: a worker measures silence by it."""
    return datetime.now(UTC)


async def hand_over(database: Database, authority_id: int | None, *, commit: bool = True) -> int:
    """Ask for a run and enqueue it; without ``commit`` the caller takes both back."""
    async with database.writing() as session:
        run_id = await evaluation_runs.ask(session, YEAR.start, authority_id, "a test", LATER)
        await enqueue_evaluation(session, run_id)
        if not commit:
            raise ZeroDivisionError
    return run_id


async def test_a_rolled_back_caller_leaves_no_job(
    worker_database: Database, owner: asyncpg.Connection
) -> None:
    """What the caller takes back was never handed over."""
    with pytest.raises(ZeroDivisionError):
        await hand_over(worker_database, None, commit=False)

    assert await owner.fetchval("SELECT count(*) FROM jobs.pgqueuer") == 0
    assert await owner.fetchval("SELECT count(*) FROM evaluation_run") == 0


async def test_a_run_that_fails_is_recorded_and_the_next_one_runs(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot, tmp_path: Path
) -> None:
    """A failing run names its failure, leaves no half batch, and doesn't stop the queue."""
    async with igot.feed() as feed:
        await carry(early_database, feed)
    before = await everything(early_owner)
    await early_owner.execute(REFUSE_THE_FIRST)
    failing = await hand_over(early_database, 1)
    await work(early_database, now, tmp_path, drain=True)
    after = await everything(early_owner)
    good = await hand_over(early_database, 2)
    await work(early_database, now, tmp_path, drain=True)

    rows = await early_owner.fetch("SELECT id, state, failure FROM evaluation_run")
    states = {row["id"]: (row["state"], row["failure"]) for row in rows}
    assert (states[failing], states[good]) == (("failed", "IntegrityError"), ("done", None))
    assert after == before


async def test_a_job_is_not_handed_over_twice(
    early_database: Database, early_owner: asyncpg.Connection
) -> None:
    """Handing a run over again while it waits is refused by the queue itself."""
    run_id = await hand_over(early_database, None)
    with pytest.raises(DuplicateJobError):
        async with early_database.writing() as session:
            await enqueue_evaluation(session, run_id)

    assert await early_owner.fetchval("SELECT count(*) FROM jobs.pgqueuer") == 1
