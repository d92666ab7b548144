"""Whether the service can serve."""

from app.store import revision as store
from app.store.database import Reading


async def revision(session: Reading) -> str | None:
    """Return the migration at which the database stands; None for an empty one."""
    return await store.held(session)
