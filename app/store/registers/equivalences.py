"""Courses that count for prescribed ones by an authority's orders."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from app.policy.orders import Validity
from app.store.database import Reading, Writing
from app.store.registers import rows
from app.store.statements import statement
from app.store.tables.plan import course
from app.store.tables.register import course_equivalence

REGISTER = course_equivalence


async def numbers_of(session: Reading, feed_ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of those courses that are known, by the feed's ids."""
    found = await session.run(
        select(course.c.feed_id, course.c.id).where(course.c.feed_id.in_(feed_ids))
    )
    return {row.feed_id: row.id for row in found}


async def is_taken(session: Reading, authority_id: int, course_id: int, validity: Validity) -> bool:
    """Say whether the authority has the course count for one on some of these days already."""
    days = func.daterange(validity.valid_from, validity.valid_until, "[]")
    held = func.daterange(course_equivalence.c.valid_from, course_equivalence.c.valid_until, "[]")
    found = await session.run(
        select(course_equivalence.c.id).where(
            course_equivalence.c.authority_id == authority_id,
            course_equivalence.c.course_id == course_id,
            course_equivalence.c.withdrawn_position.is_(None),
            held.op("&&")(days),
        )
    )
    return found.first() is not None


async def one(session: Reading, authority_id: int, row_id: int) -> dict[str, Any] | None:
    """Return one row of an authority with its courses' feed ids, or None."""
    row = await rows.one(session, REGISTER, authority_id, row_id)
    return None if row is None else (await _named(session, [row]))[0]


async def page(
    session: Reading, authority_id: int, *, withdrawn: bool, after: int, limit: int
) -> list[dict[str, Any]]:
    """Return up to ``limit`` rows that follow a number, with their courses' feed ids."""
    found = await rows.page(
        session, REGISTER, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )
    return await _named(session, found)


async def _named(session: Reading, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    numbers = {number for row in found for number in (row["course_id"], row["counts_for_id"])}
    held = await session.run(select(course.c.id, course.c.feed_id).where(course.c.id.in_(numbers)))
    feed_ids = {row.id: row.feed_id for row in held}
    return [
        {
            **row,
            "course_id": feed_ids[row["course_id"]],
            "counts_for_course_id": feed_ids[row["counts_for_id"]],
        }
        for row in found
    ]


async def mark_due(session: Writing, row_id: int, years: Sequence[int], position: int) -> None:
    """Have everybody decided anew whom a plan of the authority asks for the prescribed course."""
    await session.run(
        statement("register/due_by_equivalence"),
        {"id": row_id, "years": list(years), "position": position},
    )
