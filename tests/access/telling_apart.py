"""Whether one of two can be told from the other by the time it takes: a sequential sign test.

Pairs are asked in turn; of each it is asked whether one side took longer by more than a twentieth.
Of two whose medians are nearer than that, either does in half of the pairs at most; what is looked
for is a side that does in four of five. Wald's test between the two (Sequential Tests of
Statistical Hypotheses, 1945) asks as many pairs as it needs, ten or twenty. A busy machine blurs
what it sees, and never makes one of two alike the longer one.
"""

from collections.abc import AsyncIterable
from math import log
from typing import Literal

# What is too little to be told: one question more to the database is a tenth of most answers, or
# more; that a row is found at all, before it is hidden, is a fiftieth of the longest.
MARGIN = 0.05
# In what share of the pairs a side is longer by more than that, for it to be told.
SIDED = 0.8
# How often two that are alike are called apart, and two that are apart are called alike.
FALSE_ALARM, MISSED = 1e-6, 1e-3
# What has come to nothing by then is called by where it leans.
PAIRS_AT_MOST = 400

Verdict = Literal["alike", "apart"]
Pair = tuple[float, float]
_LONGER, _OTHERWISE = log(SIDED / 0.5), log((1 - SIDED) / 0.5)
_APART, _ALIKE = log((1 - MISSED) / FALSE_ALARM), log(MISSED / (1 - FALSE_ALARM))


async def told(pairs: AsyncIterable[Pair]) -> Verdict:
    """Say what pairs of times come to, which follow one another without an end."""
    first = second = 0.0
    asked = 0
    async for one, other in pairs:
        asked += 1
        first += _LONGER if one > other * (1 + MARGIN) else _OTHERWISE
        second += _LONGER if other > one * (1 + MARGIN) else _OTHERWISE
        leaning = max(first, second)
        if leaning >= _APART or leaning <= _ALIKE or asked == PAIRS_AT_MOST:
            return "apart" if leaning > 0 else "alike"
    raise ValueError("pairs ended before they came to anything")
