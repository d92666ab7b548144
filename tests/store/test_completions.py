"""Completions: merged once, the earliest of a year kept, what was superseded beside them."""

from datetime import UTC, datetime, timedelta

import pytest

from app.integrations.igot.completion_lines import CompletionLines
from app.policy.reporting_year import IST, ReportingYear, turns
from app.store import positions
from app.store.database import Writing
from app.store.feed import facts, feed_runs
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    an_authority,
    an_official,
    rows,
    take_completions,
    take_staff,
)

LAST_MOMENT = datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=IST)
FIRST_MOMENT = datetime(2026, 4, 1, 0, 0, tzinfo=IST)
LATER, EARLIER = IN_YEAR - timedelta(seconds=19), IN_YEAR - timedelta(days=19)
CURRENT = "SELECT reporting_year, completed_at, withdrawn_position FROM completion ORDER BY 1"
HISTORY = (
    "SELECT completed_at, learned_position, withdrawn_position, superseded_position"
    " FROM completion_history ORDER BY learned_position"
)


@pytest.fixture
async def session(undone: Writing) -> Writing:
    """A database with one official."""
    await take_staff(undone, await an_authority(undone), an_official())
    return undone


async def test_a_second_run_changes_nothing(session: Writing) -> None:
    """The same completions stated again are no new facts and leave no history."""
    stated = [("user-1", "A", IN_YEAR), ("user-1", "B", IN_YEAR)]
    _, first = await take_completions(session, *stated)
    _, second = await take_completions(session, *stated)

    assert (first, second) == (2, 0)
    assert await rows(session, HISTORY) == []


async def test_the_earliest_of_a_year_is_kept(session: Writing) -> None:
    """Of several completions of a course in one year the earliest stands."""
    later = IN_YEAR.replace(month=12)
    await take_completions(session, ("user-1", "A", later), ("user-1", "A", IN_YEAR))

    assert await rows(session, CURRENT) == [(2025, IN_YEAR, None)]


async def test_each_year_has_its_own_completion(session: Writing) -> None:
    """Last year's completion does not hide this year's of the same course."""
    last_year = IN_YEAR.replace(year=2024)
    await take_completions(session, ("user-1", "A", last_year), ("user-1", "A", IN_YEAR))

    assert [year for year, *_ in await rows(session, CURRENT)] == [2024, 2025]


@pytest.mark.parametrize(("moment", "year"), [(LAST_MOMENT, 2025), (FIRST_MOMENT, 2026)])
async def test_the_year_turns_at_midnight_in_india(
    session: Writing, moment: datetime, year: int
) -> None:
    """31 March 23:59:59.999999 IST belongs to the old year, 1 April 00:00 IST to the new one."""
    await take_completions(session, ("user-1", "A", moment.astimezone(UTC)))

    assert await rows(session, CURRENT) == [(year, moment, None)]


async def test_every_year_turns_where_the_policy_turns_it(session: Writing) -> None:
    """Before and at each turn that the policy knows, the statement finds the policy's year."""
    moments = [
        turn + step for turn in turns()[1:-1] for step in (timedelta(microseconds=-1), timedelta())
    ]
    stated = {f"do_{number}": moment for number, moment in enumerate(moments)}
    await take_completions(session, *(("user-1", course, at) for course, at in stated.items()))
    held = await rows(
        session,
        "SELECT feed_id, reporting_year FROM completion JOIN course ON course.id = course_id",
    )

    assert dict(held) == {
        course: ReportingYear.containing(at).start for course, at in stated.items()
    }


async def test_a_correction_keeps_what_it_supersedes(session: Writing) -> None:
    """A corrected completion stands, and the old one goes to history with both positions."""
    corrected = IN_YEAR.replace(day=2)
    learned, _ = await take_completions(session, ("user-1", "A", IN_YEAR))
    superseded, changed = await take_completions(session, ("user-1", "A", corrected))

    assert changed == 1
    assert await rows(session, CURRENT) == [(2025, corrected, None)]
    assert await rows(session, HISTORY) == [(IN_YEAR, learned, None, superseded)]


async def test_a_withdrawn_completion_comes_back(session: Writing) -> None:
    """A completion that is stated again after its withdrawal stands again; history knows both."""
    learned, _ = await take_completions(session, ("user-1", "A", IN_YEAR))
    await rows(session, "UPDATE completion SET withdrawn_position = 77 RETURNING 1")
    returned, changed = await take_completions(session, ("user-1", "A", IN_YEAR))

    assert changed == 1
    assert await rows(session, CURRENT) == [(2025, IN_YEAR, None)]
    assert await rows(session, HISTORY) == [(IN_YEAR, learned, 77, returned)]


async def test_a_touched_official_is_due(session: Writing) -> None:
    """Whoever has a new completion is decided for again, in the year of the completion."""
    await rows(session, "DELETE FROM evaluation_due RETURNING 1")
    await take_completions(session, ("user-1", "A", FIRST_MOMENT))

    assert await rows(session, "SELECT reporting_year FROM evaluation_due") == [(2026,)]


