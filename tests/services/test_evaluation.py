"""Evaluation runs: what makes a new version, who is touched, and how far a run has come."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import asyncpg
import pytest

from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset
from app.services.mandate.evaluation import Evaluator, batches
from app.store import positions
from app.store.database import Database
from app.store.feed.facts import empty_staging, merge_completions, pour_completions
from app.store.tables.staging import staged_completion
from tests.harness import arranged
from tests.services.carried import asked, decide, silent
from tests.services.held import everything
from tests.services.moments import EARLY, LATER, clock_at

HEADS = "SELECT official_id, version, encode(digest, 'hex') AS digest FROM apar_head"


SHORT = """
    SELECT value FROM evaluation
    JOIN official_identifier USING (official_id)
    WHERE kind = 'igot_user' AND outcome = 'short_of_courses'
    ORDER BY 1 LIMIT 1"""
BODY = """
    SELECT body FROM apar_entry
    JOIN official_identifier USING (official_id)
    WHERE kind = 'igot_user' AND value = :user
    ORDER BY version DESC LIMIT 1"""


async def _learn(database: Database, user: str, moment: datetime) -> str:
    """Let an official complete a prescribed course that he had not; return the course's feed id."""
    async with database.writing() as session:
        [(body,)] = await arranged.rows(session, BODY, user=user)
        entry = json.loads(body)
        course = next(c["course_id"] for c in entry["courses"] if c["completed_on"] is None)
        position = await positions.close(session, 1, LATER)
        await pour_completions(session, [(99, user, course, moment, "completed_on", None, None)])
        await merge_completions(session, 99, position)
        await empty_staging(session, staged_completion, 99)
    return str(course)


async def test_a_changed_plan_makes_a_new_version_and_keeps_the_old(
    early_database: Database, early_owner: asyncpg.Connection
) -> None:
    """Whom a plan no longer asks a course of gets a new version; what stood is still there."""
    plan = await early_owner.fetchval("SELECT min(id) FROM training_plan WHERE generation = 'v4'")
    reached = await early_owner.fetch(
        "SELECT official_id FROM evaluation WHERE $1 = ANY (plan_ids)", plan
    )
    old = {row["official_id"]: row for row in await early_owner.fetch(HEADS)}
    await early_owner.execute(
        "DELETE FROM prescribed_course WHERE ctid = (SELECT min(ctid) FROM prescribed_course"
        " WHERE plan_id = $1)",
        plan,
    )
    decided = await decide(early_database)

    new = {row["official_id"]: row for row in await early_owner.fetch(HEADS)}
    changed = {who for who in new if new[who]["version"] == old[who]["version"] + 1}
    assert changed == {row["official_id"] for row in reached} != set()
    assert decided.published == len(changed)
    entries = await early_owner.fetchval("SELECT count(*) FROM apar_entry")
    assert entries == len(old) + len(changed)


@pytest.mark.parametrize("only_due", [False, True])
async def test_changed_rules_make_new_versions(
    early_database: Database,
    early_owner: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    *,
    only_due: bool,
) -> None:
    """An entry names the rules by which it was decided: other rules make everybody's another."""
    rules = ruleset.load(ReportingYear(2025))
    changed = replace(rules, digest=sha256(b"other rules").hexdigest())
    monkeypatch.setattr(ruleset, "load", lambda _: changed)
    decided = await decide(early_database, only_due=only_due)

    heads = await early_owner.fetch("SELECT version FROM apar_head")
    assert {row["version"] for row in heads} == {2}
    assert decided.published == len(heads) > 0


async def test_every_digest_is_over_its_own_body(early_owner: asyncpg.Connection) -> None:
    """Each entry's digest is the SHA-256 of its bytes, which are JSON in one canonical form."""
    rows = await early_owner.fetch("SELECT body, digest FROM apar_entry")
    canonical = [_canonical(row["body"]) for row in rows]

    assert [row["body"] for row in rows] == canonical
    assert [row["digest"] for row in rows] == [sha256(body.encode()).digest() for body in canonical]


def _canonical(body: str) -> str:
    """Write JSON anew: keys in order, no spaces, letters as they are."""
    return json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


async def test_only_due_touches_those_alone(
    early_database: Database, early_owner: asyncpg.Connection
) -> None:
    """A run over those due decides for one official who learned something, and nobody else."""
    user = await early_owner.fetchval(SHORT)
    await _learn(early_database, user, datetime(2025, 9, 1, 12, tzinfo=IST))
    due = await early_owner.fetchval(
        "SELECT count(*) FROM evaluation_due WHERE reporting_year = 2025"
    )
    decided = await decide(early_database, only_due=True)
    again = await decide(early_database, only_due=True)

    assert (due, decided.officials, decided.published) == (1, 1, 1)
    assert (again.officials, again.changed, again.published) == (0, 0, 0)


async def test_progress_reaches_the_total(
    early_database: Database, early_owner: asyncpg.Connection
) -> None:
    """A run that is done says for how many officials it was asked and carried out, and when."""
    run_id = await asked(early_database)
    await Evaluator(early_database, clock_at(LATER), silent).run(run_id)

    run = await early_owner.fetchrow("SELECT * FROM evaluation_run WHERE id = $1", run_id)
    officials = await early_owner.fetchval("SELECT count(*) FROM official")
    assert (run["state"], run["officials_done"], run["officials_total"]) == (
        "done",
        officials,
        officials,
    )
    assert (run["started_at"], run["ended_at"]) == (LATER, LATER)


async def test_a_run_carried_out_again_changes_nothing(
    early_database: Database, early_owner: asyncpg.Connection
) -> None:
    """A run that a worker was late to report as done does no harm the second time."""
    run_id = await asked(early_database)
    evaluator = Evaluator(early_database, clock_at(EARLY), silent)
    await evaluator.run(run_id)
    before = await everything(early_owner)
    decided = await evaluator.run(run_id)

    assert (decided.changed, decided.published) == (0, 0)
    assert await everything(early_owner) == before


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2025, 3, 31, 23, 59, 59, 999_999, tzinfo=IST), False),
        (datetime(2025, 4, 1, tzinfo=IST), True),
        (datetime(2026, 3, 31, 23, 59, 59, 999_999, tzinfo=IST), True),
        (datetime(2026, 4, 1, tzinfo=IST), False),
    ],
)
async def test_the_year_opens_and_closes_at_midnight_in_india(
    early_database: Database,
    early_owner: asyncpg.Connection,
    *,
    moment: datetime,
    counted: bool,
) -> None:
    """A completion counts from 1 April 00:00 to the last microsecond of 31 March, in the entry."""
    user = await early_owner.fetchval(SHORT)
    course = await _learn(early_database, user, moment)
    await decide(early_database)

    body = json.loads(await early_owner.fetchval(BODY.replace(":user", "$1"), user))
    shown = {entry["course_id"]: entry["completed_on"] for entry in body["courses"]}
    assert shown[course] == (moment.date().isoformat() if counted else None)


def test_batches_hold_whole_authorities() -> None:
    """Small authorities go together, a large one alone, and none is lost."""
    sizes = {1: 600_000, 2: 300_000, 3: 300_000, 4: 2_000_000, 5: 1}

    assert list(batches(sizes, sizes)) == [[1, 2], [3], [4], [5]]
    assert list(batches([], sizes)) == []
