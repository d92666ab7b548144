"""Rows that can't be read, as they go back: without what may stand in a column that is not kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.integrations.rosters import limits
from app.integrations.rosters.packing import plain
from app.policy.onboarding.roster_columns import ROW_UNREADABLE, Meaning

# A cell with fewer digits than any phone can't be one.
_PHONE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that can't be read: its number, its cells, why, and by how many places they moved."""

    number: int
    cells: list[str]
    fault: str
    moved: int = 0


class Returned:
    """Tells of a broken row's cells which go back; one for a file."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self._width = len(meanings)
        self._phones = _places(meanings, Meaning.PHONE)
        self._withheld = _places(meanings, Meaning.WITHHELD)
        self._annotated = Meaning.FINDINGS in meanings

    def kept(self, broken: BrokenRow) -> list[str]:
        """Return a row's cells, those blank that may belong to a column that is not kept.

        Where cells are missing or too many, each may have moved by as many places as there are
        missing or too many; where they stand beside their columns, to either side. Our own
        finding, where it comes last, is taken away.
        """
        row, moved = broken.cells, len(broken.cells) - self._width
        span = range(min(moved, 0) - broken.moved, max(moved, 0) + broken.moved + 1)
        if self._annotated:
            row = _without_ours(row)
        withheld, phones = _reached(self._withheld, span), _reached(self._phones, span)
        return [
            "" if n in withheld or (n in phones and _may_be_phone(cell)) else plain(cell)
            for n, cell in enumerate(row[: limits.COLUMNS])
        ]


def _without_ours(row: list[str]) -> list[str]:
    """Return a row without our finding at its end, which a workbook fills up with blanks."""
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    return row[:last] if last >= 0 and row[last].startswith(ROW_UNREADABLE) else row


def _places(meanings: Sequence[Meaning], wanted: Meaning) -> list[int]:
    return [place for place, one in enumerate(meanings) if one is wanted]


def _reached(places: Sequence[int], span: range) -> set[int]:
    return {place + by for place in places for by in span}


def _may_be_phone(cell: str) -> bool:
    return sum(map(str.isdecimal, cell)) >= _PHONE_DIGITS
