"""What was known of moves and of bodies: both engines tell the same of every position."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from app.policy import mandate, transfer
from app.policy.rulebook import Rulebook
from app.store import positions
from app.store.database import Writing
from app.store.feed import plans
from app.store.mandate import evaluations, official_facts
from app.store.tables.register import autonomous_body
from tests.harness.arranged import (
    NOW,
    RULES,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    official_id,
    take_staff,
)


async def told(session: Writing, mdo: int, at: int, book: Rulebook) -> dict[str, Any]:
    """Return what both engines say of the one official at a position, after holding them equal."""
    by_statement = await evaluations.answer(
        session, year=YEAR, rulebook=book, authority_ids=[mdo], known_at=at
    )
    who = await official_id(session)
    loaded = await official_facts.load(session, who, book.general, None, at)
    assert loaded is not None
    facts, rules = transfer.placed(loaded.facts, book)
    by_core = mandate.evaluate(facts, YEAR, rules)
    names = ("outcome", "prescriber_id", "prescribed", "plan_ids", "reasons")
    said = {name: getattr(by_core, name) for name in names}

    for name in names:
        held = by_statement[0][name]
        assert (tuple(held) if isinstance(held, list) else held) == said[name], name
    return said


@pytest.mark.parametrize(
    ("chosen", "before", "after"), [("current", 2, 3), ("longest", 2, 2), ("union", 2, 5)]
)
async def test_a_transfer_is_decided_as_it_was_known(
    undone: Writing, chosen: str, before: int, after: int
) -> None:
    """Until a move was learned the old place alone prescribes; then as the rule would have it."""
    first, second = await an_authority(undone, "org-1"), await an_authority(undone, "org-2")
    await plans.merge(undone, a_plan(first, "A", "B"), await positions.close(undone, 1, NOW))
    await plans.merge(undone, a_plan(second, "C", "D", "E"), await positions.close(undone, 1, NOW))
    then, _ = await take_staff(undone, first, an_official())
    later, _ = await take_staff(undone, second, an_official(joined_on=date(2025, 12, 1)))
    book = Rulebook(replace(RULES, transfer=chosen))

    assert (await told(undone, first, then, book))["prescribed"] == before
    assert (await told(undone, second, later, book))["prescribed"] == after


async def test_a_body_is_one_from_when_it_was_recorded(undone: Writing) -> None:
    """Its staff were mandated until the record was learned, and are again once it is withdrawn."""
    mdo, ministry = await an_authority(undone, "org-1"), await an_authority(undone, "org-2")
    await plans.merge(undone, a_plan(mdo), await positions.close(undone, 1, NOW))
    then, _ = await take_staff(undone, mdo, an_official())
    recorded, withdrawn = [await positions.close(undone, 1, NOW) for _ in range(2)]
    order = {"order_number": "B-1", "ordered_on": YEAR.first_day, "ordered_by": "Secretary"}
    record = {"authority_id": mdo, "ministry_id": ministry, "kind": "autonomous_body"}
    span = {"learned_position": recorded, "withdrawn_position": withdrawn}
    await undone.run(insert(autonomous_body).values(**order, **record, **span))
    book = Rulebook(RULES)

    outcomes = [
        (await told(undone, mdo, at, book))["outcome"] for at in (then, recorded, withdrawn)
    ]
    assert outcomes == ["short_of_courses", "not_mandated", "short_of_courses"]


async def test_a_joining_day_is_as_it_was_known(undone: Writing) -> None:
    """Until an earlier day was learned nothing was decided of who seemed to come after the year."""
    mdo = await an_authority(undone, "org-1")
    await plans.merge(undone, a_plan(mdo), await positions.close(undone, 1, NOW))
    then, _ = await take_staff(undone, mdo, an_official(joined_on=date(2026, 4, 1)))
    later, _ = await take_staff(undone, mdo, an_official(joined_on=date(2025, 12, 1)))
    book = Rulebook(RULES)

    assert (await told(undone, mdo, then, book))["outcome"] == "not_established"
    assert (await told(undone, mdo, later, book))["outcome"] == "short_of_courses"
