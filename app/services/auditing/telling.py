"""Tells who looked at what: events in pages, those on one official, and the chain's last link."""

from collections.abc import Sequence

from app.policy.auditing import Checkpoint
from app.store.auditing import audit, audit_chain
from app.store.auditing.audit import Access
from app.store.auditing.audit_chain import Asked, Linked
from app.store.database import Reading, Writing
from app.store.feed import officials


async def page(
    session: Writing, asked: Asked, before: int, limit: int, access: Access
) -> Sequence[Linked]:
    """Return up to ``limit`` events before an event, the last first, and note that it was asked."""
    found = await audit_chain.page(session, asked, before, limit)
    await audit.append(session, access, "served")
    return found


async def on_official(
    session: Writing, official_id: int, before: int, limit: int, access: Access
) -> Sequence[Linked] | None:
    """Return who looked at an official's record, the last first, and note that this was asked.

    None for an official whom the caller may not see, exactly as for one who doesn't exist.
    """
    seen = await officials.is_visible(session, official_id)
    found = await audit_chain.on_official(session, official_id, before, limit) if seen else None
    await audit.append(session, access, "served" if seen else "not_found", (official_id,))
    return found


async def checkpoint(session: Reading) -> Checkpoint | None:
    """Return how far the chain reaches; None before the first link."""
    return await audit_chain.checkpoint(session)
