"""Terms of assessments by an authority's orders."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.plan import course
from app.store.tables.register import assessment_terms

REGISTER = assessment_terms


async def number_of(session: Reading, feed_id: str) -> int | None:
    """Return the number of an assessment by the feed's id; None for one that nobody has named."""
    found = await session.run(select(course.c.id).where(course.c.feed_id == feed_id))
    number: int | None = found.scalar_one_or_none()
    return number


async def is_taken(session: Reading, authority_id: int, assessment_id: int, year: int) -> bool:
    """Say whether the authority has terms in force for the assessment in a reporting year."""
    found = await session.run(
        select(assessment_terms.c.id).where(
            assessment_terms.c.authority_id == authority_id,
            assessment_terms.c.assessment_id == assessment_id,
            assessment_terms.c.reporting_year == year,
            assessment_terms.c.withdrawn_position.is_(None),
        )
    )
    return found.first() is not None


async def named(session: Reading, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the feed ids of the courses that they name by our numbers."""
    numbers = {row["assessment_id"] for row in found}
    held = await session.run(select(course.c.id, course.c.feed_id).where(course.c.id.in_(numbers)))
    feed_ids = {row.id: row.feed_id for row in held}
    return [{**row, "assessment_id": feed_ids[row["assessment_id"]]} for row in found]


async def mark_due(
    session: Writing, row_ids: Sequence[int], _years: Sequence[int], position: int
) -> None:
    """Have everybody decided anew whom a plan of the authority asks to pass the assessment.

    Terms name their year themselves.
    """
    await session.run(
        statement("register/due_by_assessment_terms"), {"ids": list(row_ids), "position": position}
    )
