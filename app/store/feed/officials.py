"""Officials as a feed shows them: poured into staging, merged in set-based statements."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, func, select, text

from app.errors import FeedFailedError
from app.store.database import Reading, Writing
from app.store.statements import source, statement
from app.store.tables.official import official
from app.store.tables.staging import staged_official

COLUMNS = tuple(column.name for column in staged_official.columns)
# What makes two officials alike to every rule, in the order that the digest is taken over.
PROFILE = (
    "employment",
    "designation",
    "designation_key",
    "group_name",
    "service",
    "civil_service_type",
    "cadre",
    "batch",
    "on_central_deputation",
    "controlling_authority",
    "profile_status",
    "tags",
)
# What carries its official's authority, service and cadre, and so moves with him. A published entry
# does not: the next publication states it anew for where he serves now, and until then its head
# says where he has arrived.
FOLLOWING = (
    "completion",
    "completion_doubt",
    "assessment_result",
    "official_identifier",
    "exemption",
    "no_mdo_declaration",
    "apar_period",
    "workshop_attendance",
    "evaluation",
)


async def merge(
    session: Writing,
    *,
    authority_id: int,
    year: int,
    load_id: int,
    position: int,
    rows: Sequence[dict[str, Any]],
) -> dict[str, int]:
    """Merge an authority's whole roster; return how many officials are new, changed and gone.

    Whoever was held and is not in it has left; his outcomes stay, and are no longer confirmed.
    Raises FeedFailedError for a roster of nobody where officials are held: no authority empties in
    a day, and a search that answers without rows reads the same.
    """
    await _refuse_nobody(session, authority_id, rows)
    await session.copy_in(
        "official", COLUMNS, list(_staged(rows, load_id, authority_id)), "staging"
    )
    scope = {"load_id": load_id, "authority_id": authority_id}
    learned = {"load_id": load_id, "position": position, "year": year}
    for name in ("new_services", "new_cadres"):
        await session.run(statement(f"ingest/{name}"), {"load_id": load_id})
    await session.run(statement("ingest/new_profiles"), scope)
    changed = await session.run(statement("ingest/changed_officials"), learned)
    new = await session.run(statement("ingest/new_officials"), learned)
    for name in ("changed_postings", "identifiers", "withdrawn_identifiers"):
        await session.run(statement(f"ingest/{name}"), {"load_id": load_id, "position": position})
    changes = int(changed.scalar_one())
    reading = {"load_id": load_id, "authority_id": authority_id, "position": position}
    await session.run(statement("ingest/unread_outcomes"), reading)
    departed = await session.run(statement("ingest/departed_officials"), reading)
    for table in FOLLOWING if changes else ():
        await session.run(
            text(source("ingest/moved_tenants").replace("{table}", table)), {"load_id": load_id}
        )
    if changes:
        await session.run(statement("ingest/arrived"), {"load_id": load_id})
    await session.run(delete(staged_official).where(staged_official.c.load_id == load_id))
    return {
        "officials_new": int(new.scalar_one()),
        "officials_changed": changes,
        "officials_left": int(departed.scalar_one()),
    }


async def is_visible(session: Reading, official_id: int) -> bool:
    """Say whether the caller may see an official of this number, if there is one."""
    found = await session.run(select(official.c.id).where(official.c.id == official_id))
    return found.one_or_none() is not None


async def _refuse_nobody(
    session: Writing, authority_id: int, rows: Sequence[dict[str, Any]]
) -> None:
    if rows:
        return
    held = await session.run(
        select(func.count())
        .select_from(official)
        .where(official.c.authority_id == authority_id, official.c.left_position.is_(None))
    )
    if count := int(held.scalar_one()):
        raise FeedFailedError(f"the roster shows nobody where {count} officials are held")


def _staged(
    rows: Sequence[dict[str, Any]], load_id: int, authority_id: int
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        alike = json.dumps([authority_id, *(row[name] for name in PROFILE)], ensure_ascii=False)
        held = {
            **row,
            "load_id": load_id,
            "profile_digest": hashlib.sha256(alike.encode()).digest(),
        }
        yield tuple(held[name] for name in COLUMNS)
