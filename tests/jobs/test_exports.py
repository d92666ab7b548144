"""A bulk export whose workers are killed one after the other ends as an undisturbed one."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from app.jobs.queue import enqueue_export
from app.services.bulk.exporter import Exporter
from app.store import positions
from app.store.apar import exports
from app.store.database import Database, Tenant
from app.store.feed import plans
from tests.harness.arranged import NOW, YEAR, a_plan, an_authority, an_official, take_staff
from tests.harness.published import decide_and_publish
from tests.jobs.workers import NONE_LEFT, QUICK_WORKER, until, worker

OFFICIALS, A_FILE, MANY_A_FILE = 120, 2, 50
EVERYTHING = Tenant(everything=True)
DONE = "EXISTS (SELECT FROM apar_export WHERE state = 'done')"


def now() -> datetime:
    """Return the present moment: it goes on, and no file may depend on when it was written."""
    return datetime.now(UTC)


async def arrange(database: Database) -> None:
    """Publish the entries of one authority's officials."""
    async with database.writing() as session:
        number = await an_authority(session)
        await take_staff(session, number, *(an_official(f"u-{n}") for n in range(OFFICIALS)))
        await plans.merge(session, a_plan(number), 1)
        await decide_and_publish(session)


async def ask(database: Database, form: str, a_file: int, *, enqueue: bool) -> int:
    """Ask for an export in small files, as the API does."""
    async with database.writing(EVERYTHING) as session:
        number = await exports.ask(
            session,
            EVERYTHING,
            "tests",
            f"{form} {enqueue}",
            reporting_year=YEAR.start,
            request_digest="",
            authority_id=None,
            form=form,
            compression="none" if form == "xlsx" else "zstd",
            position=await positions.last(session, "publish"),
            rows_per_file=a_file,
            requested_at=NOW,
        )
        assert number is not None
        if enqueue:
            await enqueue_export(session, number)
    return number


# From so many rows on a worker waits, with its next record, for a lock that the test holds.
HOLDING = """
CREATE TABLE held_from (rows integer NOT NULL);
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF OLD.rows_done >= (SELECT rows FROM public.held_from) THEN
        PERFORM pg_advisory_xact_lock(7);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON apar_export FOR EACH ROW EXECUTE FUNCTION hold();
INSERT INTO held_from VALUES (0);
SELECT pg_advisory_lock(7);
"""
END_WAITING = """
SELECT pg_terminate_backend(pid) FROM pg_locks
JOIN pg_database ON pg_database.oid = pg_locks.database AND datname = current_database()
WHERE locktype = 'advisory' AND NOT granted
"""


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of an export by name, hidden ones as well."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


async def manifest_of(owner: asyncpg.Connection, number: int) -> dict[str, Any]:
    """Return an export's manifest, without its number."""
    text = await owner.fetchval("SELECT manifest FROM apar_export WHERE id = $1", number)
    return {**json.loads(text), "export_id": None}


@pytest.mark.parametrize("form", ["ndjson", "xlsx"])
async def test_a_file_is_the_same_whoever_writes_it(
    worker_database: Database,
    api_database: Database,
    owner: asyncpg.Connection,
    tmp_path: Path,
    form: str,
) -> None:
    """Two exports of one position are the same bytes, file by file."""
    await arrange(worker_database)
    numbers = [await ask(api_database, form, MANY_A_FILE, enqueue=one) for one in (True, False)]
    for number in numbers:
        assert await Exporter(worker_database, tmp_path, now).run(number) == "done"

    first, second = (files_of(tmp_path / str(number)) for number in numbers)
    assert len(first) == 3
    assert first == second
    assert await manifest_of(owner, numbers[0]) == await manifest_of(owner, numbers[1])


async def test_killed_at_ten_fifty_and_ninety_percent(
    database_url: str,
    worker_database: Database,
    api_database: Database,
    owner: asyncpg.Connection,
    tmp_path: Path,
) -> None:
    """Each worker is gone from one moment to the next; the last one finishes, once and the same."""
    await arrange(worker_database)
    undisturbed = await ask(api_database, "ndjson", A_FILE, enqueue=False)
    await Exporter(worker_database, tmp_path, now).run(undisturbed)
    number = await ask(api_database, "ndjson", A_FILE, enqueue=True)
    folder = {"KARMASETU_EXPORT_DIRECTORY": str(tmp_path)}
    await owner.execute(HOLDING)
    for share in (0.1, 0.5, 0.9):
        await owner.execute("UPDATE held_from SET rows = $1", int(share * OFFICIALS))
        reached = (
            f"EXISTS (SELECT FROM apar_export WHERE id = {number}"
            f" AND rows_done >= {share * OFFICIALS})"
        )
        async with worker(database_url, QUICK_WORKER, **folder) as run:
            await until(owner, reached)
            run.process.kill()
            await asyncio.wait_for(run.process.wait(), 10)
        await owner.execute(END_WAITING)
        state = await owner.fetchval("SELECT state FROM apar_export WHERE id = $1", number)
        assert state == "running"
    await owner.execute("DELETE FROM held_from; SELECT pg_advisory_unlock(7)")
    async with worker(database_url, QUICK_WORKER, **folder):
        await until(
            owner, f"NOT EXISTS (SELECT FROM apar_export WHERE state <> 'done') AND {NONE_LEFT}"
        )

    held = await owner.fetchrow("SELECT attempt, rows_done FROM apar_export WHERE id = $1", number)
    assert tuple(held) == (4, OFFICIALS)
    assert files_of(tmp_path / str(number)) == files_of(tmp_path / str(undisturbed))
    assert await manifest_of(owner, number) == await manifest_of(owner, undisturbed)


async def test_a_late_worker_records_nothing(
    worker_database: Database, api_database: Database, owner: asyncpg.Connection
) -> None:
    """A worker that was taken for dead and goes on after another took over changes no row."""
    await arrange(worker_database)
    number = await ask(api_database, "csv", A_FILE, enqueue=False)
    async with worker_database.writing() as session:
        late = await exports.take_up(session, number)
        await exports.plan(session, number)
    async with worker_database.writing() as session:
        assert await exports.take_up(session, number)
        [first, *_] = await exports.files(session, number)
    assert late is not None
    async with worker_database.writing() as session:
        recorded = await exports.record_file(session, late, first)

    assert not recorded
    assert await owner.fetchval("SELECT rows_done FROM apar_export WHERE id = $1", number) == 0
