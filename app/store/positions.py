"""Gapless positions: of what was learned (ingest) and of what was published."""

from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.ledger import ingest_position, position_counter

Kind = Literal["ingest", "publish"]


async def take(session: Writing, kind: Kind, count: int = 1) -> int:
    """Take the next ``count`` positions and return the first; held under one lock to the commit."""
    await session.run(statement("evaluate/wait"))
    taken = await session.run(statement("ingest/take_position"), {"kind": kind, "count": count})
    return int(taken.scalar_one()) - count + 1


async def close(session: Writing, run_id: int, now: datetime) -> int:
    """Take one ingest position for what this transaction merges, and record what it belongs to."""
    position = await take(session, "ingest")
    await session.run(
        insert(ingest_position).values(position=position, run_id=run_id, closed_at=now)
    )
    return position


async def register(session: Writing, now: datetime) -> int:
    """Take one ingest position for what an authority records itself, outside any feed run.

    Unlike a run it does not wait for as long as it takes: a caller is waiting for its answer.
    """
    taken = await session.run(statement("register/position"), {"known_at": now})
    return int(taken.scalar_one())


async def next_ingest(session: Writing) -> int:
    """Return the ingest position after the last; nobody takes it before the transaction ends."""
    await session.run(statement("evaluate/wait"))
    return int((await session.run(statement("ingest/next_position"))).scalar_one())


async def last(session: Reading, kind: Kind) -> int:
    """Return the last position given; 0 before the first."""
    held = await session.run(
        select(position_counter.c.value).where(position_counter.c.kind == kind)
    )
    return int(held.scalar_one())


async def hold_facts(session: Writing) -> int:
    """Return the last ingest position; nothing more is learned until the transaction ends."""
    return int((await session.run(statement("evaluate/facts_position"))).scalar_one())


async def hold_outcomes(session: Writing, year: int) -> None:
    """Wait until no other transaction decides for the year, then hold its outcomes.

    However long the other takes: it ends, and its outcomes are those that ours start from.
    """
    await session.run(statement("evaluate/wait"))
    await session.run(statement("evaluate/hold"), {"year": year})
