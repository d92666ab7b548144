"""Evaluations: only what differs is written, and only for whom it was asked."""

from app.store import positions
from app.store.apar import publishing
from app.store.database import Writing
from app.store.feed import plans
from tests.harness.arranged import (
    IN_YEAR,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    evaluate,
    rows,
    take_completions,
    take_staff,
)

OUTCOMES = "SELECT outcome, facts_position FROM evaluation ORDER BY facts_position"


async def two_officials(session: Writing) -> int:
    """Arrange an authority whose plan has courses A to D, and two officials of it."""
    number = await an_authority(session)
    await take_staff(session, number, an_official(), an_official("user-2"))
    await plans.merge(session, a_plan(number), 1)
    return number


async def test_a_second_run_changes_nothing(undone: Writing) -> None:
    """Deciding again by the same facts and rules writes nothing, not even the position."""
    await two_officials(undone)
    first = await evaluate(undone, facts_position=5)
    second = await evaluate(undone, facts_position=6)

    assert (first.officials, first.changed, second.officials, second.changed) == (2, 2, 2, 0)
    assert await rows(undone, OUTCOMES) == [("short_of_courses", 5)] * 2


async def test_only_what_differs_is_written(undone: Writing) -> None:
    """When one official's facts change, one evaluation is written."""
    await two_officials(undone)
    await evaluate(undone, facts_position=5)
    await take_completions(undone, ("user-2", "A", IN_YEAR), ("user-2", "B", IN_YEAR))
    decided = await evaluate(undone, facts_position=6)

    assert decided.changed == 1
    assert await rows(undone, OUTCOMES) == [("short_of_courses", 5), ("met", 6)]


async def test_only_the_due_are_decided_for(undone: Writing) -> None:
    """A run for those who are due looks at nobody else, and at nobody once they are done."""
    number = await two_officials(undone)
    await publishing.clear_due(
        undone, YEAR, {number: 2**62}, await positions.last(undone, "ingest")
    )
    await take_completions(undone, ("user-2", "A", IN_YEAR))
    due = await evaluate(undone, only_due=True)
    await publishing.clear_due(
        undone, YEAR, {number: 2**62}, await positions.last(undone, "ingest")
    )
    nobody = await evaluate(undone, only_due=True)

    assert (due.officials, nobody.officials) == (1, 0)


async def test_other_authorities_are_left_alone(undone: Writing) -> None:
    """A run for one authority decides for its officials alone."""
    await two_officials(undone)
    other = await an_authority(undone, "org-2")
    await take_staff(undone, other, an_official("user-3"))

    assert (await evaluate(undone, authority_ids=[other])).officials == 1


async def test_another_years_completion_is_not_looked_at(undone: Writing) -> None:
    """Last year's completions and plans decide nothing this year."""
    await two_officials(undone)
    last_year = IN_YEAR.replace(year=2024)
    await take_completions(undone, ("user-1", "A", last_year), ("user-1", "B", last_year))
    await evaluate(undone)

    assert [outcome for outcome, _ in await rows(undone, OUTCOMES)] == ["short_of_courses"] * 2
