"""Where officials stood decides: whoever it concerns is due, so that runs of a few miss nobody."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from app.policy.reporting_year import ReportingYear
from app.store import authorities, positions
from app.store.apar import publishing
from app.store.database import Writing
from app.store.feed import officials, plans
from app.store.mandate import official_facts
from app.store.registers import levels
from app.store.tables.register import autonomous_body, designation_level, no_mdo_declaration
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

ORDER = {"order_number": "1", "ordered_on": date(2025, 4, 1), "ordered_by": "Secretary"}
COVERING = (
    "SELECT valid_from, valid_to FROM posting"
    " WHERE valid_to IS NULL OR valid_to >= valid_from ORDER BY 1"
)
EVERY_POSITION = 2**62


async def decide_for_all(session: Writing) -> None:
    """Decide for everybody, and leave nobody due."""
    await evaluate(session)
    read = {one.id: EVERY_POSITION for one in await authorities.every(session)}
    await publishing.clear_due(session, YEAR, read, await positions.last(session, "ingest"))


async def left_over(session: Writing) -> tuple[int, int]:
    """Return how many outcomes a run over those due changes, and a full run after it."""
    due = await evaluate(session, only_due=True)
    return due.changed, (await evaluate(session)).changed


async def moved_after_the_year(session: Writing, **values: Any) -> int:
    """Take up an official who moved in April 2026, decided for; return where he stood before."""
    before, now = await an_authority(session), await an_authority(session, "org-2")
    await take_staff(session, before, an_official())
    await plans.merge(session, a_plan(before), 1)
    await take_staff(session, now, an_official(joined_on=date(2026, 4, 15), **values))
    await decide_for_all(session)
    return before


async def test_a_plan_of_where_he_stood_makes_him_due(undone: Writing) -> None:
    """A changed plan concerns those whom it held on the year's last day, wherever they are now."""
    before = await moved_after_the_year(undone)
    changed = a_plan(before, *"ABCDEF", published_at=datetime(2025, 6, 1, tzinfo=UTC))
    await plans.merge(undone, changed, await positions.close(undone, 1, NOW))

    assert await left_over(undone) == (1, 0)


async def test_a_level_of_where_he_stood_makes_him_due(undone: Writing) -> None:
    """So does the level of the designation that he bore then."""
    before = await moved_after_the_year(undone, designation="Director")
    position = await positions.close(undone, 1, NOW)
    entered = await undone.run(
        insert(designation_level)
        .values(
            authority_id=before,
            designation_key="under secretary",
            level="mts",
            learned_position=position,
            **ORDER,
        )
        .returning(designation_level.c.id)
    )
    await levels.mark_due(undone, [entered.scalar_one()], [YEAR.start], position)

    assert await left_over(undone) == (1, 0)


async def test_a_plan_of_the_cca_makes_the_declared_due(undone: Writing) -> None:
    """Who is declared to work with no MDO is due when his CCA's plan changes."""
    ministry = await an_authority(undone)
    cca = await an_authority(undone, "cca-1", "cca")
    await take_staff(undone, ministry, an_official(batch=2016))
    await undone.run(
        insert(no_mdo_declaration).values(
            official_id=await official_id(undone),
            authority_id=ministry,
            controlling_authority_id=cca,
            valid_from=YEAR.first_day,
            learned_position=1,
            **ORDER,
        )
    )
    await decide_for_all(undone)
    await plans.merge(undone, a_plan(cca, "P", "Q"), await positions.close(undone, 1, NOW))

    assert await left_over(undone) == (1, 0)


async def test_a_move_learned_late_makes_him_due_for_the_year_it_touches(undone: Writing) -> None:
    """A move on 20 March that is learned with the next year's load changes the year before."""
    before, now = await an_authority(undone), await an_authority(undone, "org-2")
    await take_staff(undone, before, an_official())
    await plans.merge(undone, a_plan(before), 1)
    await decide_for_all(undone)
    position = await positions.close(undone, 1, NOW)
    await officials.merge(
        undone,
        authority_id=now,
        year=ReportingYear(2026).start,
        load_id=position,
        position=position,
        rows=[an_official(joined_on=date(2026, 3, 20))],
    )

    assert await left_over(undone) == (1, 0)


