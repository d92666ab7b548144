"""A plan that changes late: what a year's plan was at its end stays that year's plan."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.policy import mandate
from app.services.mandate import outcomes
from app.store import positions
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.feed import plans
from app.store.feed.plans import StatedPlan
from app.store.mandate import official_facts
from tests.harness.arranged import (
    NOW,
    RULES,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    evaluate,
    official_id,
    rows,
    take_staff,
)
from tests.harness.published import decide_and_publish

HELD = "SELECT plan_ids, outcome, prescribed FROM evaluation"
DUE = "SELECT official_id FROM evaluation_due"
LINKED = "SELECT course.feed_id FROM training_plan LEFT JOIN course ON course.id = assessment_id"
JUST_BEFORE = YEAR.closes - timedelta(microseconds=1)


@pytest.fixture
async def plan(undone: Writing) -> StatedPlan:
    """A plan with an assessment, and one official whom it reaches."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    stated = a_plan(number, assessment="X")
    await plans.merge(undone, stated, await positions.close(undone, 1, NOW))
    return stated


async def settle(session: Writing) -> None:
    """Decide for all by what is held, and leave nobody due."""
    await evaluate(session, facts_position=await positions.last(session, "ingest"))
    await rows(session, "DELETE FROM evaluation_due RETURNING 1")


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [(YEAR.closes, "short_of_courses"), (JUST_BEFORE, "no_plan")],
    ids=["after", "before"],
)
async def test_a_plan_retired_after_its_year_counts(
    undone: Writing, plan: StatedPlan, moment: datetime, outcome: str
) -> None:
    """A plan retired once its year has closed was that year's plan; both engines say so."""
    position = await positions.close(undone, 1, moment)
    await plans.merge(undone, replace(plan, status="retired"), position)
    await evaluate(undone, facts_position=position)
    loaded = await official_facts.load(undone, await official_id(undone), RULES)

    assert loaded is not None
    pure = mandate.evaluate(loaded.facts, YEAR, RULES)
    assert await rows(undone, HELD) == [(list(pure.plan_ids), outcome, pure.prescribed)]
    assert pure.outcome == outcome


async def test_a_retired_plan_stays_retired_since_then(undone: Writing, plan: StatedPlan) -> None:
    """A plan retired within its year does not count because it is restated after it."""
    retired = replace(plan, status="retired")
    await plans.merge(undone, retired, await positions.close(undone, 1, JUST_BEFORE))
    after = await positions.close(undone, 1, YEAR.closes)
    await plans.merge(undone, replace(retired, name="Renamed"), after)
    await evaluate(undone)

    assert [outcome for _, outcome, _ in await rows(undone, HELD)] == ["no_plan"]


async def test_a_due_date_that_moves_leaves_the_old_year(undone: Writing) -> None:
    """A plan of the first generation that moves to another year stays the old year's plan too."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    due = datetime(2026, 3, 31, tzinfo=UTC)
    plan = a_plan(number, generation="v1", due_at=due)
    await plans.merge(undone, plan, await positions.close(undone, 1, NOW))
    published = await decide_and_publish(undone)
    before = await rows(undone, "SELECT * FROM evaluation")
    moved = replace(
        plan, reporting_year=2026, due_at=due.replace(year=2027), courses=(("A", False),)
    )
    became = await plans.merge(undone, moved, await positions.close(undone, 1, NOW))
    again = await decide_and_publish(undone)

    assert (became, published, again) == ("new", 1, 0)
    assert await rows(undone, "SELECT * FROM evaluation") == before


@pytest.mark.parametrize(
    "changes",
    [{"status": "retired"}, {"courses": (("A", False), ("Z", False)), "published_at": NOW}],
    ids=["retired", "changed"],
)
async def test_a_changed_plan_makes_its_officials_due(
    undone: Writing, plan: StatedPlan, changes: dict[str, object]
) -> None:
    """Whom the plan's authority prescribes for is due when a plan changes, and not before."""
    await settle(undone)
    await plans.merge(undone, plan, await positions.close(undone, 1, NOW))
    unchanged = await rows(undone, DUE)
    changed = replace(plan, **changes)  # type: ignore[arg-type]  # fields of differing types
    await plans.merge(undone, changed, await positions.close(undone, 1, NOW))

    assert unchanged == []
    assert await rows(undone, DUE) == [(await official_id(undone),)]


async def an_officer_of_a_cca(session: Writing) -> StatedPlan:
    """Take up an officer whose controlling authority has a plan for him; return the plan."""
    cca = await an_authority(session, "cca-1", "cca")
    officer = an_official(
        service="Indian Administrative Service",
        batch=2012,
        on_central_deputation=False,
        controlling_authority=" authority CCA-1",
    )
    await take_staff(session, await an_authority(session, "org-2"), officer)
    stated = a_plan(cca)
    await plans.merge(session, stated, await positions.close(session, 1, NOW))
    return stated


async def test_a_controlling_authoritys_plan_makes_its_officers_due(undone: Writing) -> None:
    """Who serves elsewhere is due as well when the plan of his controlling authority changes."""
    plan = await an_officer_of_a_cca(undone)
    await settle(undone)
    held = await rows(undone, "SELECT outcome FROM evaluation")
    position = await positions.close(undone, 1, NOW)
    await plans.merge(undone, replace(plan, status="retired"), position)

    assert held == [("short_of_courses",)]
    assert await rows(undone, DUE) == [(await official_id(undone),)]


@pytest.mark.parametrize("of_a_cca", [False, True])
async def test_an_explanation_between_sync_and_evaluation(
    undone: Writing, *, of_a_cca: bool
) -> None:
    """Between a plan's change and the next run the engines differ, and that is no disagreement."""
    if of_a_cca:
        plan = await an_officer_of_a_cca(undone)
    else:
        plan = a_plan(await an_authority(undone))
        await take_staff(undone, plan.authority_id, an_official())
        await plans.merge(undone, plan, await positions.close(undone, 1, NOW))
    await settle(undone)
    retired = replace(plan, status="retired")
    await plans.merge(undone, retired, await positions.close(undone, 1, NOW))
    access = Access("tests", "explain", "none", "none")
    explained = await outcomes.explain(undone, YEAR, await official_id(undone), access, NOW)

    assert explained is not None
    assert (explained.reevaluation_due, explained.evaluation.outcome) == (True, "no_plan")


async def test_a_vanished_assessment_stays_linked(undone: Writing, plan: StatedPlan) -> None:
    """An assessment that vanishes from a plan which was not published anew stays asked for."""
    became = await plans.merge(undone, replace(plan, assessment=None), 9)

    assert became == "same"
    assert await rows(undone, LINKED) == [("X",)]


async def test_a_plan_published_anew_may_drop_its_assessment(
    undone: Writing, plan: StatedPlan
) -> None:
    """A plan that is published anew asks for what it now states."""
    position = await positions.close(undone, 1, NOW)
    await plans.merge(undone, replace(plan, assessment=None, published_at=NOW), position)

    assert await rows(undone, LINKED) == [(None,)]
