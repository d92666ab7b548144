"""Paragraphs 2, 3(i) to 3(iii): who prescribes for whom, at which level, and who is mandated."""

from dataclasses import replace

import pytest

from app.store.database import Writing
from tests.harness.arranged import RULES
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples

PRESCRIBERS = examples(
    """
official          | plans     | outcome          | reasons
in ministry       | A+B       | met              | not_linked
in ministry       | A+B@state | no_plan          | no_plan
in ministry       | A+B A     | met              | not_linked several_plans
in ministry       | A+B C?    | met              | apar_flag_missing not_linked
in ministry       | A+B C!    | met              | not_linked not_flagged_apar
unmapped          | A+B       | met              | not_linked level_unknown
unmapped          | A+B@state | level_unresolved | level_unknown no_plan
ais in state      | A+B@state | met              | not_linked
ais in state      | A+B       | no_plan          | no_plan
ais on deputation | A+B       | met              | not_linked
ais on deputation | A+B@state | no_plan          | no_plan
ais without flag  | A+B@state | met              | not_linked no_flag
ais without flag  | A+B       | no_plan          | no_flag no_plan
ais of nowhere    | A+B@state | no_plan          | no_flag prescriber_unknown no_plan
state's own staff | A+B@state | not_mandated     | not_covered no_plan
contractual       | A+B       | not_mandated     | not_linked no_apar
outsourced        | C+D       | not_mandated     | not_linked courses_below_share no_apar
"""
)
BODIES = examples(
    """
official             | plans    | outcome      | reasons
in unchosen body     | A+B      | not_mandated | ministry_has_not_chosen no_plan
in chosen body       | A+B@body | met          | not_linked
in chosen body       | A+B      | no_plan      | no_plan
ais in unchosen body | A+B      | no_plan      | no_plan
"""
)
LEVELS = examples(
    """
official          | profile                       | level
in ministry       |                               | us
in ministry       | designation=under  SECRETARY. | us
in ministry       | designation=Joint Secretary   | js_and_above
in ministry       | designation=Head of Nothing   | -
in ministry       | batch=2010                    | us
ais on deputation | batch=2010                    | us
ais in state      | batch=2016                    | upto_9
ais in state      | batch=2015                    | above_9_upto_16
ais in state      | batch=2009                    | above_9_upto_16
ais in state      | batch=2008                    | above_16_upto_25
ais in state      | batch=2000                    | above_16_upto_25
ais in state      | batch=1999                    | 25_and_above
ais in state      | batch=2025                    | upto_9
ais in state      | batch=2026                    | -
ais without flag  | batch=2016                    | upto_9
"""
)
AT_TWENTY_FIVE = examples(
    """
official          | profile                       | level
ais in state      | batch=2001                    | above_16_upto_25
ais in state      | batch=2000                    | 25_and_above
""",
    rules=replace(RULES, at_twenty_five="25_and_above"),
)
COUNTED_AT_THE_CLOSE = examples(
    """
official          | profile                       | level
ais in state      | batch=2016                    | above_9_upto_16
ais in state      | batch=2026                    | upto_9
""",
    rules=replace(RULES, years_counted_at="closes"),
)
REACH = examples(
    """
profile                        | plans                                             | outcome
                               | A+B[designation=under_secretary]                  | met
designation= Under SECRETARY   | A+B[designation=under_secretary]                  | met
                               | A+B[designation_exact=Under_Secretary]            | met
designation=Under SECRETARY    | A+B[designation_exact=Under_Secretary]            | no_plan
                               | A+B[group=group_a]                                | met
                               | A+B[group=group_b]                                | no_plan
tags=Finance                   | A+B[tag=finance]                                  | met
tags=Finance                   | A+B[tag=finance,group=group_a]                    | met
tags=Finance                   | A+B[tag=finance,group=group_b]                    | no_plan
                               | A+B[tag=finance]                                  | no_plan
                               | A+B[user=user-0]                                  | met
                               | A+B[user=user-1]                                  | no_plan
                               | A+B[user=user-0,group=group_b]                    | no_plan
                               | A+B[rootorgid=org-1]                              | met
                               | A+B[isprofileverified=true]                       | met
profile_status=NOT-VERIFIED    | A+B[isprofileverified=true]                       | no_plan
                               | A+B[isprofileverified=maybe]                      | no_plan
batch=2010                     | A+B[batch=2010]                                   | met
                               | A+B[batch=2010]                                   | no_plan
                               | A+B[isoncentraldeputation=false]                  | met
cadre=KERALA                   | A+B[cadre=kerala]                                 | met
                               | A+B[ministryorstateid=org-1]                      | no_plan
"""
)
EXEMPTIONS = examples(
    """
exempted               | completed | outcome
2025-04-01..2026-03-31 | A         | exempt
2026-03-31..2026-03-31 | A         | exempt
2025-04-01             | A         | exempt
2025-04-01..2026-03-30 | A         | short_of_courses
2026-04-01             | A         | short_of_courses
2025-04-01..2026-03-30 | A B       | met
"""
)
WHOLE_YEAR = examples(
    """
exempted                                      | completed | outcome
2025-04-01..2026-03-31                        | A         | exempt
2025-04-01..2025-12-31 2026-01-01             | A         | exempt
2025-04-01..2025-12-30 2026-01-01             | A         | short_of_courses
2025-04-02                                    | A         | short_of_courses
2024-01-01..2026-03-30                        | A         | short_of_courses
""",
    rules=replace(RULES, exemption_covers="whole_year"),
)
ANY_DAY = examples(
    """
exempted               | completed | outcome
2025-03-01..2025-04-01 | A         | exempt
2026-03-31             | A         | exempt
2025-03-01..2025-03-31 | A         | short_of_courses
2026-04-01             | A         | short_of_courses
""",
    rules=replace(RULES, exemption_covers="any_day"),
)
RETIRED = examples(
    """
retired    | completed | outcome          | reasons
2026-03-31 | A         | exempt           | not_linked courses_below_share retired_by_order
2025-04-02 | A         | exempt           | not_linked courses_below_share retired_by_order
2026-04-01 | A         | short_of_courses | not_linked courses_below_share
""",
    rules=replace(RULES, exemption_covers="whole_year"),
)
RETIRED_AS_OTHERS = examples(
    """
retired    | exempted               | completed | outcome
2026-01-01 |                        | A         | short_of_courses
2026-01-01 | 2025-04-01..2025-12-31 | A         | exempt
2025-04-01 |                        | A         | exempt
""",
    rules=replace(RULES, exemption_covers="whole_year", retirement="as_other_exemptions"),
)
ALL = (
    PRESCRIBERS
    + BODIES
    + LEVELS
    + AT_TWENTY_FIVE
    + COUNTED_AT_THE_CLOSE
    + REACH
    + EXEMPTIONS
    + WHOLE_YEAR
    + ANY_DAY
    + RETIRED
    + RETIRED_AS_OTHERS
)


@pytest.mark.parametrize("example", ALL, ids=lambda each: " ".join(each.words.values()))
async def test_officials(undone: Writing, example: Example) -> None:
    """Prescriber, level, reach and exemptions come out of both engines as the tables say."""
    said = await both_engines(undone, example)

    assert said == [expected(example)] * 2
