"""Courses that count for prescribed ones by an authority's orders."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from app.policy.orders import Validity
from app.store.database import Reading, Writing
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


async def named(session: Reading, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the feed ids of the courses that they name by our numbers."""
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


async def mark_due(
    session: Writing, row_ids: Sequence[int], years: Sequence[int], position: int
) -> None:
    """Have everybody decided anew whom a plan of the authority asks for the prescribed course."""
    await session.run(
        statement("register/due_by_equivalence"),
        {"ids": list(row_ids), "years": list(years), "position": position},
    )
