"""Paragraph 4: the mandated assessment is passed during the reporting year."""

from dataclasses import replace

import pytest

from app.store.database import Writing
from tests.harness.arranged import RULES
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples

BEST = examples(
    """
plans     | results                             | assessment      | outcome
A         |                                     | not_linked      | met
A/X       |                                     | pending         | assessment_pending
A/X       | X:passed                            | passed          | met
A/X       | X:passed@undated                    | passed          | met
A/X       | X:failed                            | failed          | assessment_failed
A/X       | X:failed X:passed@autumn            | passed          | met
A/X       | X:passed X:failed@autumn            | passed          | met
A/X       | X:not_established@undated           | not_established | not_established
A/X       | X:not_established@undated X:failed  | failed          | assessment_failed
A/X       | X:passed@before-year                | pending         | assessment_pending
A/X       | X:passed@after-year                 | pending         | assessment_pending
A/X       | X:passed@last-moment                | passed          | met
A/X       | Y:passed                            | pending         | assessment_pending
A/X B/Y   | X:passed                            | pending         | assessment_pending
A/X B/Y   | X:passed Y:passed                   | passed          | met
A/X B/Y   | X:failed                            | failed          | assessment_failed
A/X B/Y   | X:not_established                   | not_established | not_established
A/X B/Y?  | X:passed                            | passed          | met
"""
)
LATEST = examples(
    """
plans     | results                             | assessment      | outcome
A/X       | X:failed X:passed@autumn            | passed          | met
A/X       | X:passed X:failed@autumn            | failed          | assessment_failed
A/X       | X:failed X:passed                   | passed          | met
A/X       | X:passed@undated X:failed           | failed          | assessment_failed
""",
    rules=replace(RULES, assessment_attempt="latest"),
)
LATEST_BY_CUT_OFF = examples(
    """
plans     | cut-off | results                              | assessment | outcome
A/X       | X=60    | X:failed=70 X:passed@autumn=50       | failed     | assessment_failed
A/X       | X=60    | X:passed=50 X:failed@autumn=70       | passed     | met
A/X       | X=60    | X:passed=90 X:certified@autumn=10    | passed     | met
A/X       | X=60    | X:certified=10 X:passed@autumn=50    | failed     | assessment_failed
""",
    rules=replace(RULES, assessment_attempt="latest"),
)
BEST_BY_CUT_OFF = examples(
    """
plans     | cut-off       | results                           | assessment      | outcome
A/X       | X=60          | X:passed=50 X:failed@autumn=70    | passed          | met
A/X       | X=60          | X:certified=10 X:passed@autumn=50 | passed          | met
A/X       | X=60          | X:not_established@undated         | not_established | not_established
A/X       | X=0           | X:failed=0                        | passed          | met
A/X       | X=100         | X:passed=99.99                    | failed          | assessment_failed
A/X       | X=            | X:passed=10                       | passed          | met
A/X B/Y   | X=60          | X:passed=70 Y:passed=10           | passed          | met
A/X B/Y   | X=60 Y=20     | X:passed=70 Y:passed=10           | failed          | assessment_failed
A/X       | X=60          | X:passed@before-year=70           | pending         | assessment_pending
A/X?      | X=60          | X:passed=10                       | not_linked      | no_plan
"""
)
NOT_REQUIRED = examples(
    """
plans     | results                             | assessment      | outcome
A/X       | X:failed                            | failed          | met
A/X       |                                     | pending         | met
""",
    rules=replace(RULES, assessment_required=False),
)

UNLINKED = examples(
    """
plans                   | assessment | outcome            | reasons
A                       | not_linked | met                | not_linked
A B/X[tag=finance]      | not_linked | met                | not_yet
A B/X?[tag=finance]     | not_linked | met                | not_linked
A B/X![tag=finance]     | not_linked | met                | not_linked
A B/X@state             | not_linked | met                | not_linked
A C B/X[tag=finance]    | not_linked | met                | not_yet several_plans
A/X B/Y[tag=finance]    | pending    | assessment_pending |
A@state B/X[tag=f]      | not_linked | no_plan            | no_plan
""",
)

UNLINKED_WITHOUT_FLAGS = examples(
    """
plans                   | assessment | outcome            | reasons
A                       | not_linked | met                | not_linked
A B/X?[tag=finance]     | not_linked | met                | not_yet
A B/X![tag=finance]     | not_linked | met                | not_yet
""",
    rules=replace(RULES, apar_flag_required=False),
)


def _words(example: Example) -> str:
    return " ".join(example.words.values())


@pytest.mark.parametrize("example", BEST + BEST_BY_CUT_OFF, ids=_words)
async def test_assessments(undone: Writing, example: Example) -> None:
    """The best attempt within the year decides, and the worst of several assessments."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2


@pytest.mark.parametrize("example", LATEST + LATEST_BY_CUT_OFF, ids=_words)
async def test_the_latest_attempt(undone: Writing, example: Example) -> None:
    """Where the rules take the latest attempt, that one decides; one without a date comes last."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2


@pytest.mark.parametrize("example", UNLINKED + UNLINKED_WITHOUT_FLAGS, ids=_words)
async def test_levels_without_an_assessment_yet(undone: Writing, example: Example) -> None:
    """An assessment of the prescriber's for others alone is told apart from none at all."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2


@pytest.mark.parametrize("example", NOT_REQUIRED, ids=_words)
async def test_assessments_that_are_not_required(undone: Writing, example: Example) -> None:
    """Where the rules require no assessment, its state is said and decides nothing."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2
