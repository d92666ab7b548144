"""What would be is what is, once it is done: a question writes nothing and differs in nothing."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from app.policy.rulebook import Rulebook
from app.policy.rules import overrides
from app.policy.rules.overrides import Overriding
from app.policy.rules.ruleset import Ruleset
from app.store import authorities
from app.store.database import Writing
from app.store.feed import plans
from app.store.mandate import what_if
from app.store.mandate.what_if import Compared, Plans, ProposedPlan
from tests.harness.arranged import EVERYBODY, RULES, YEAR, a_plan, evaluate
from tests.services.small_world import ORDER, World, held, small_world
from tests.services.test_due_marks import (
    Change,
    a_body,
    a_declaration,
    a_move,
    an_equivalence,
    an_exemption,
)

LIVED = (an_exemption, a_declaration, an_equivalence, a_move)


def under(rule_id: str, value: Any) -> Ruleset:
    """Return the year's rules with another value for one of them."""
    return overrides.override(RULES, [Overriding(rule_id, value, ORDER)])


async def lived_in(session: Writing, *more: Change) -> World:
    """Return the world after registers have something in force, and a move."""
    world = await small_world(session)
    for change in (*LIVED, *more):
        await anext(change(session, world))
    await evaluate(session)
    return world


async def asked(session: Writing, book: Rulebook, supposed: Plans) -> Compared:
    """Ask over all authorities, with room for everybody who flips."""
    everywhere = [each.id for each in await authorities.every(session)]
    return await what_if.compare(
        session,
        year=YEAR,
        rulebook=book,
        plans=supposed,
        authority_ids=everywhere,
        after=(0, 0),
        room=100,
    )


async def agrees(session: Writing, told: Compared, before: list[tuple[Any, ...]]) -> bool:
    """Hold what was told against the outcomes that stand now; say whether any differs."""
    now = {row[0]: row for row in (await held(session))[0]}
    was = {row[0]: row for row in before}
    flipped = {who for who in now if now[who][4] != was[who][4]}
    assert {one.official_id for one in told.flips} == flipped
    for one in told.flips:
        after = one.after
        found = (after.outcome, after.prescribed, after.required, after.completed)
        assert found == now[one.official_id][4:8]
    counted: Counter[tuple[Any, Any]] = Counter()
    for count in told.counts:
        counted[count.before, count.after] += count.officials
    assert counted == Counter((was[who][4], now[who][4]) for who in now)
    return any(now[who][4:8] != was[who][4:8] for who in now)


@pytest.mark.parametrize(
    ("whose", "rules"),
    [
        (None, under("year.transfer", "union")),
        ("there", under("year.transfer", "longest")),
        ("here", under("scope.employment_without_apar", [])),
        ("cca", under("plans.apar_flag_required", value=False)),
        (None, replace(RULES, share_numerator=1, share_denominator=1)),
    ],
)
async def test_other_rules(undone: Writing, whose: str | None, rules: Ruleset) -> None:
    """Under other rules, everybody's or one authority's, the question and the run say the same."""
    world = await lived_in(undone, a_body)
    book = Rulebook(rules) if whose is None else Rulebook(RULES, {getattr(world, whose): rules})
    before = (await held(undone))[0]
    told = await asked(undone, book, Plans())
    assert (await held(undone))[0] == before
    await evaluate(undone, rulebook=book)

    assert await agrees(undone, told, before)


async def test_another_plan(undone: Writing) -> None:
    """A plan in the place of another is told as it comes out once it is published instead."""
    world = await lived_in(undone)
    before = (await held(undone))[0]
    await plans.mention_courses(undone, ["H"])
    numbers = await what_if.courses(undone, ["A", "H", "X"])
    taken = next(row[10][0] for row in before if row[2] == world.there and row[10])
    proposed = ProposedPlan(
        authority_id=world.there,
        name="Proposed",
        apar=True,
        due_at=None,
        groups=EVERYBODY,
        courses=((numbers["A"], False), (numbers["H"], False)),
        assessment_id=numbers["X"],
    )
    told = await asked(undone, Rulebook(RULES), Plans((taken,), (proposed,)))
    plan = a_plan(world.there, "A", "H", assessment="X", published_at=None)
    await plans.merge(undone, plan, 1)
    await evaluate(undone)

    assert await agrees(undone, told, before)
