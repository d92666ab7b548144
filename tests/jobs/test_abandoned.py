"""Work that nobody does any more comes to an end, is told of, and may be asked for anew."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg

from app.jobs.queue import enqueue_evaluation, enqueue_export
from app.jobs.sweeping import TRIES, sweep
from app.jobs.worker import work
from app.services.bulk.exporter import Exporter
from app.store.apar import exports
from app.store.database import Database, Tenant
from app.store.mandate import evaluation_runs
from tests.harness.arranged import NOW, YEAR, an_authority

EVERYTHING = Tenant(everything=True)
# Nothing can be written down of a job: neither how far it has come nor that it failed.
DATABASE_FAILS = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
CREATE TRIGGER planted BEFORE UPDATE ON apar_export
    FOR EACH ROW WHEN (NEW.state <> 'running' OR OLD.state = 'running') EXECUTE FUNCTION refuse();
CREATE TRIGGER planted BEFORE UPDATE ON evaluation_run
    FOR EACH ROW WHEN (NEW.state <> 'running' OR OLD.state = 'running') EXECUTE FUNCTION refuse();
"""
DATABASE_IS_BACK = "DROP FUNCTION refuse() CASCADE"
BOTH = "SELECT state, failure FROM apar_export UNION ALL SELECT state, failure FROM evaluation_run"
HAS_ENDED = [("failed", "Abandoned")] * 2


def now() -> datetime:
    """Return the present moment: a worker measures silence by it."""
    return datetime.now(UTC)


async def ask(database: Database) -> None:
    """Ask for an export and for a run, as the API does."""
    async with database.writing(EVERYTHING) as session:
        number = await exports.ask(
            session,
            EVERYTHING,
            "tests",
            "a key",
            reporting_year=YEAR.start,
            request_digest="",
            authority_id=None,
            form="csv",
            compression="none",
            position=0,
            rows_per_file=2,
            requested_at=NOW,
        )
        assert number is not None, "the key of an export that ended is free again"
        await enqueue_export(session, number)
        run_id = await evaluation_runs.ask(session, YEAR.start, None, "tests", NOW)
        await enqueue_evaluation(session, run_id)


async def told(owner: asyncpg.Connection) -> list[tuple[str, str | None]]:
    """Return state and failure of all exports and runs."""
    return [(row["state"], row["failure"]) for row in await owner.fetch(BOTH)]


async def test_what_a_failing_database_left_running_is_ended(
    api_database: Database, worker_database: Database, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """A job whose failure could not be written down is not "running" for ever."""
    await ask(api_database)
    await owner.execute(DATABASE_FAILS)
    await work(worker_database, now, tmp_path, drain=True)
    assert await told(owner) == [("running", None)] * 2
    await owner.execute(DATABASE_IS_BACK)
    (tmp_path / "1").mkdir(exist_ok=True)
    await work(worker_database, now, tmp_path, drain=True)

    assert await told(owner) == HAS_ENDED
    assert not (tmp_path / "1").exists()
    await ask(api_database)


async def test_a_job_that_kills_its_workers_is_given_up(
    api_database: Database, worker_database: Database, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """After so many workers that took it up and died, a job is not begun any more."""
    await ask(api_database)
    await owner.execute(
        "INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint)"
        " SELECT id, 'picked', 0, entrypoint FROM jobs.pgqueuer, generate_series(1, $1::integer)",
        TRIES,
    )
    for _ in range(2):
        await work(worker_database, now, tmp_path, drain=True)

    assert await told(owner) == HAS_ENDED
    assert await owner.fetchval("SELECT attempt FROM apar_export") == 0


WORK = {
    "evaluation": (
        "INSERT INTO evaluation_run (id, reporting_year, requested_by, state, officials_done,"
        " changed, published, requested_at) VALUES ($1, 2025, '', 'running', 0, 0, 0, $2)"
    ),
    "roster": (
        "INSERT INTO roster (id, authority_id, reporting_year, digest, headings, meanings,"
        " described, rows, refused, state, rows_done, catalogue_version, requested_by,"
        " requested_at) VALUES ($1, 1, 2025, int8send($1), '{}', '{}', '{}', 0, 0, 'queued', 0, 1,"
        " '', $2)"
    ),
    "export": (
        "INSERT INTO apar_export (id, reporting_year, client_id, request_key, request_digest,"
        " reach, authorities, services, cadres, form, compression, position, rows_per_file, state,"
        " attempt, rows_done, requested_at) VALUES ($1, 2025, '', $1::bigint::text, '', 'all',"
        " '{}', '{}', '{}', 'csv', 'none', 0, 1, 'queued', 0, 0, $2)"
    ),
    "action": (
        "INSERT INTO onboarding_action (id, authority_id, official_id, kind, state,"
        " idempotency_key, digest, requested_by, requested_at, attempts)"
        " VALUES ($1, 1, 1, 'verify', 'pending', $1::bigint::text, '', '', $2, 0)"
    ),
}
FAILURES = """
SELECT 'evaluation', id, failure FROM evaluation_run UNION ALL
SELECT 'roster', id, failure FROM roster UNION ALL
SELECT 'export', id, failure FROM apar_export UNION ALL
SELECT 'action', id, failure FROM onboarding_action
"""
JOB = (
    "INSERT INTO jobs.pgqueuer (priority, status, entrypoint, payload)"
    " VALUES (0, $1, $2, convert_to($3::bigint::text, 'UTF8'))"
)
# By what is known of the job, and for how many minutes nothing was heard: whether it is over.
CASES: tuple[tuple[tuple[str, ...], int, bool], ...] = (
    (("queued",), 600, False),
    (("picked",), 600, False),
    (("failed", "queued"), 600, False),
    (("failed",), 0, True),
    ((), 59, False),
    ((), 61, True),
)


async def test_only_what_nobody_does_is_ended(
    worker_database: Database, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """What waits or is worked at goes on, but an action not for ever; what fell silent is ended."""
    async with worker_database.writing() as session:
        assert await an_authority(session) == 1
    for kind, statement in WORK.items():
        for number, (jobs, minutes, _) in enumerate(CASES, 1):
            await owner.execute(statement, number, NOW - timedelta(minutes=minutes))
            for status in jobs:
                await owner.execute(JOB, status, kind, number)
    for number, status in ((98, "picked"), (99, "queued")):
        await owner.execute(WORK["action"], number, NOW - timedelta(days=3))
        await owner.execute(JOB, status, "action", number)
    await sweep(Exporter(worker_database, tmp_path, lambda: NOW))
    ended = {(kind, number) for kind, number, why in await owner.fetch(FAILURES) if why is not None}

    assert ended == {
        *((kind, number) for kind in WORK for number, (*_, over) in enumerate(CASES, 1) if over),
        ("action", 99),
    }
