"""Removes what the retention table gives no more time: in small steps, and noted in the trail."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from app.policy.retention.table import table
from app.store import retention
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Database

WORK = "retention"
# House values: how many go in one transaction, and in how many of them one kind at a time; a roster
# has up to a hundred thousand rows.
BATCH, ROSTERS = 1_000, 10
STEPS_MAX = 1_000


async def enforce(
    database: Database, now: datetime, progress: Callable[[str, int], object]
) -> Mapping[str, int]:
    """Remove what is over, kind by kind, and return how much of each; nothing is over twice.

    Only one process does so at a time: another one returns at once. A kill leaves what was removed
    removed, and the rest for the next time.
    """
    counts: dict[str, int] = {}
    async with database.alone(WORK) as alone:
        for kind in retention.REMOVED if alone else ():
            counts[kind] = await _all(database, kind, now, progress)
    return counts


async def _all(
    database: Database, kind: str, now: datetime, progress: Callable[[str, int], object]
) -> int:
    before, whole = now - table()[kind].age, 0
    limit = ROSTERS if kind == "rosters" else BATCH
    access = Access("worker", "retention", uuid.uuid4().hex, f"retention.{kind}")
    for _ in range(STEPS_MAX):
        async with database.writing() as session:
            removed = await retention.remove(session, kind, before, limit)
            if removed:
                await audit.append(session, access, f"removed {removed}")
        whole += removed
        if removed:
            progress(kind, whole)
        if removed < limit:
            break
    return whole
