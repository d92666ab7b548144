"""Paragraph 3(v): at least half of the year's prescribed courses, within the year."""

import pytest

from app.store.database import Writing
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples

COURSES = examples(
    """
plans              | completed                     | of    | outcome
A+B+C+D            | A B                           | 2/2/4 | met
A+B+C+D            | A                             | 1/2/4 | short_of_courses
A+B+C+D            |                               | 0/2/4 | short_of_courses
A+B+C              | A B                           | 2/2/3 | met
A+B+C              | A                             | 1/2/3 | short_of_courses
A                  | A                             | 1/1/1 | met
A+B+C+D            | A E F                         | 1/2/4 | short_of_courses
A+B+C+D            | A A@autumn                    | 1/2/4 | short_of_courses
A+B+C+D            | A@first-moment B@last-moment  | 2/2/4 | met
A+B+C+D            | A B@before-year               | 1/2/4 | short_of_courses
A+B+C+D            | A B@after-year                | 1/2/4 | short_of_courses
A+B+C+D            | A B@before-year B@last-moment | 2/2/4 | met
A+B C+D            | A C                           | 2/2/4 | met
A+B B+C            | B                             | 1/2/3 | short_of_courses
A+B B+C            | A B                           | 2/2/3 | met
none               |                               | 0/0/0 | no_plan
A+B C+D?           | A                             | 1/1/2 | met
A+B C+D!           | C D                           | 0/1/2 | short_of_courses
A+B?               | A B                           | 0/0/0 | no_plan
A+B@state          | A B                           | 0/0/0 | no_plan
"""
)


@pytest.mark.parametrize("example", COURSES, ids=lambda each: " ".join(each.words.values()))
async def test_courses(undone: Writing, example: Example) -> None:
    """Distinct prescribed courses completed in the year are held against the share, rounded up."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2
