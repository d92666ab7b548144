"""Training plans: a changed plan is a new version, and no denominator shrinks in silence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.policy.facts import Criterion
from app.store.database import Writing
from app.store.feed import plans
from app.store.feed.plans import StatedPlan
from tests.harness.arranged import YEAR, a_plan, an_authority, rows

OF_PLAN = "FROM course JOIN prescribed_course ON course_id = course.id ORDER BY feed_id"
COURSES = f"SELECT feed_id {OF_PLAN}"
MARKED = f"SELECT feed_id, vanished {OF_PLAN}"
SINCE = f"SELECT feed_id, listed_since {OF_PLAN}"
VERSIONS = "SELECT version, learned_position FROM training_plan_history ORDER BY version"
AGAIN = datetime(2025, 8, 1, tzinfo=UTC)
GROUPS = (
    (Criterion("designation", ("director", "us")), Criterion("tag", ("finance",))),
    (Criterion("user", ("user-7",)),),
)


@pytest.fixture
async def plan(undone: Writing) -> StatedPlan:
    """A plan of courses A, B and C that is held at position 1."""
    stated = a_plan(await an_authority(undone), "A", "B", "C", groups=GROUPS)
    assert await plans.merge(undone, stated, 1) == "new"
    return stated


def without_c(plan: StatedPlan) -> StatedPlan:
    """Return the plan as a feed shows it from which course C has vanished."""
    return replace(plan, courses=plan.courses[:2])


async def test_a_second_run_changes_nothing(undone: Writing, plan: StatedPlan) -> None:
    """The same plan stated again is the same version."""
    assert await plans.merge(undone, plan, 2) == "same"
    assert await rows(undone, VERSIONS) == [(1, 1)]


async def test_a_changed_plan_is_a_new_version(undone: Writing, plan: StatedPlan) -> None:
    """What a plan stated before stays in its history, at the position where it was learned."""
    assert await plans.merge(undone, replace(plan, name="Renamed"), 2) == "changed"
    assert await rows(undone, VERSIONS) == [(1, 1), (2, 2)]
    assert await rows(undone, "SELECT version, name FROM training_plan") == [(2, "Renamed")]


async def test_a_vanished_course_stays_prescribed(undone: Writing, plan: StatedPlan) -> None:
    """A course that vanishes from a plan which was not published anew stays, and is marked."""
    first = await plans.merge(undone, without_c(plan), 2)
    second = await plans.merge(undone, without_c(plan), 3)

    assert (first, second) == ("changed", "same")
    assert await rows(undone, MARKED) == [("A", False), ("B", False), ("C", True)]


@pytest.mark.parametrize("shown_again", [None, AGAIN])
async def test_a_course_that_is_shown_again_has_not_vanished(
    undone: Writing, plan: StatedPlan, shown_again: datetime | None
) -> None:
    """The mark goes with what it marks, whether the plan is published anew or not."""
    await plans.merge(undone, without_c(plan), 2)
    await plans.merge(undone, replace(plan, published_at=shown_again or plan.published_at), 3)

    assert await rows(undone, MARKED) == [("A", False), ("B", False), ("C", False)]


async def test_since_when_a_plan_asks_for_a_course(undone: Writing, plan: StatedPlan) -> None:
    """A course is asked for since the first publication that listed it."""
    joined = replace(plan, courses=(("A", False), ("D", False)), published_at=AGAIN)
    await plans.merge(undone, joined, 2)

    assert await rows(undone, SINCE) == [("A", plan.published_at), ("D", AGAIN)]


async def test_a_republished_plan_may_shrink(undone: Writing, plan: StatedPlan) -> None:
    """A plan published anew prescribes what it now states."""
    shrunk = replace(without_c(plan), published_at=AGAIN)

    assert await plans.merge(undone, shrunk, 2) == "changed"
    assert await rows(undone, COURSES) == [("A",), ("B",)]


async def test_a_course_vanishes_while_another_joins(undone: Writing, plan: StatedPlan) -> None:
    """A new course joins those that vanished; nothing is lost on later runs either."""
    joined = replace(without_c(plan), courses=(("A", False), ("B", False), ("D", True)))
    first = await plans.merge(undone, joined, 2)
    second = await plans.merge(undone, joined, 3)

    assert (first, second) == ("changed", "same")
    assert await rows(undone, COURSES) == [("A",), ("B",), ("C",), ("D",)]


@pytest.mark.usefixtures("plan")
async def test_groups_and_criteria_are_held_as_stated(undone: Writing) -> None:
    """Each group's criteria are held in their order, with their values."""
    held = await rows(
        undone, 'SELECT group_no, key, "values" FROM plan_criterion ORDER BY group_no, criterion_no'
    )

    assert held == [
        (0, "designation", ["director", "us"]),
        (0, "tag", ["finance"]),
        (1, "user", ["user-7"]),
    ]


async def test_generations_do_not_share_ids(undone: Writing, plan: StatedPlan) -> None:
    """The same feed id in another generation is another plan."""
    assert await plans.merge(undone, replace(plan, generation="v1"), 2) == "new"
    assert await plans.count_live(undone, YEAR.start) == 2


async def test_a_retired_plan_is_not_live(undone: Writing, plan: StatedPlan) -> None:
    """A plan that is retired is held, and counts as live no longer."""
    await plans.merge(undone, replace(plan, status="retired"), 2)

    assert await plans.count_live(undone, YEAR.start) == 0


async def test_courses_are_named_once(undone: Writing) -> None:
    """The catalogue's courses count when they are new or changed, and only then."""
    course = {"feed_id": "A", "name": "A", "category": "Course", "status": "Live"}
    named = course | {"duration_seconds": 3600}
    first = await plans.name_courses(undone, [named, named])
    again = await plans.name_courses(undone, [named])
    changed = await plans.name_courses(undone, [named | {"status": "Retired"}])

    assert (first, again, changed) == (1, 0, 1)


async def test_a_mention_does_not_unname(undone: Writing) -> None:
    """A plan that mentions a course which the catalogue has named leaves its name."""
    course = {"feed_id": "A", "name": "A course", "category": "Course", "status": "Live"}
    await plans.name_courses(undone, [course | {"duration_seconds": None}])
    await plans.mention_courses(undone, ["A"])

    assert await rows(undone, "SELECT name FROM course") == [("A course",)]
