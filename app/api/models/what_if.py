"""What would change under other rules or plans: the question and the answer."""

from typing import Annotated

from pydantic import Field, JsonValue

from app.api.models.plans import DraftPlan
from app.api.models.shapes import Answer, Submission, YearLabel
from app.policy.outcome import Outcome

INTEGER_MAX = 2**31 - 1
PLANS_MAX = 50
RULES_MAX = 50
Number = Annotated[int, Field(ge=1, le=INTEGER_MAX)]


class SupposedPlan(DraftPlan):
    """A plan that nobody has published; it may stand in for one that is held."""

    authority_id: Number
    replaces: Number | None = None


class WhatIfRequest(Submission):
    """What is supposed: rules by id with other values, plans taken away, plans added."""

    reporting_year: YearLabel
    authority_id: Number | None = None
    rules: Annotated[dict[str, JsonValue], Field(default_factory=dict, max_length=RULES_MAX)]
    without_plans: Annotated[list[Number], Field(default_factory=list, max_length=PLANS_MAX)]
    plans: Annotated[list[SupposedPlan], Field(default_factory=list, max_length=PLANS_MAX)]


class WhatIfTransition(Answer):
    """How many officials go from one outcome to another, or stay; ``before`` null: none held."""

    before: Outcome | None
    after: Outcome
    officials: int


class WhatIfLevel(Answer):
    """The officials of one level: how many flip, and their outcomes before and after."""

    level: str | None
    officials: int
    flipped: int
    before: dict[Outcome, int]
    after: dict[Outcome, int]


class WhatIfAuthority(Answer):
    """The officials of one authority: how many flip, and their outcomes before and after."""

    authority_id: int
    officials: int
    flipped: int
    before: dict[Outcome, int]
    after: dict[Outcome, int]


class WhatIfSummary(Answer):
    """What the hypothesis comes to over everyone asked about."""

    officials: int
    flipped: int
    not_held: int
    transitions: list[WhatIfTransition]
    by_level: list[WhatIfLevel]
    by_authority: list[WhatIfAuthority]


class WhatIfStanding(Answer):
    """An outcome as it is held or would be, with the numbers behind it."""

    outcome: Outcome
    prescribed: int
    required: int
    completed: int


class WhatIfFlip(Answer):
    """An official whose outcome would be another."""

    official_id: int
    authority_id: int
    level: str | None
    before: WhatIfStanding
    after: WhatIfStanding


class WhatIfAnswer(Answer):
    """Who flips, a page at a time; the summary comes with the first page alone."""

    reporting_year: YearLabel
    authority_id: int | None
    ruleset: str
    summary: WhatIfSummary | None
    flips: list[WhatIfFlip]
    next_cursor: str | None
    unready: list[int]
