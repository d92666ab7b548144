"""Officials as a feed shows them: poured into staging, merged in set-based statements."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, text

from app.store.database import Writing
from app.store.statements import source, statement
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
# does not: the next publication states it anew for where he serves now.
FOLLOWING = (
    "completion",
    "completion_doubt",
    "assessment_result",
    "official_identifier",
    "exemption",
    "no_mdo_declaration",
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
    """Merge an authority's officials; return how many are new and how many changed."""
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
    for table in FOLLOWING if changes else ():
        await session.run(
            text(source("ingest/moved_tenants").replace("{table}", table)), {"load_id": load_id}
        )
    await session.run(delete(staged_official).where(staged_official.c.load_id == load_id))
    return {"officials_new": int(new.scalar_one()), "officials_changed": changes}


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
