"""What was known at a position: places, names of authorities, plans, doubts, as they were then."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.policy.rulebook import Rulebook
from app.store import authorities, positions, statements
from app.store.database import Writing
from app.store.feed import facts, plans
from app.store.mandate import evaluations, known, official_facts
from app.store.mandate.official_facts import LoadedFacts
from app.store.statements import KNOWN, source
from app.store.tables import metadata
from tests.harness.arranged import (
    NOW,
    RULES,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    official_id,
    rows,
    take_staff,
)

STATEMENTS = Path(statements.__file__).parent
READS = re.compile(r"\b(?:FROM|JOIN) (?:public\.)?([a-z_]+)")
# A profile is never changed, a position closes once, and of a course only its feed id decides.
THE_SAME_FOR_EVER = {"course", "ingest_position", "profile"}


async def facts_at(session: Writing, who: int, position: int | None) -> LoadedFacts:
    """Return what was known of an official at a position, or what is known now."""
    loaded = await official_facts.load(session, who, RULES, None, position)
    assert loaded is not None
    return loaded


async def test_a_move_learned_later_was_not_known(undone: Writing) -> None:
    """Where he stood on the year's last day is told as it was known: before the move, and after."""
    first, second = await an_authority(undone, "org-1"), await an_authority(undone, "org-2")
    before, _ = await take_staff(undone, first, an_official())
    moved = an_official(joined_on=date(2026, 5, 1), designation="Director")
    after, _ = await take_staff(undone, second, moved)
    who = await official_id(undone)

    then, later = await facts_at(undone, who, before), await facts_at(undone, who, after)
    assert (then.facts.profile.authority_id, then.facts.profile.earlier_posting) == (first, False)
    assert (later.facts.profile.authority_id, later.facts.profile.earlier_posting) == (first, True)
    assert later.facts == (await facts_at(undone, who, None)).facts


async def test_an_authority_is_called_what_it_was(undone: Writing) -> None:
    """Which CCA a profile names is told by the names of then: renamed, it is so no longer."""
    mdo, cca = await an_authority(undone, "org-1"), await an_authority(undone, "org-2", "cca")
    shown = an_official(
        service="Indian Administrative Service", batch=2010, controlling_authority="Authority org-2"
    )
    before, _ = await take_staff(undone, mdo, shown)
    stated = {"kind": "cca", "feed_id": "org-2", "map_id": None, "parent_map_id": None}
    await authorities.merge(undone, [{**stated, "name": "Renamed"}])
    after = await positions.close(undone, 1, NOW)
    who = await official_id(undone)

    then, later = await facts_at(undone, who, before), await facts_at(undone, who, after)
    assert then.facts.profile.controlling_authority_id == cca
    assert later.facts.profile.controlling_authority_id is None


async def test_a_plan_is_told_as_it_was_published(undone: Writing) -> None:
    """Courses, gates, groups, flag, due date and assessment of a version are told whole."""
    mdo = await an_authority(undone)
    shown, _ = await take_staff(undone, mdo, an_official())
    whole = a_plan(mdo, "A", "B", assessment="X", apar=None, due_at=NOW, generation="v1")
    first = await positions.close(undone, 1, NOW)
    await plans.merge(undone, replace(whole, courses=(("A", True), ("B", False))), first)
    who = await official_id(undone)
    stood = (await facts_at(undone, who, None)).facts
    second = await positions.close(undone, 1, NOW)
    other = replace(whole, courses=(("C", False),), assessment=None, apar=True, published_at=NOW)
    await plans.merge(undone, other, second)

    assert (await facts_at(undone, who, shown)).facts.plans == ()
    assert (await facts_at(undone, who, first)).facts == stood
    assert (await facts_at(undone, who, second)).facts == (await facts_at(undone, who, None)).facts


@pytest.mark.parametrize("late", [False, True], ids=["within_the_year", "after_it"])
async def test_a_retired_plan_is_retired_as_it_was_seen(undone: Writing, *, late: bool) -> None:
    """A plan seen to retire after its year's end stays that year's; one within does not."""
    mdo = await an_authority(undone)
    await take_staff(undone, mdo, an_official())
    await plans.merge(undone, a_plan(mdo), await positions.close(undone, 1, NOW))
    seen = YEAR.closes + timedelta(days=1) if late else NOW
    retired = await positions.close(undone, 1, seen)
    await plans.merge(undone, a_plan(mdo, status="retired"), retired)
    again = await positions.close(undone, 1, YEAR.closes + timedelta(days=2))
    await plans.merge(undone, a_plan(mdo, status="retired", name="Archived"), again)
    who = await official_id(undone)

    assert len((await facts_at(undone, who, retired)).facts.plans) == late
    for position in (again, None):
        assert len((await facts_at(undone, who, position)).facts.plans) == late


async def test_a_doubt_holds_while_it_was_held(undone: Writing) -> None:
    """A doubt that came, was settled and came again is told as each position knew it."""
    mdo = await an_authority(undone)
    await take_staff(undone, mdo, an_official())
    who, known_at = await official_id(undone), []
    for users in (["user-1"], [], ["user-1"], []):
        position = await positions.close(undone, 1, NOW)
        await facts.state_doubts(undone, mdo, users, position, YEAR.start)
        known_at.append(position)

    told = [(await facts_at(undone, who, position)).facts.in_doubt for position in known_at]
    assert told == [True, False, True, False]


async def test_a_whole_authority_is_told_as_it_was_known(undone: Writing) -> None:
    """The set-based engine answers for all officials of a position, and holds nothing of it."""
    mdo = await an_authority(undone)
    await take_staff(undone, mdo, an_official(), an_official("user-2"))
    first = await positions.close(undone, 1, NOW)
    await plans.merge(undone, a_plan(mdo, "A", "B"), first)
    second = await positions.close(undone, 1, NOW)
    await plans.merge(undone, a_plan(mdo, "A", "B", "C", published_at=NOW), second)

    async def prescribed(known_at: int) -> list[Any]:
        told = await evaluations.answer(
            undone,
            year=YEAR,
            rulebook=Rulebook(RULES),
            authority_ids=[mdo],
            known_at=known_at,
        )
        return [row["prescribed"] for row in told]

    assert [await prescribed(at) for at in (first - 1, first, second)] == [[0, 0], [2, 2], [3, 3]]
    assert await rows(undone, "SELECT * FROM evaluation") == []


async def test_a_moment_stays_the_same_position(undone: Writing) -> None:
    """A moment is answered once something is learned after it, and then by the same position."""
    at = NOW + timedelta(minutes=1)
    first = await positions.close(undone, 1, NOW)
    assert await known.before(undone, at) is None
    await positions.close(undone, 1, NOW + timedelta(minutes=2))
    # A run that began early and closed late.
    await positions.close(undone, 1, NOW)

    assert await known.before(undone, at) == first


def test_whatever_decides_is_told_as_it_was_known() -> None:
    """A table that an outcome is decided on is read of the past too, or is the same for ever."""
    named = [f"evaluate/{name}" for name in evaluations.DECIDING]
    named += [f"read/{path.stem}" for path in STATEMENTS.joinpath("read").glob("facts_*.sql")]
    named += [f"liaison/{path.stem}" for path in STATEMENTS.joinpath("liaison").glob("*.sql")]
    read = {table for name in named for table in READS.findall(source(name))}
    tables = {table.name for table in metadata.sorted_tables}

    assert {"completion", "posting", "liaison_officer"} <= read
    assert (read & tables) - set(KNOWN) == THE_SAME_FOR_EVER
