"""Looks in rows as wide as the headings for those whose cells stand beside their columns."""

import re
from collections.abc import Sequence
from functools import cache

from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_shifts import NEVER, Kind, is_blank, kind_of, moved_by

_LETTER = re.compile(r"[^\W\d_]")


class Shifts:
    """Tells of batches of one file's rows which are shifted.

    Nearly all rows are in order: only those are looked at cell by cell of which a column shows that
    something is amiss, and columns are looked at as a whole.
    """

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self._meanings = meanings
        places = {one: place for place, one in enumerate(meanings)}
        self._email, self._phone = places.get(Meaning.EMAIL), places.get(Meaning.PHONE)
        self._no_addresses = [
            place for place, one in enumerate(meanings) if Kind.ADDRESS in NEVER.get(one, ())
        ]

    def found(self, columns: Sequence[Sequence[str]], unreadable: Sequence[str]) -> dict[int, int]:
        """Return by how many places the cells of shifted rows moved, by the row's place.

        ``unreadable`` names the fields of each row that could not be read.
        """
        doubted = {place for place, fields in enumerate(unreadable) if fields}
        doubted |= self._without_address(columns) | self._without_phone(columns)
        if not doubted:
            return {}

        @cache
        def usual(column: int, kind: Kind) -> bool:
            cells = enumerate(columns[column])
            return any(kind_of(cell) is kind for place, cell in cells if place not in doubted)

        moved = {
            place: moved_by([column[place] for column in columns], self._meanings, usual)
            for place in sorted(doubted)
        }
        return {place: by for place, by in moved.items() if by}

    def _without_address(self, columns: Sequence[Sequence[str]]) -> set[int]:
        """Return the rows without an e-mail that have an address where none ever stands."""
        if self._email is None:
            return set()
        found: set[int] = set()
        for column in (columns[place] for place in self._no_addresses):
            if "@" in "".join(column):
                found.update(place for place, cell in enumerate(column) if "@" in cell)
        return {place for place in found if is_blank(columns[self._email][place])}

    def _without_phone(self, columns: Sequence[Sequence[str]]) -> set[int]:
        """Return the rows that have something else than a phone in its column."""
        if self._phone is None:
            return set()
        phones = columns[self._phone]
        kinds = NEVER[Meaning.PHONE]
        if not _LETTER.search("".join(phones)):
            return {place for place, cell in enumerate(phones) if kind_of(cell) in kinds}
        return {
            place
            for place, cell in enumerate(phones)
            if not is_blank(cell) and (_LETTER.search(cell) or kind_of(cell) in kinds)
        }
