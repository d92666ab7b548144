"""A run over those who are due ends as a run over all would: no change leaves anybody out."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from app.policy.body import BodyOrdered
from app.policy.ladder import Level
from app.policy.reporting_year import IST
from app.policy.rules.overrides import Overriding
from app.services.registers import (
    assessment_terms,
    bodies,
    declarations,
    equivalences,
    exemptions,
    levels,
    overrides,
)
from app.services.registers.assessment_terms import ASSESSMENT_TERMS, TermsOrdered
from app.services.registers.declarations import Declared
from app.services.registers.equivalences import EquivalenceOrdered
from app.services.registers.exemptions import ExemptionOrdered
from app.services.registers.levels import LevelsOrdered
from app.services.registers.overrides import OverrideOrdered
from app.store import authorities, positions
from app.store.database import Writing
from app.store.feed import facts, officials, plans
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    a_plan,
    an_official,
    official_id,
    take_completions,
    take_staff,
)
from tests.services.small_world import (
    ACCESS,
    ORDER,
    WHOLE_YEAR,
    World,
    acting_as,
    answered,
    held,
    settle,
    small_world,
    staff_here,
    staff_there,
    take_results,
)

Change = Callable[[Writing, World], AsyncIterator[None]]


async def an_exemption(session: Writing, world: World) -> AsyncIterator[None]:
    """Leave by order, then the order withdrawn."""
    who = await official_id(session, "plain")
    asked = ExemptionOrdered(who, "leave", "Leave", WHOLE_YEAR, ORDER)
    async with acting_as(session, world.here):
        row = await exemptions.record(session, world.here, asked, ACCESS, NOW)
    yield
    async with acting_as(session, world.here):
        await exemptions.EXEMPTIONS.withdraw(session, world.here, row["id"], ACCESS, NOW)
    yield


async def a_level(session: Writing, world: World) -> AsyncIterator[None]:
    """A level for a designation, another in its place, then none."""
    row: Mapping[str, Any] = {}
    for level in (Level.SO_ASO, Level.MTS):
        asked = LevelsOrdered((("Clerk", level),), ORDER)
        async with acting_as(session, world.here):
            [row] = await levels.record(session, world.here, asked, ACCESS, NOW)
        yield
    async with acting_as(session, world.here):
        await levels.LEVELS.withdraw(session, world.here, row["id"], ACCESS, NOW)
    yield


async def a_declaration(session: Writing, world: World) -> AsyncIterator[None]:
    """An officer with no MDO, then the declaration withdrawn."""
    asked = Declared(await official_id(session, "civil"), world.cca, WHOLE_YEAR, ORDER)
    async with acting_as(session, world.here):
        row = await declarations.record(session, world.here, asked, ACCESS, NOW)
    yield
    position = await positions.close(session, 1, NOW)
    await plans.merge(session, a_plan(world.cca, "F", "G", published_at=None), position)
    yield
    async with acting_as(session, world.here):
        await declarations.DECLARATIONS.withdraw(session, world.here, row["id"], ACCESS, NOW)
    yield


async def a_body(session: Writing, world: World) -> AsyncIterator[None]:
    """An autonomous body without its ministry's choice, then none."""
    asked = BodyOrdered("autonomous_body", world.here, None, None, ORDER)
    async with acting_as(session, world.there):
        row = await bodies.record(session, world.there, asked, ACCESS, NOW)
    yield
    async with acting_as(session, world.there):
        await bodies.BODIES.withdraw(session, world.there, row["id"], ACCESS, NOW)
    yield


async def an_equivalence(session: Writing, world: World) -> AsyncIterator[None]:
    """A course that counts for another by order, then no longer."""
    asked = EquivalenceOrdered("Z", "A", WHOLE_YEAR, ORDER)
    async with acting_as(session, world.there):
        row = await equivalences.record(session, world.there, asked, ACCESS, NOW)
    yield
    async with acting_as(session, world.there):
        await equivalences.EQUIVALENCES.withdraw(session, world.there, row["id"], ACCESS, NOW)
    yield


async def a_cut_off(session: Writing, world: World) -> AsyncIterator[None]:
    """A cut-off above the score that was shown, then none."""
    await take_results(session, ("plain", "X", "passed", IN_YEAR), score=55.0)
    yield
    days = (date(2025, 8, 1), date(2025, 12, 31))
    asked = TermsOrdered("X", *days, attempts_allowed=None, cut_off_percent=60.0, order=ORDER)
    async with acting_as(session, world.here):
        row = await assessment_terms.record(session, world.here, asked, ACCESS, NOW)
    yield
    async with acting_as(session, world.here):
        await ASSESSMENT_TERMS.withdraw(session, world.here, row["id"], ACCESS, NOW)
    yield


async def own_values(session: Writing, world: World) -> AsyncIterator[None]:
    """Authorities' own values for rules, then the general ones again."""
    recorded = []
    for number, rule_id, value in (
        (world.there, "year.transfer", "union"),
        (world.there, "year.transfer", "longest"),
        (world.here, "scope.employment_without_apar", []),
        (world.cca, "plans.apar_flag_required", False),
    ):
        asked = OverrideOrdered(YEAR, Overriding(rule_id, value, ORDER))
        async with acting_as(session, number):
            row = await overrides.record(session, number, asked, ACCESS, NOW)
        recorded.append((number, row["id"]))
        yield
    for number, row_id in recorded[1:]:
        async with acting_as(session, number):
            await overrides.OVERRIDES.withdraw(session, number, row_id, ACCESS, NOW)
    yield


