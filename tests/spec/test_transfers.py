"""Paragraph 3(iv), "is serving in": by which posting of the year an official is decided."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.policy.reporting_year import IST
from app.store.database import Writing
from tests.harness.arranged import RULES
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples

LONGEST = examples(
    """
official          | before            | since      | plans         | of    | level
ais on deputation | ais in state      | 2025-04-01 | A+B C+D@state | 2/1/2 | us
ais on deputation | ais in state      | 2025-09-30 | A+B C+D@state | 2/1/2 | us
ais on deputation | ais in state      | 2025-10-01 | A+B C+D@state | 0/1/2 | above_9_upto_16
ais on deputation | ais in state      | 2026-03-31 | A+B C+D@state | 0/1/2 | above_9_upto_16
ais on deputation | ais in state      | 2026-04-01 | A+B C+D@state | 0/1/2 | above_9_upto_16
in ministry       | unmapped          | 2025-10-02 | A+B C+D@state | 2/1/2 | -
in ministry       | state's own staff | 2026-03-01 | A+B C+D@state | 0/0/0 | us
with no mdo       | in ministry       | 2026-03-01 | A+B C+D@state | 0/1/2 | -
ais in state      | ais of nowhere    | 2026-03-01 | A+B C+D@state | 0/0/0 | above_9_upto_16
""",
    rules=replace(RULES, transfer="longest"),
)
UNION = examples(
    """
official          | before            | since      | plans         | of    | level
ais on deputation | ais in state      | 2025-04-01 | A+B C+D@state | 2/1/2 | us
ais on deputation | ais in state      | 2025-04-02 | A+B C+D@state | 2/2/4 | us
ais on deputation | ais in state      | 2026-03-31 | A+B C+D@state | 2/2/4 | us
ais on deputation | ais in state      | 2026-04-01 | A+B C+D@state | 0/1/2 | above_9_upto_16
ais on deputation | ais in state      | 2026-01-01 | A+B B+C@state | 2/2/3 | us
in ministry       | state's own staff | 2026-03-01 | A+B C+D@state | 2/1/2 | us
with no mdo       | in ministry       | 2026-03-01 | A+B C+D@state | 0/1/2 | -
""",
    rules=replace(RULES, transfer="union"),
)
NAMED_BEFORE = examples(
    """
official     | before      | since      | plans                    | of    | level
ais in state | in ministry | 2026-01-01 | A+B[user=user-0] C@state | 2/2/3 | above_9_upto_16
""",
    rules=replace(RULES, transfer="union"),
)
# From 1 April to 31 August as many days as from then to 31 January.
TIED = examples(
    """
official          | before       | since      | plans         | of    | level
ais on deputation | ais in state | 2025-09-01 | A+B C+D@state | 2/1/2 | us
""",
    rules=replace(RULES, transfer="longest"),
    as_of=datetime(2026, 1, 31, 12, tzinfo=IST),
)
A_DAY_SHORT = examples(
    """
official          | before       | since      | plans         | of    | level
ais on deputation | ais in state | 2025-09-01 | A+B C+D@state | 0/1/2 | above_9_upto_16
""",
    rules=replace(RULES, transfer="longest"),
    as_of=datetime(2026, 1, 30, 12, tzinfo=IST),
)


@pytest.mark.parametrize(
    "example",
    LONGEST + UNION + NAMED_BEFORE + TIED + A_DAY_SHORT,
    ids=lambda each: " ".join(each.words.values()),
)
async def test_transfers(undone: Writing, example: Example) -> None:
    """The longest posting decides, or all together, by both engines; of two as long, the later."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2
