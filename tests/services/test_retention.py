"""What the retention table gives no more time is removed by the worker, and nothing else."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from app.policy.retention.table import table
from app.services import retention as service
from app.store import retention
from app.store.database import Database
from tests.architecture.tree import ROOT
from tests.harness.arranged import an_authority

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LAID = {
    "jobs": (
        "INSERT INTO jobs.pgqueuer_log (created, job_id, status, priority, entrypoint)"
        " VALUES ($1, 1, 'successful', 0, 'export')"
    ),
    "exports": (
        "INSERT INTO apar_export (reporting_year, client_id, request_digest, reach, authorities,"
        " services, cadres, form, compression, position, rows_per_file, state, attempt, rows_done,"
        " requested_at, ended_at) VALUES (2025, 'c', 'd', 'all', '{}', '{}', '{}', 'csv', 'none',"
        " 1, 1, 'expired', 1, 0, $1, $1)"
    ),
    "rosters": (
        "WITH made AS (INSERT INTO roster (authority_id, reporting_year, digest, headings,"
        " meanings, described, rows, refused, state, rows_done, catalogue_version, requested_by,"
        " requested_at, ended_at) VALUES (1, 2025, $2, '{}', '{}', '{}', 1, 0, 'done', 1, 1, 'c',"
        " $1, $1) RETURNING id), look AS (INSERT INTO roster_look SELECT 1, id, 1, '{}', '{}',"
        " '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}' FROM made), kind AS (INSERT INTO"
        " roster_kind (authority_id, roster_id, kind, rows, doubted) SELECT 1, id, 1, 1, false"
        " FROM made) INSERT INTO roster_chunk (authority_id, roster_id, first_row, rows, cells)"
        " SELECT 1, id, 1, 1, 'x' FROM made"
    ),
    "quarantine": (
        "WITH run AS (INSERT INTO feed_run (feed, reporting_year, state, calls, counts,"
        " started_at, ended_at, kind) VALUES ('igot', 2025, 'complete', 1, '{}', $1, $1, 'full')"
        " RETURNING id) INSERT INTO quarantine (road, quirk, subject, authority_id, detail,"
        " first_run_id, last_run_id) SELECT 'r', 'q', id, 0, 'd', id, id FROM run"
    ),
    "actions": (
        "INSERT INTO onboarding_action (authority_id, official_id, kind, state, idempotency_key,"
        " digest, requested_by, requested_at, attempts, ended_at)"
        " VALUES (1, 1, 'verify', 'done', $2, 'x', 'c', $1, 1, $1)"
    ),
}
OTHERS = {"logs": "the installation", "staging": "the run itself"}
LEFT = """
    SELECT (SELECT count(*) FROM jobs.pgqueuer_log), (SELECT count(*) FROM apar_export),
        (SELECT count(*) FROM roster), (SELECT count(*) FROM roster_chunk),
        (SELECT count(*) FROM roster_look), (SELECT count(*) FROM roster_kind),
        (SELECT count(*) FROM quarantine), (SELECT count(*) FROM onboarding_action)
"""


async def lay(owner: asyncpg.Connection, kind: str, ended: datetime, mark: int) -> None:
    """Put down one of a kind that ended at a moment."""
    marks = {"rosters": bytes([mark]), "actions": str(mark)}
    await owner.execute(LAID[kind], ended, *([marks[kind]] if kind in marks else []))


async def test_what_is_over_is_removed_and_noted(
    worker_database: Database, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each kind what is older goes, in steps, and what is a day younger stays; twice is once."""
    monkeypatch.setattr(service, "BATCH", 2)
    async with worker_database.writing() as session:
        assert await an_authority(session) == 1
    for kind in retention.REMOVED:
        for mark in range(3):
            await lay(owner, kind, NOW - table()[kind].age - timedelta(days=1), mark)
        await lay(owner, kind, NOW - table()[kind].age + timedelta(days=1), 9)
    told: list[tuple[str, int]] = []

    first = await service.enforce(worker_database, NOW, lambda *said: told.append(said))
    second = await service.enforce(worker_database, NOW, lambda *said: told.append(said))

    assert dict(first) == dict.fromkeys(retention.REMOVED, 3)
    assert dict(second) == dict.fromkeys(retention.REMOVED, 0)
    assert [said for said in told if said[0] == "jobs"] == [("jobs", 2), ("jobs", 3)]
    assert set(await owner.fetchrow(LEFT)) == {1}
    noted = await owner.fetch("SELECT client_id, outcome FROM audit_event WHERE id = 1")
    assert [tuple(row) for row in noted] == [("worker", "removed 2")]


def test_every_enforced_line_is_enforced() -> None:
    """What the table says a worker removes, a worker removes: here, or with its other sweeps."""
    enforced = {line.id for line in table().values() if line.enforced}

    assert enforced == {*retention.REMOVED, "export_files", "replies"}


def test_the_page_is_the_table() -> None:
    """docs/retention.md says each line as the table has it."""
    page = (ROOT / "docs" / "retention.md").read_text("utf-8")
    for line in table().values():
        time = "without an end" if line.days is None else f"{line.days} days"
        how = "a worker" if line.enforced else OTHERS.get(line.id, "nobody")
        assert f"| {line.what} | {time} | {how} | {line.standing} | {line.why} |" in page