async def staff(session: Writing, world: World) -> AsyncIterator[None]:
    """A designation changes, a colleague comes, all but one go and return."""
    await take_staff(session, world.here, *staff_here(designation="Director"))
    yield
    await take_staff(session, world.here, *staff_here(), an_official("new"))
    yield
    await take_staff(session, world.here, an_official("plain"))
    yield
    await take_staff(session, world.here, *staff_here())
    yield


async def a_move(session: Writing, world: World) -> AsyncIterator[None]:
    """An official moves to the other ministry."""
    moved = an_official("plain", joined_on=date(2025, 12, 1))
    await take_staff(session, world.there, *staff_there(), moved)
    yield


async def a_joining_day(session: Writing, world: World) -> AsyncIterator[None]:
    """A colleague who came after the year, then on its last day by a correction."""
    for joined in (date(2026, 4, 1), date(2026, 3, 31)):
        await take_staff(session, world.here, *staff_here(), an_official("new", joined_on=joined))
        yield


async def staff_of_another_year(session: Writing, world: World) -> AsyncIterator[None]:
    """A colleague is first shown by a reading for the year after."""
    position = await positions.close(session, 1, NOW)
    await officials.merge(
        session,
        authority_id=world.here,
        year=YEAR.start + 1,
        load_id=position,
        position=position,
        rows=[*staff_here(), an_official("new")],
    )
    yield


async def completions(session: Writing, _: World) -> AsyncIterator[None]:
    """A completion is learned, and corrected."""
    await take_completions(session, ("staying", "B", IN_YEAR))
    yield
    await take_completions(session, ("staying", "B", datetime(2025, 9, 2, tzinfo=IST)))
    yield


async def doubts(session: Writing, world: World) -> AsyncIterator[None]:
    """A report leaves an official in doubt, then settles him, also a report for another year."""
    for year in (YEAR.start, YEAR.start + 1):
        for users in (["staying"], []):
            position = await positions.close(session, 1, NOW)
            await facts.state_doubts(session, world.there, users, position, year)
            yield


async def results(session: Writing, _: World) -> AsyncIterator[None]:
    """An assessment is failed, passed, and failed again."""
    for day, state in ((1, "failed"), (2, "passed"), (3, "failed")):
        await take_results(session, ("plain", "X", state, datetime(2025, 12, day, tzinfo=IST)))
        yield


async def plan_changes(session: Writing, world: World) -> AsyncIterator[None]:
    """A plan grows, is no longer flagged, links an assessment, reaches one, moves, and retires."""
    plan = a_plan(world.there, "A", "B", "C", "D", "E", published_at=None)
    for changed in (
        plan,
        replace(plan, apar=False),
        replace(plan, apar=True, assessment="Y"),
        replace(plan, authority_id=world.here),
        replace(plan, status="retired"),
    ):
        await plans.merge(session, changed, await positions.close(session, 1, NOW))
        yield


async def a_plan_of_the_cca(session: Writing, world: World) -> AsyncIterator[None]:
    """A CCA's plan changes for its officers in ministries."""
    position = await positions.close(session, 1, NOW)
    await plans.merge(session, a_plan(world.cca, "F", published_at=None), position)
    yield


async def authority_changes(session: Writing, _: World) -> AsyncIterator[None]:
    """A CCA takes another name and its own again, a second of the name comes, an MDO is a CCA."""
    row = {"map_id": None, "parent_map_id": None}
    cca = {**row, "kind": "cca", "feed_id": "cca", "name": "Authority cca"}
    there = {**row, "kind": "mdo", "feed_id": "there", "name": "Authority there"}
    for changed in (
        cca | {"name": "Government of Kerala"},
        cca,
        cca | {"feed_id": "second"},
        cca | {"feed_id": "second", "name": "Another"},
        there | {"kind": "cca"},
        there,
    ):
        await authorities.merge(session, [changed])
        yield


async def a_course_renamed(session: Writing, world: World) -> AsyncIterator[None]:
    """The catalogue names a prescribed course, one that counts for another, an assessment."""
    named = {"category": "Course", "status": "Live", "duration_seconds": 600}
    asked = EquivalenceOrdered("Z", "A", WHOLE_YEAR, ORDER)
    async with acting_as(session, world.there):
        await equivalences.record(session, world.there, asked, ACCESS, NOW)
    await take_results(session, ("plain", "X", "passed", IN_YEAR))
    yield
    for course in "AZX":
        await plans.name_courses(
            session, [{**named, "feed_id": course, "name": f"Course {course}"}]
        )
        yield


CHANGES = (
    an_exemption,
    a_level,
    a_declaration,
    a_body,
    an_equivalence,
    a_cut_off,
    own_values,
    staff,
    a_move,
    a_joining_day,
    staff_of_another_year,
    completions,
    doubts,
    results,
    plan_changes,
    a_plan_of_the_cca,
    authority_changes,
    a_course_renamed,
)


@pytest.mark.parametrize("change", CHANGES, ids=[one.__name__ for one in CHANGES])
async def test_whoever_is_touched_is_due(undone: Writing, change: Change) -> None:
    """After each step of a change, deciding for those due leaves what deciding for all leaves.

    And what was decided at each step is what is answered later, as known at its position.
    """
    world = await small_world(undone)
    steps = [(await positions.close(undone, 1, NOW), await held(undone))]
    async for _ in change(undone, world):
        by_due = await settle(undone, only_due=True)
        assert by_due == await settle(undone), f"step {len(steps)}"
        steps.append((await positions.close(undone, 1, NOW), by_due))

    assert any(decided != steps[0][1] for _, decided in steps)
    for position, (outcomes, _) in steps:
        told = await answered(undone, position)
        assert {who: told.get(who) for who in told} == {
            row[0]: row[2:11] for row in outcomes if row[0] in told
        }, f"known at {position} of {[at for at, _ in steps]}"
