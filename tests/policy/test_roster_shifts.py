"""Rows with one cell too few and one too many are seen, and no row in order is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_shifts import moved_by

MEANINGS = (
    Meaning.NAME,
    Meaning.EMAIL,
    Meaning.EMPLOYEE_CODE,
    Meaning.DESIGNATION,
    Meaning.GROUP,
    Meaning.BATCH,
    Meaning.ON_CENTRAL_DEPUTATION,
    Meaning.JOINED_ON,
    Meaning.RETIRES_ON,
    Meaning.PHONE,
    Meaning.OTHER,
)
ROW = [
    "Asha Rao", "asha@gov.in", "E-1", "Director", "Group A", "2010", "yes", "12-04-2010",
    "31-03-2040", "98765 43210", "Delhi",
]  # fmt: skip
WORDS = st.text("abcdefghiklm ", min_size=1, max_size=12).filter(lambda text: text.strip())
CELLS = {
    Meaning.EMAIL: st.sampled_from(["asha@gov.in", "a***@gov.in", "", "n/a", "asha at gov"]),
    Meaning.EMPLOYEE_CODE: st.sampled_from(["E-1", "", "9876543210", "2010", "1.2E+9"]),
    Meaning.BATCH: st.sampled_from(["2010", "", "20I0", "12-04-2010", "n/a"]),
    Meaning.ON_CENTRAL_DEPUTATION: st.sampled_from(["yes", "no", "", "perhaps"]),
    Meaning.JOINED_ON: st.sampled_from(["12-04-2010", "", "2010", "soon"]),
    Meaning.RETIRES_ON: st.sampled_from(["31-03-2040", "", "-", "43831"]),
    Meaning.PHONE: st.sampled_from(
        ["9876543210", "+91 98765 43210", "", "NA", "******2245", "011-23095555"]
    ),
}


def moved(row: list[str], *, usual: bool = False) -> int:
    """Return by how many places the cells of a row moved."""
    return moved_by(row, MEANINGS, lambda *_: usual)


@given(st.tuples(*(CELLS.get(one, WORDS) for one in MEANINGS)))
def test_faults_of_single_cells_move_nothing(cells: tuple[str, ...]) -> None:
    """What is blank, badly written or of another year stands in its own column all the same."""
    assert moved(list(cells)) == 0


@given(st.integers(0, len(ROW) - 1), st.integers(0, len(ROW) - 1), WORDS)
def test_a_cell_missing_and_one_too_many_are_seen(missing: int, extra: int, word: str) -> None:
    """Wherever what has a column of its own was moved out of it by them."""
    row = ROW[:missing] + ROW[missing + 1 :]
    row.insert(extra, word)
    to_the_right = {1, 5, 8, 9} & set(range(extra, missing))
    to_the_left = {1, 5, 7, 9} & set(range(missing + 1, extra + 1))

    assert bool(moved(row)) >= bool(to_the_right | to_the_left)
    assert moved(row) <= 2
    assert moved(ROW) == 0


@pytest.mark.parametrize(
    ("changed", "by"),
    [
        ({1: "", 2: "asha@gov.in"}, 1),
        ({1: "n/a", 4: "asha@gov.in"}, 3),
        ({1: "asha@nic", 2: "asha@gov.in"}, 1),
        ({9: "Delhi", 10: "9876543210"}, 1),
        ({9: "", 10: "9876543210"}, 0),
        ({5: "", 7: "2010"}, 0),
        ({7: "", 3: "12-04-2010"}, 0),
    ],
)
def test_what_shows_that_cells_moved(changed: dict[int, str], by: int) -> None:
    """A blank cell shows it of an address alone; a wrong one also beside an unknown column."""
    assert moved([changed.get(place, cell) for place, cell in enumerate(ROW)]) == by


def test_a_column_that_always_holds_phones_shows_nothing() -> None:
    """A second phone in a column that we do not know is its own, where other rows have one too."""
    row = [*ROW[:9], "Delhi", "9876543210"]

    assert (moved(row), moved(row, usual=True)) == (1, 0)
