"""Looks in rows as wide as the headings for those whose cells stand beside their columns."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_shifts import NEVER, Kind, is_blank, kind_of, moved_by

# A phone as most write it; others are looked at closer.
_USUAL = re.compile(r"\+?[0-9]{2} ?[0-9]{8,11}|[0-9]{5}[ -][0-9]{5}")
_YEAR = 4
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

    def found(
        self, columns: Sequence[Sequence[str]], unreadable: Collection[int]
    ) -> dict[int, int]:
        """Return by how many places the cells of shifted rows moved, by the row's place.

        ``unreadable`` are the places of rows of which a field could not be read.
        """
        doubted = set(unreadable)
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
        others = [columns[place] for place in self._no_addresses]
        none = [place for place, cell in enumerate(columns[self._email]) if "@" not in cell]
        return {place for place in none if any("@" in column[place] for column in others)}

    def _without_phone(self, columns: Sequence[Sequence[str]]) -> set[int]:
        """Return the rows that have something else than a phone in its column."""
        if self._phone is None:
            return set()
        fits = _USUAL.fullmatch
        phones = columns[self._phone]
        # Most are digits and nothing else, and more of them than a year has.
        odd = {n for n, is_number in enumerate(map(str.isdecimal, phones)) if not is_number}
        if min(map(len, phones)) <= _YEAR:
            odd.update(n for n, cell in enumerate(phones) if len(cell) <= _YEAR)
        kinds = NEVER[Meaning.PHONE]
        return {
            n
            for n in odd
            if not is_blank(phones[n])
            and not fits(phones[n])
            and (_LETTER.search(phones[n]) or kind_of(phones[n]) in kinds)
        }
