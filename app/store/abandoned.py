"""Work that the queue no longer carries: its job failed, or is gone and nothing was heard since."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    Text,
    Update,
    cast,
    column,
    exists,
    func,
    select,
    table,
    update,
)

from app.store.database import Reading, Writing
from app.store.mandate.active_runs import SILENCE
from app.store.tables.action import onboarding_action
from app.store.tables.export import apar_export
from app.store.tables.outcome import evaluation_run
from app.store.tables.roster import roster

# The job library's own tables, of which a job's kind, state and number are read and no more.
_JOB = table("pgqueuer", column("entrypoint"), column("payload"), column("status"), schema="jobs")
_LOG = table("pgqueuer_log", column("job_id"), column("status"), schema="jobs")
ABANDONED = "Abandoned"
# House value: an action that nobody has tried for so long after it was due is tried no more, though
# its job waits: of the workers none may write to iGOT. All tries together take two days.
_UNTRIED = timedelta(days=3)
_UNDER_WAY = ("queued", "running")
# By the kind of job: where its work is recorded, in which states it goes on, since when.
_WORK: Mapping[str, tuple[Table, tuple[str, ...], ColumnElement[Any], Mapping[str, Any]]] = {
    "evaluation": (
        evaluation_run,
        _UNDER_WAY,
        func.coalesce(evaluation_run.c.started_at, evaluation_run.c.requested_at),
        {"state": "failed", "step": None},
    ),
    "roster": (
        roster,
        _UNDER_WAY,
        func.coalesce(roster.c.started_at, roster.c.requested_at),
        {"state": "failed", "step": None},
    ),
    "export": (
        apar_export,
        _UNDER_WAY,
        apar_export.c.requested_at,
        {"state": "failed", "request_key": None},
    ),
    "action": (
        onboarding_action,
        ("pending",),
        func.coalesce(onboarding_action.c.due_at, onboarding_action.c.requested_at),
        {"state": "given_up", "due_at": None},
    ),
}


async def end(session: Writing, kind: str, now: datetime) -> list[int]:
    """End the work of a kind that nobody does any more, and return its numbers.

    A job that failed has said so; work without any job, begun from the command line, is given the
    hour after which it stands in nobody's way.
    """
    ended = await session.run(_ended(kind, now))
    return sorted(ended.scalars())


def _ended(kind: str, now: datetime) -> Update:
    work, states, since, values = _WORK[kind]
    number: Column[int] = work.c.id
    over = ~_jobs(kind, number, "queued", "picked") & (
        _jobs(kind, number, "failed") | (since <= now - SILENCE)
    )
    if kind == "action":
        over |= (since <= now - _UNTRIED) & ~_jobs(kind, number, "picked")
    return (
        update(work)
        .where(work.c.state.in_(states), over)
        .values(**values, failure=ABANDONED, ended_at=now)
        .returning(number)
    )


def _jobs(kind: str, number: Column[int], *states: str) -> ColumnElement[bool]:
    return exists().where(
        _JOB.c.entrypoint == kind,
        _JOB.c.payload == func.convert_to(cast(number, Text), "UTF8"),
        cast(_JOB.c.status, Text).in_(states),
    )


async def tries(session: Reading, job_id: int) -> int:
    """Return how often a job was taken up, this time included."""
    taken = (
        select(func.count())
        .select_from(_LOG)
        .where(_LOG.c.job_id == job_id, cast(_LOG.c.status, Text) == "picked")
    )
    return int((await session.run(taken)).scalar_one())
