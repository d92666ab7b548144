"""Authorities: the organisations that prescribe, by the feed's three ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.store import positions
from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.authority import authority
from app.store.tables.official import official


@dataclass(frozen=True, slots=True)
class Authority:
    """An MDO or a CCA as it is held."""

    id: int
    kind: str
    feed_id: str
    name: str


async def merge(session: Writing, rows: Sequence[dict[str, Any]]) -> int:
    """Take up authorities from the feed; return how many are new or changed.

    Officials whom another kind or name touches are due. What is new is known with the next ingest
    position: who asks what was known at the last is told the same before and after.
    """
    if not rows:
        return 0
    position = await positions.next_ingest(session)
    stated = upsert(authority).values([{**row, "learned_position": position} for row in rows])
    columns = ("kind", "name")
    told = {f"{name}s": [row[name] for row in rows] for name in ("feed_id", *columns)}
    for name in ("due_by_authority", "superseded_authorities"):
        asked = statement(f"ingest/{name}")
        wanted = {one: told[one] for one in asked.compile().params.keys() & told.keys()}
        await session.run(asked, {**wanted, "position": position})
    differs = [authority.c[name].is_distinct_from(stated.excluded[name]) for name in columns]
    merged = await session.run(
        stated.on_conflict_do_update(
            index_elements=["feed_id"],
            set_={name: stated.excluded[name] for name in (*columns, "learned_position")},
            where=differs[0] | differs[1],
        ).returning(authority.c.id)
    )
    return len(merged.all())


async def place(session: Writing, rows: Sequence[tuple[str, str, str | None, int | None]]) -> int:
    """Take up where authorities stand in the feed's tree; return how many stand otherwise.

    Each has the id of its users, of the tree, of the one above it, and of its row. Nothing is
    decided by it, so it is learned at no position.
    """
    stated = {
        "feed_ids": [row[0] for row in rows],
        "map_ids": [row[1] for row in rows],
        "parent_map_ids": [row[2] for row in rows],
        "row_ids": [row[3] for row in rows],
    }
    return (await session.run(statement("ingest/placed_authorities"), stated)).rowcount


async def every(session: Reading) -> list[Authority]:
    """Return all authorities in order of id."""
    held = await session.run(
        select(authority.c.id, authority.c.kind, authority.c.feed_id, authority.c.name).order_by(
            authority.c.id
        )
    )
    return [Authority(row.id, row.kind, row.feed_id, row.name) for row in held]


async def one(session: Reading, authority_id: int) -> Authority | None:
    """Return one authority, or None."""
    return next((held for held in await every(session) if held.id == authority_id), None)


async def sizes(session: Reading) -> dict[int, int]:
    """Return how many officials each authority's roster shows."""
    counted = await session.run(
        select(official.c.authority_id, func.count().label("officials"))
        .where(official.c.left_position.is_(None))
        .group_by(official.c.authority_id)
    )
    return {int(row.authority_id): int(row.officials) for row in counted}
