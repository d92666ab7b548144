"""Rosters as their authority sees them: listed, with what was found, and given back."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import ConflictError
from app.services.rosters.sending import find
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.onboarding import rosters
from app.store.onboarding.rosters import Roster


async def page(session: Reading, authority_id: int, after: int, limit: int) -> Sequence[Roster]:
    """Return rosters of an authority in order of their numbers."""
    return await rosters.page(session, authority_id, after, limit)


async def checked(session: Reading, authority_id: int, roster_id: int) -> Roster:
    """Return a roster whose check is done.

    Raises NotFoundError where the caller sees none, ConflictError while its check is not done.
    """
    held = await find(session, authority_id, roster_id)
    if held.state != "done":
        raise ConflictError("the roster's check is not done")
    return held


async def findings(
    session: Writing, held: Roster, asked: Mapping[str, Any], access: Access
) -> Sequence[Mapping[str, Any]]:
    """Return findings of a roster, and note whose were shown.

    The last of ``asked``'s limit says only that more follow, and is not shown.
    """
    found = await rosters.findings(session, held, asked)
    shown = found[: asked["limit"] - 1]
    await audit.append_page(session, access, (row["official_id"] for row in shown))
    return found


async def note(session: Writing, authority_id: int, roster_id: int, access: Access) -> None:
    """Note that a roster's file was given back, and whom its findings are about."""
    about = await rosters.officials(session, authority_id, roster_id)
    await audit.append_page(session, access, about)
