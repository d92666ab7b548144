"""An authority's completions of a year that were much faster than their courses last."""

from dataclasses import dataclass
from datetime import datetime

from app.policy.rules.ruleset import Ruleset
from app.store.database import Reading
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class FastCompletion:
    """A completed course, from the enrolment to the completion; its duration in seconds."""

    course_id: str
    name: str
    enrolled_at: datetime
    completed_at: datetime
    duration_seconds: int


@dataclass(frozen=True, slots=True)
class Official:
    """An official with such completions, in the order of the courses' feed ids."""

    official_id: int
    completions: tuple[FastCompletion, ...]


async def page(
    session: Reading, rules: Ruleset, authority_id: int, after: int, limit: int
) -> list[Official]:
    """Return up to ``limit`` such officials of an authority that follow an official."""
    found = await session.run(
        statement("read/fast_completions"),
        {
            "year": rules.year.start,
            "authority_id": authority_id,
            "numerator": rules.fast_numerator,
            "denominator": rules.fast_denominator,
            "after": after,
            "limit": limit,
        },
    )
    return [
        Official(
            row.official_id,
            tuple(
                FastCompletion(*one)
                for one in zip(
                    row.feed_ids,
                    row.names,
                    row.enrolled,
                    row.completed,
                    row.durations,
                    strict=True,
                )
            ),
        )
        for row in found
    ]
