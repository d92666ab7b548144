"""Evaluation runs as they were asked for, and how far each has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from app.store.database import Reading, Writing
from app.store.tables.outcome import evaluation_run


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """One run: for an authority or for all, and what it came to so far."""

    id: int
    reporting_year: int
    authority_id: int | None
    state: str
    step: str | None
    officials_done: int
    officials_total: int | None
    changed: int
    published: int
    failure: str | None
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


async def ask(
    session: Writing, year: int, authority_id: int | None, requested_by: str, now: datetime
) -> int:
    """Record that a run is wanted, and return its number."""
    asked = await session.run(
        insert(evaluation_run)
        .values(
            reporting_year=year,
            authority_id=authority_id,
            requested_by=requested_by,
            state="queued",
            officials_done=0,
            changed=0,
            published=0,
            requested_at=now,
        )
        .returning(evaluation_run.c.id)
    )
    return int(asked.scalar_one())


async def one(session: Reading, run_id: int) -> EvaluationRun | None:
    """Return a run, or None where there is none for this caller to see."""
    columns = [evaluation_run.c[name] for name in EvaluationRun.__slots__]
    held = await session.run(select(*columns).where(evaluation_run.c.id == run_id))
    row = held.mappings().one_or_none()
    return None if row is None else EvaluationRun(**row)


async def progress(session: Writing, run_id: int, **values: Any) -> None:
    """Record how far a run has come."""
    await session.run(update(evaluation_run).where(evaluation_run.c.id == run_id).values(**values))
