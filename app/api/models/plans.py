"""A training plan that nobody has published yet, as it is drafted."""

from typing import Annotated

from pydantic import Field

from app.api.models.shapes import NO_NUL, Day, Submission
from app.policy.criteria import EXACT_KEYS, Key
from app.policy.facts import Criterion
from app.policy.spelling import folded

COURSES_MAX = 500
GROUPS_MAX = 50
CRITERIA_MAX = 20
VALUES_MAX = 5_000
FeedId = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]
Text = Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]


class DraftCourse(Submission):
    """A course of a draft; ``gate`` when it unlocks the linked assessment."""

    course_id: FeedId
    gate: bool = False


class DraftCriterion(Submission):
    """One condition of a criteria group: any of the values fits."""

    key: Key
    values: Annotated[list[Text], Field(min_length=1, max_length=VALUES_MAX)]


class DraftPlan(Submission):
    """A plan before it is published; of its groups any fits, inside a group each condition."""

    name: Text
    apar: bool | None = None
    due_on: Day | None = None
    courses: Annotated[list[DraftCourse], Field(max_length=COURSES_MAX)]
    groups: Annotated[
        list[Annotated[list[DraftCriterion], Field(min_length=1, max_length=CRITERIA_MAX)]],
        Field(max_length=GROUPS_MAX),
    ]
    assessment_id: FeedId | None = None

    def criteria(self) -> tuple[tuple[Criterion, ...], ...]:
        """Return the groups as the engines compare them: texts folded, ids and exact ones not."""
        return tuple(tuple(_criterion(one) for one in group) for group in self.groups)


def _criterion(stated: DraftCriterion) -> Criterion:
    exact = stated.key in EXACT_KEYS
    return Criterion(stated.key, tuple(v if exact else folded(v) for v in stated.values))