async def test_a_corrected_joining_day_leaves_one_posting_a_day(undone: Writing) -> None:
    """A joining day corrected to an earlier one, then a move: each day is covered once."""
    ministry, other = await an_authority(undone), await an_authority(undone, "org-2")
    for joined in (date(2025, 6, 1), date(2025, 5, 1)):
        await take_staff(undone, ministry, an_official(joined_on=joined))
    await take_staff(undone, other, an_official(joined_on=date(2026, 4, 10)))
    loaded = await official_facts.load(undone, await official_id(undone), RULES)

    assert loaded is not None
    assert loaded.facts.profile.earlier_posting
    assert await rows(undone, COVERING) == [
        (date(2025, 5, 1), date(2026, 4, 9)),
        (date(2026, 4, 10), None),
    ]


async def test_a_joining_day_corrected_back_opens_its_posting_again(undone: Writing) -> None:
    """A posting that is stated again covers its days again."""
    ministry = await an_authority(undone)
    for month in (6, 7, 6, 6):
        await take_staff(undone, ministry, an_official(joined_on=date(2025, month, 1)))

    assert await rows(undone, COVERING) == [(date(2025, 6, 1), None)]


async def test_a_posting_that_arrives_places_who_had_none(undone: Writing) -> None:
    """Who came after the year is decided once an earlier day is learned, and only he."""
    ministry = await an_authority(undone)
    await plans.merge(undone, a_plan(ministry), 1)
    after = date(2026, 4, 1)
    await take_staff(undone, ministry, an_official(joined_on=after), an_official("user-2"))
    await decide_for_all(undone)
    told = "SELECT outcome, reasons FROM evaluation ORDER BY outcome"
    before = await rows(undone, told)
    await take_staff(
        undone, ministry, an_official(joined_on=date(2026, 3, 31)), an_official("user-2")
    )

    assert before[0] == ("not_established", ["place_unknown"])
    assert await rows(undone, "SELECT official_id FROM evaluation_due") == [
        (await official_id(undone),)
    ]
    assert await left_over(undone) == (1, 0)
    assert [outcome for outcome, _ in await rows(undone, told)] == ["short_of_courses"] * 2


async def test_who_came_and_moved_after_the_year_has_no_place_in_it(undone: Writing) -> None:
    """Two postings, both begun after the year's last day: neither is one of the year."""
    first, second = await an_authority(undone), await an_authority(undone, "org-2")
    await plans.merge(undone, a_plan(second), 1)
    await take_staff(undone, first, an_official(joined_on=date(2026, 4, 1)))
    await take_staff(undone, second, an_official(joined_on=date(2026, 5, 1)))
    await evaluate(undone)
    loaded = await official_facts.load(undone, await official_id(undone), RULES)

    assert loaded is not None
    assert loaded.facts.profile.unplaced
    assert loaded.facts.came_on is None
    assert await rows(undone, "SELECT outcome, prescribed FROM evaluation") == [
        ("not_established", 0)
    ]


async def test_what_rules_are_named_by_is_loaded(undone: Writing) -> None:
    """A transfer, a body, a plan retired after the year and a retired course are told as such."""
    first, second = await an_authority(undone), await an_authority(undone, "org-2")
    await take_staff(undone, first, an_official())
    await take_staff(undone, second, an_official(joined_on=date(2025, 12, 1)))
    await plans.merge(undone, a_plan(second, "A", "B"), 1)
    named = {"feed_id": "B", "name": "B", "category": "Course", "duration_seconds": 600}
    await plans.name_courses(undone, [named | {"status": "Retired"}])
    after = await positions.close(undone, 1, datetime(2026, 4, 2, tzinfo=UTC))
    await plans.merge(undone, a_plan(second, "A", "B", status="retired"), after)
    body = {"authority_id": second, "ministry_id": first, "kind": "autonomous_body"}
    chosen = {"mandated_from": YEAR.first_day, "learned_position": after}
    await undone.run(insert(autonomous_body).values(**body, **chosen, **ORDER))
    loaded = await official_facts.load(undone, await official_id(undone), RULES)

    assert loaded is not None
    facts = loaded.facts
    assert (facts.transferred, facts.profile.in_body, facts.profile.body_without_choice) == (
        True,
        True,
        False,
    )
    assert [plan.retired for plan in facts.plans] == [True]
    assert [course.retired for course in facts.plans[0].courses] == [False, True]
