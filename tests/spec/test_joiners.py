"""Rules `year.joiner` and `year.unplaced`: who joined within the year, and who joined after it."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.policy.reporting_year import IST
from app.store.database import Writing
from tests.harness.arranged import RULES
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples

OF_THE_YEAR = examples(
    """
official          | joined     | results  | plans            | of    | level | outcome
in ministry       | 2025-04-01 |          | A+B+C+D          | 2/2/4 | us    | met
in ministry       | 2026-03-31 |          | A+B+C            | 2/2/3 | us    | met
in ministry       | 2026-03-31 |          | A+B+C+D+E        | 2/3/5 | us    | short_of_courses
ais on deputation | 2026-03-31 |          | A+B C+D@state    | 2/1/2 | us    | met
in ministry       | 2026-04-01 | X:passed | A+B/X            | 0/0/0 | -     | not_established
in ministry       | 2027-01-01 | X:failed | A+B/X            | 0/0/0 | -     | not_established
ais in state      | 2026-04-01 |          | A+B@state C+D    | 0/0/0 | -     | not_established
ais without flag  | 2026-04-01 |          | A+B@state        | 0/0/0 | -     | not_established
ais declared      | 2026-04-01 |          | A+B C+D@state    | 0/0/0 | -     | not_established
in unchosen body  | 2026-04-01 |          | A+B              | 0/0/0 | -     | not_established
in ministry       | 2026-04-01 |          | A+B[user=user-0] | 0/0/0 | -     | not_established
"""
)
NAMED = examples(
    """
official          | joined     | plans            | of    | level | outcome
in ministry       | 2026-04-01 | A+B[user=user-0] | 2/1/2 | us    | met
state's own staff | 2026-04-01 | A+B@state        | 0/0/0 | us    | not_mandated
""",
    rules=replace(RULES, unplaced="present_place"),
)
AS_OF_JUNE = examples(
    """
official    | joined     | plans | completed      | of    | level | outcome
in ministry | 2025-06-15 | A+B   | A@first-moment | 1/1/2 | us    | met
in ministry | 2025-06-16 | A+B   | A@first-moment | 0/0/0 | -     | not_established
""",
    as_of=datetime(2025, 6, 15, 23, 59, tzinfo=IST),
)


@pytest.mark.parametrize(
    "example", OF_THE_YEAR + NAMED + AS_OF_JUNE, ids=lambda each: " ".join(each.words.values())
)
async def test_joiners(undone: Writing, example: Example) -> None:
    """On the last day he owes the whole share; after it nothing is decided, by both engines."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2
