"""Removes what has been kept for as long as the table says, some at a time."""

from datetime import datetime

from app.store.database import Writing
from app.store.statements import statement

# What this module removes; the files of exports and kept replies go with the worker's other sweeps.
REMOVED = ("jobs", "exports", "rosters", "quarantine", "actions")


async def remove(session: Writing, kind: str, before: datetime, limit: int) -> int:
    """Remove up to ``limit`` of a kind that are older than a moment; return how many there were."""
    removed = await session.run(statement(f"retention/{kind}"), {"before": before, "limit": limit})
    return int(removed.rowcount)
