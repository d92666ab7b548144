"""Erasing one official's name and identifiers wherever they stand; figures and outcomes stay."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.erasure import erasure
from app.store.tables.roster import roster_chunk

NAME = "(erased)"
# By the number of the official alone, and by the identifiers that led to him.
BY_NUMBER = ("name", "pseudonyms", "salts")
BY_IDENTIFIERS = (
    "quarantine",
    "looks",
    "staged_official",
    "staged_completion",
    "staged_assessment",
    "staged_extract_course",
)
Chunk = tuple[int, int, int]


async def serves(session: Writing, official_id: int) -> bool | None:
    """Lock an official, and say whether he is still with an authority; None for nobody."""
    found = await session.run(statement("erase/official"), {"official_id": official_id})
    row = found.one_or_none()
    return None if row is None else bool(row.serves)


async def identifiers(session: Reading, official_id: int) -> list[str]:
    """Return every identifier that leads to an official."""
    found = await session.run(statement("erase/identifiers"), {"official_id": official_id})
    return list(found.scalars())


async def take_away(
    session: Writing, official_id: int, identifying: Sequence[str]
) -> dict[str, int]:
    """Replace or remove what names an official; return how many rows of each kind that was."""
    own = {"official_id": official_id}
    given: dict[str, dict[str, Any]] = {
        **{kind: {"identifiers": list(identifying)} for kind in BY_IDENTIFIERS},
        **dict.fromkeys(BY_NUMBER, own),
        "name": {**own, "name": NAME},
    }
    return {
        kind: (await session.run(statement(f"erase/{kind}"), parameters)).rowcount
        for kind, parameters in given.items()
    }


async def rows_of(session: Reading, official_id: int) -> set[tuple[int, int]]:
    """Return the rows of rosters that were found to be an official's: the roster, the row."""
    found = await session.run(statement("erase/rows"), {"official_id": official_id})
    return {(row.roster_id, row.row_no) for row in found}


async def chunks(session: Reading) -> list[Chunk]:
    """Return where the rows of all rosters lie."""
    keys = (roster_chunk.c.roster_id, roster_chunk.c.authority_id, roster_chunk.c.first_row)
    found = await session.run(select(*keys).order_by(*keys))
    return [(row.roster_id, row.authority_id, row.first_row) for row in found]


async def cells(session: Reading, at: Chunk) -> bytes:
    """Return some rows of a roster as they are held, packed."""
    found = await session.run(select(roster_chunk.c.cells).where(*_at(at)))
    return bytes(found.scalar_one())


async def rewrite(session: Writing, at: Chunk, packed: bytes, blanked: Sequence[int]) -> None:
    """Hold other cells in the place of some rows of a roster, of which some were blanked.

    These name nobody any more where they still wait for a check.
    """
    await session.run(update(roster_chunk).where(*_at(at)).values(cells=packed))
    place = dict(zip(("roster_id", "authority_id", "first_row"), at, strict=True))
    await session.run(statement("erase/look"), {**place, "rows": list(blanked)})


async def record(session: Writing, row: dict[str, Any]) -> None:
    """Record an erasure; the first one of an official stays."""
    await session.run(insert(erasure).values(row).on_conflict_do_nothing())


def _at(at: Chunk) -> tuple[Any, ...]:
    roster_id, authority_id, first_row = at
    return (
        roster_chunk.c.roster_id == roster_id,
        roster_chunk.c.authority_id == authority_id,
        roster_chunk.c.first_row == first_row,
    )
