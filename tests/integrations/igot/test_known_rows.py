"""Rows that are taken by their look say what the reader of rows would say of them."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.igot.known_rows import take_completions
from app.integrations.igot.reports import (
    ENROLMENT_COLUMNS,
    NULLS,
    Columns,
    read_completion,
    read_rows,
)

COLUMNS = Columns.of("|".join(ENROLMENT_COLUMNS), ENROLMENT_COLUMNS, "report")
SHUFFLED = Columns.of("|".join(reversed(ENROLMENT_COLUMNS)), ENROLMENT_COLUMNS, "report")
DONE, BEGUN = "2025-08-12 10:20:30+00:00", "2025-07-01 09:08:07+00:00"
PLAIN = ("user-1", "do_11", DONE, DONE, "cert-1", "Yes", BEGUN)
UNDER_WAY = ("user-1", "do_12", "NaT", "NaT", "None", "No", "2025-07-01")
DAYS = (
    "2025-02-28", "2024-02-29", "2025-02-29", "2025-04-30", "2025-04-31", "2025-12-31",
    "2025-12-32", "2025-13-01", "2025-00-10", "2025-06-00", "1999-12-31", "2100-01-01",
    "२०२५-०८-१२",
)  # fmt: skip
CLOCKS = (
    "00:00:00", "00:00:01", "23:59:59", "24:00:00", "10:60:00", "10:20:60", "10:20",
    "00:00:00.5", "10:20:30.123456", "10:20:30.1234567",
)  # fmt: skip
ZONES = ("", "+05:30", "+0530", "Z", "-03:00", "+00:00 ", " PM", "+00:00:30", "+24:00")
MOMENTS = (
    *(f"{day} 10:20:30+00:00" for day in DAYS),
    *(f"2025-08-12 {clock}+00:00" for clock in CLOCKS),
    *(f"2025-08-12 10:20:30{zone}" for zone in ZONES),
    *(f"2025-08-12{between}10:20:30+00:00" for between in ("T", "x", "  ", "")),
    "2025-08-12", "12-08-2025 10.20.30", "1755000000000",
)  # fmt: skip
IDS = (" user-1", "u1", "a\\b\\c-d", "é-user", "x\ty-zz", "None-", "0" * 80)
WORDS = ("Yes", "yes", "no", "true", "0.0", "1", "perhaps", "NO")
CELLS = (*MOMENTS, *IDS, *WORDS, *sorted(NULLS))
cells = st.one_of(
    st.sampled_from(CELLS),
    st.text(st.characters(exclude_characters="|\n"), max_size=8),
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Draw a row that is known by its look, but for a few of its cells, or their number."""
    row = list(draw(st.sampled_from([PLAIN, UNDER_WAY])))
    for place in draw(st.lists(st.integers(0, len(row) - 1), max_size=2)):
        row[place] = draw(cells)
    return "|".join(row[: draw(st.sampled_from([7, 7, 7, 7, 6]))])


def told_alike(lines: Sequence[str], columns: Columns) -> None:
    """Take and read the same rows: both must come to the same records and faults."""
    taken, faults = take_completions(lines, columns, 1)
    read, expected = read_rows(lines, columns, 1, read_completion)

    assert Counter(taken) == Counter(read)
    assert faults == expected


@pytest.mark.parametrize("columns", [COLUMNS, SHUFFLED])
@given(lines=st.lists(rows(), max_size=40))
def test_what_is_taken_is_what_the_reader_says(columns: Columns, lines: list[str]) -> None:
    """The same completions and the same faults, whatever the rows hold."""
    told_alike(lines, columns)


def test_each_cell_in_each_place_is_what_the_reader_says() -> None:
    """One strange cell in an otherwise known row: each of them, in each place of both kinds."""
    told_alike(
        [
            "|".join([*row[:place], cell, *row[place + 1 :]])
            for row in (PLAIN, UNDER_WAY)
            for place in range(len(row))
            for cell in CELLS
        ],
        COLUMNS,
    )


def test_nearly_all_rows_are_taken_unread() -> None:
    """A completion of a known look becomes a line for COPY; one under way says nothing."""
    without = f"user-1|do_13|{DONE}|NaT|None|No|NaT"

    taken, faults = take_completions(["|".join(PLAIN), "|".join(UNDER_WAY), without], COLUMNS, 1)

    assert taken.lines == [
        f"user-1\tdo_11\t{DONE}\tcert-1\t{BEGUN}",
        f"user-1\tdo_13\t{DONE}\t\\N\t\\N",
    ]
    assert (list(taken.read), faults) == ([], [])


def test_what_copy_would_read_otherwise_is_read_by_the_reader() -> None:
    """A backslash or a tab in an id means something to COPY: such a row is no line."""
    escaped = ["a\\nb-user|do_11|" + "|".join(PLAIN[2:]), "x\ty-z|do_11|" + "|".join(PLAIN[2:])]

    taken, _ = take_completions(escaped, COLUMNS, 1)

    assert taken.lines == []
    assert [one.user_id for one in taken] == ["a\\nb-user", "x\ty-z"]
