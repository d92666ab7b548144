"""Outcomes that were decided and published, and the entries that stand for them."""

from datetime import datetime
from typing import Any

from app.store import authorities
from app.store.apar import publishing
from app.store.database import Writing
from tests.harness.arranged import NOW, YEAR, evaluate, rows

ENTRIES = (
    "SELECT official_id, version, position, body, digest FROM apar_entry ORDER BY position, version"
)


async def publish(session: Writing, **changes: Any) -> int:
    """Publish what differs of all authorities, and return how many entries."""
    everybody: dict[int, datetime] = {each.id: NOW for each in await authorities.every(session)}
    values: dict[str, Any] = {"facts_through": everybody, "load_id": 1, "now": NOW}
    return await publishing.publish(session, year=YEAR, **(values | changes))


async def decide_and_publish(session: Writing) -> int:
    """Decide for everybody, publish what differs, and return how many entries."""
    await evaluate(session)
    return await publish(session)


async def entries(session: Writing) -> list[tuple[Any, ...]]:
    """Return official, version, position, body and digest of all entries by position."""
    return await rows(session, ENTRIES)
