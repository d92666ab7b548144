"""Rows of a roster as they are compared: keys folded, dates read, alike values told by a number."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from typing import Any, ClassVar, Self

from app.integrations.rosters.kinds import Kinds
from app.integrations.rosters.packing import CELL
from app.policy.identifiers import EXPONENT, is_masked
from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_values import EMAIL, read_date

# What ends of a cell are stripped of beside a blank, as far as cells hold it (str.strip).
_OTHER_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e"
# What could not be read, until its field is named beside the row.
_BROKEN = "!"
# A whole column of addresses, some of them missing: one look instead of one at each. Its groups are
# not possessive: until Python 3.11.4 such a one ends beside where it did.
_ADDRESS = EMAIL.pattern.replace("\\s", rf"\s{CELL}")
_ADDRESSES = re.compile(f"(?:{_ADDRESS})?(?:{CELL}(?:{_ADDRESS})?)*")


def _addresses(joined: str, begin: int) -> int:
    """Return where the addresses end that follow each other from a place on."""
    found = _ADDRESSES.match(joined, begin)
    return found.end() if found else begin


# Days are counted as ``date.toordinal`` does. Without one, a row was joined before all days and
# retires after them, so that no rule about either takes offence.
BEFORE_ALL, AFTER_ALL = "0", "2147483647"


class Cache(dict[str, str]):
    """What a function makes of each text that came by; emptied before it grows large."""

    LARGE = 100_000

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> str:
        """Make it, and keep it."""
        if len(self) >= self.LARGE:
            self.clear()
        made = self[text] = self._make(text)
        return made


@dataclass(slots=True)
class Told:
    """Some rows as they are compared: columns, and by a row's place what is odd about it."""

    # The place of the kinds among the columns.
    KINDS: ClassVar = 3

    emails: list[str]
    codes: list[str]
    names: list[str]
    kinds: list[int]
    joined: list[str]
    retires: list[str]
    marks: dict[int, str] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)

    @classmethod
    def nothing(cls) -> Self:
        """Return what is told of no rows."""
        return cls([], [], [], [], [], [])

    def odd(self) -> set[int]:
        """Return the places of rows that have to be looked at closely, whatever is held."""
        return {*self.marks, *self.unreadable}

    def columns(self) -> list[Sequence[Any]]:
        """Return the columns in the order in which they are kept; an odd row's kind below zero."""
        kinds = self.kinds
        for place in self.odd():
            kinds[place] = -abs(kinds[place])
        return [self.emails, self.codes, self.names, kinds, self.joined, self.retires]

    def take_out(self, meaning: Meaning, column: list[str], instead: str) -> list[str]:
        """Take what could not be read out of a column, and name the field in the rows that had it.

        The column is changed in place, and returned.
        """
        if _BROKEN in column:
            for row, one in enumerate(column):
                if one == _BROKEN:
                    column[row] = instead
                    self.name(row, meaning)
        return column

    def name(self, row: int, fields: str) -> None:
        """Name fields of a row that could not be read."""
        self.unreadable[row] = f"{self.unreadable.get(row, '')} {fields}".strip()


class Facts:
    """Turns batches of rows into what is compared; one for a file, since it remembers texts."""

    def __init__(self, meanings: Sequence[Meaning], kinds: Kinds) -> None:
        self._places: Mapping[Meaning, int] = {one: place for place, one in enumerate(meanings)}
        self._kinds = kinds
        self._joined = Cache(_day_or(BEFORE_ALL))
        self._retires = Cache(_day_or(AFTER_ALL))

    def of(self, columns: Sequence[Sequence[str]]) -> Told:
        """Return what is compared of the columns of some rows."""
        nothing = [""] * len(columns[0])

        def column(meaning: Meaning) -> Sequence[str]:
            place = self._places.get(meaning)
            return nothing if place is None else columns[place]

        def days(meaning: Meaning, cache: Cache) -> list[str]:
            return told.take_out(meaning, list(map(cache.__getitem__, column(meaning))), cache[""])

        emails = _spelled_all(column(Meaning.EMAIL))
        codes = _spelled_all(column(Meaning.EMPLOYEE_CODE))
        names = _spelled_all(column(Meaning.NAME))
        told = Told(emails, codes, names, self._kinds.of(columns), [], [])
        _look_for_addresses(told)
        for row, fields in self._kinds.unreadable(told.kinds).items():
            told.name(row, fields)
        told.joined = days(Meaning.JOINED_ON, self._joined)
        told.retires = days(Meaning.RETIRES_ON, self._retires)
        _blank_what_leads_nowhere(told)
        return told


def _look_for_addresses(told: Told) -> None:
    """Take out of the e-mails what has no address's shape."""
    joined = CELL.join(told.emails)
    row = begin = 0
    while (end := _addresses(joined, begin)) < len(joined):
        # It stopped in a cell that is no address; its own begins behind the separator before it.
        stopped = joined.rfind(CELL, begin, end) + 1 or begin
        row += joined.count(CELL, begin, stopped)
        told.emails[row] = ""
        told.name(row, Meaning.EMAIL)
        begin = joined.find(CELL, end) + 1 or len(joined)
        row += 1


def _blank_what_leads_nowhere(told: Told) -> None:
    """Leave out e-mails and codes by which nobody can be looked up, and mark their rows."""
    # Most batches have neither: one look over all of them is cheaper than one at each.
    if is_masked("".join(told.emails)):
        for row in _places(map(is_masked, told.emails)):
            told.emails[row], told.marks[row] = "", "masked"
    for row in _places(map(EXPONENT.fullmatch, told.codes)):
        told.codes[row] = ""
        told.marks[row] = f"{told.marks.get(row, '')} exponent".strip()


def _places(found: Iterable[object]) -> list[int]:
    """Return the places of what is true."""
    return list(compress(count(), found))


def _spelled_all(column: Sequence[str]) -> list[str]:
    """Return a column in lower case and stripped: all at once, where that is the same."""
    joined = CELL.join(column)
    if joined.isascii() and not _has_edges(joined):
        return joined.lower().split(CELL)
    return [text.strip().lower() for text in column]


def _has_edges(joined: str) -> bool:
    """Say whether a cell may begin or end with something blank."""
    framed = f"{CELL}{joined}{CELL}"
    beside = f"{CELL} " in framed or f" {CELL}" in framed
    return beside or any(blank in joined for blank in _OTHER_BLANKS)


def _day_or(nothing: str) -> Callable[[str], str]:
    """Return a function that counts the day that a cell holds; ``nothing`` for a blank one."""

    def counted(text: str) -> str:
        try:
            day: Any = read_date(text)
        except ValueError:
            return _BROKEN
        return nothing if day is None else str(day.toordinal())

    return counted
