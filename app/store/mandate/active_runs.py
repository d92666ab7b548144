"""Whether an evaluation run is under way, asked so that two askers can't both hear no."""

from datetime import timedelta

from app.store.database import Writing
from app.store.statements import statement

SILENCE = timedelta(hours=1)


async def is_active(session: Writing, year: int, authority_id: int | None) -> bool:
    """Say whether a run over these officials is queued or running; others wait for this asker."""
    await session.run(statement("read/lock_runs"), {"year": year})
    # A second statement sees what was committed while the first one waited for the lock.
    found = await session.run(
        statement("read/active_run"),
        {"year": year, "authority_id": authority_id, "silence": SILENCE},
    )
    return bool(found.scalar_one())