async def test_an_unnamed_course_is_mentioned(session: Writing) -> None:
    """A completion of a course that the catalogue has not named yet is a fact all the same."""
    await take_completions(session, ("user-1", "do_unnamed", IN_YEAR))

    assert await rows(session, "SELECT feed_id, name FROM course") == [("do_unnamed", None)]


STARTS = "SELECT enrolled_at FROM completion ORDER BY reporting_year"


async def take_started(session: Writing, *starts: datetime | None) -> tuple[int, int]:
    """Take up one completion, told in as many windows as there are starts, in one load."""
    position = await positions.close(session, 1, NOW)
    await facts.pour_completions(
        session,
        [(position, "user-1", "A", IN_YEAR, "completed_on", None, start) for start in starts],
    )
    return position, await facts.merge_completions(session, position, position)


@pytest.mark.parametrize(
    ("starts", "kept"), [((LATER, EARLIER), EARLIER), ((LATER, None), None), ((None,), None)]
)
async def test_of_several_windows_the_earliest_start(
    session: Writing, starts: tuple[datetime | None, ...], kept: datetime | None
) -> None:
    """A course opened in two windows began with the earlier; with one unknown, nobody knows."""
    await take_started(session, *starts)

    assert await rows(session, STARTS) == [(kept,)]


async def test_starts_do_not_alternate(session: Writing) -> None:
    """Only an earlier start is news: a later one, or none, is not, however often it is told."""
    steps = [await take_started(session, start) for start in (None, LATER, EARLIER, LATER, None)]

    assert [changed for _, changed in steps] == [1, 1, 1, 0, 0]
    assert await rows(session, STARTS) == [(EARLIER,)]
    kept = await rows(
        session, "SELECT enrolled_at, superseded_position FROM completion_history ORDER BY 2"
    )
    assert kept == [(None, steps[1][0]), (LATER, steps[2][0])]


async def test_a_start_alone_decides_nothing(session: Writing) -> None:
    """Nobody is decided for again because the start of an enrolment became known."""
    await take_started(session, None)
    await rows(session, "DELETE FROM evaluation_due RETURNING 1")
    await take_started(session, EARLIER)

    assert await rows(session, "SELECT 1 FROM evaluation_due") == []


async def test_a_corrected_completion_has_its_own_start(session: Writing) -> None:
    """The start that was told of another moment does not stay with the corrected one."""
    await take_started(session, EARLIER)
    await take_completions(session, ("user-1", "A", IN_YEAR.replace(day=2)))

    assert await rows(session, STARTS) == [(None,)]


async def test_lines_are_poured_as_the_records_that_they_are(session: Writing) -> None:
    """What COPY reads of a line's text is what the same row's record holds, to the microsecond."""
    lines = [
        "user-1\tdo_1\t2025-08-12 10:20:30+00:00\tcert-1\t2025-07-01 09:08:07.123456+05:30",
        "user-1\tdo_2\t2025-08-12 23:59:59.5+05:30\t\\N\t\\N",
        "user-1\tdo_3\t2024-12-31 00:00:01+05:30\tcert-3\t2024-12-30 23:59:59+00:00",
    ]
    staged = "DELETE FROM staging.completion RETURNING *"
    await facts.pour_completions(session, [(7, *record) for record in CompletionLines(lines, [])])
    as_records = await rows(session, staged)
    await facts.pour_completion_lines(session, 7, lines)

    assert await rows(session, staged) == as_records
    assert len(as_records) == len(lines)


@pytest.mark.parametrize("identifiers", [0, 1_000_000])
async def test_a_load_is_merged_alike_by_passes_and_by_lookups(
    session: Writing, monkeypatch: pytest.MonkeyPatch, identifiers: int
) -> None:
    """New, corrected, repeated and unchanged rows come out alike, however they are joined."""
    monkeypatch.setattr(facts, "IDENTIFIERS", f"SELECT {identifiers}")
    next_year = IN_YEAR.replace(year=IN_YEAR.year + 1)
    held = [("user-1", "A", IN_YEAR), ("user-1", "B", IN_YEAR), ("user-1", "C", IN_YEAR)]
    await take_completions(session, *held)
    stated = [("user-1", "A", IN_YEAR), ("user-1", "B", LATER), ("user-1", "B", EARLIER)]
    fresh = [("user-1", "D", next_year), ("user-1", "D", next_year), ("nobody", "A", IN_YEAR)]
    position, changed = await take_completions(session, *stated, *fresh)
    strangers = await feed_runs.keep_strangers(session, 1, position, "completions", 1)

    assert (changed, strangers) == (2, 1)
    assert await rows(
        session,
        "SELECT feed_id, completed_at FROM completion JOIN course ON id = course_id ORDER BY 1",
    ) == [("A", IN_YEAR), ("B", EARLIER), ("C", IN_YEAR), ("D", next_year)]
