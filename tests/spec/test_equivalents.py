"""Equivalent courses: by the prescriber's order another course counts for a prescribed one."""

import pytest

from app.store.database import Writing
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples

EQUIVALENTS = examples(
    """
plans         | equivalents                  | completed        | of    | outcome
A+B+C+D       | E>B                          | A E              | 2/2/4 | met
A+B+C+D       |                              | A E              | 1/2/4 | short_of_courses
A+B+C+D       | E>B                          | A B E            | 2/2/4 | met
A+B+C+D       | E>B F>B                      | E F              | 1/2/4 | short_of_courses
A+B+C+D       | B>E                          | A E              | 1/2/4 | short_of_courses
A+B+C+D       | A>B                          | A                | 1/2/4 | short_of_courses
A+B+C+D       | E>F F>B                      | A E              | 1/2/4 | short_of_courses
A+B+C+D       | E>B@state                    | A E              | 1/2/4 | short_of_courses
A+B+C+D       | E>B[2025-09-01..2025-09-01]  | A E              | 2/2/4 | met
A+B+C+D       | E>B[2025-09-02]              | A E              | 1/2/4 | short_of_courses
A+B+C+D       | E>B[2025-04-01..2025-08-31]  | A E              | 1/2/4 | short_of_courses
A+B+C+D       | E>B[2025-04-01..2025-08-31]  | A E@autumn       | 1/2/4 | short_of_courses
A+B+C+D       | E>B[2026-03-31..2026-03-31]  | A E@last-moment  | 2/2/4 | met
A+B+C+D       | E>B                          | A E@after-year   | 1/2/4 | short_of_courses
A+B+C+D       | E>B[2024-04-01]              | A E@before-year  | 1/2/4 | short_of_courses
A+B C+D!      | E>C                          | E                | 0/1/2 | short_of_courses
A+B+C+D A+E   | E>B                          | E                | 1/3/5 | short_of_courses
"""
)


@pytest.mark.parametrize("example", EQUIVALENTS, ids=lambda each: " ".join(each.words.values()))
async def test_equivalents(undone: Writing, example: Example) -> None:
    """On its days, in its direction, for a course that its authority prescribes, and once."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2
