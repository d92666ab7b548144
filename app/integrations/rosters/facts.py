"""Rows of a roster as they are compared: keys folded, dates and flags read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.integrations.rosters.packing import CELL
from app.policy import designation
from app.policy.identifiers import EXPONENT, is_masked
from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_values import EMAIL, read_batch, read_date, read_flag

# What could not be read, until its field is named beside the row.
_BROKEN = "!"
# What ends of a cell are stripped of beside a blank, as far as cells hold it (str.strip).
_OTHER_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e"


class Cache(dict[str, str]):
    """What a function makes of each text that came by; emptied before it grows large."""

    LARGE = 100_000

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def of(self, column: Sequence[str]) -> list[str]:
        """Return what is made of each text of a column."""
        return list(map(self.__getitem__, column))

    def __missing__(self, text: str) -> str:
        """Make it, and keep it."""
        if len(self) >= self.LARGE:
            self.clear()
        made = self[text] = self._make(text)
        return made


class Facts:
    """Turns batches of rows into what is poured; one for a file, since it remembers texts."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self._places = {one: place for place, one in enumerate(meanings)}
        self._designations = Cache(lambda text: designation.key(text) or "")
        self._spelled = Cache(_spelled)
        self._batches = Cache(_or_broken(read_batch, str))
        self._dates = Cache(_or_broken(read_date, lambda day: day.isoformat()))
        self._flags = Cache(_or_broken(read_flag, lambda flag: "t" if flag else "f"))

    def of(self, columns: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """Return, of the columns of some rows, those that the store pours, in its order.

        They follow the row's number, and precede what a row is refused for.
        """
        count = len(columns[0])
        read = _Read(columns, self._places, [""] * count, [""] * count)
        emails, codes, marks = _looked_up(
            read.emails(), _spelled_all(read.column(Meaning.EMPLOYEE_CODE))
        )
        return [
            emails,
            codes,
            _spelled_all(read.column(Meaning.NAME)),
            self._designations.of(read.column(Meaning.DESIGNATION)),
            self._spelled.of(read.column(Meaning.GROUP)),
            self._spelled.of(read.column(Meaning.SERVICE)),
            self._spelled.of(read.column(Meaning.CADRE)),
            read.cached(Meaning.BATCH, self._batches),
            read.cached(Meaning.ON_CENTRAL_DEPUTATION, self._flags),
            read.cached(Meaning.JOINED_ON, self._dates),
            read.cached(Meaning.RETIRES_ON, self._dates),
            marks,
            read.unreadable,
        ]


@dataclass(slots=True)
class _Read:
    """The columns of one batch, and which fields of each row could not be read."""

    columns: Sequence[Sequence[str]]
    places: dict[Meaning, int]
    nothing: list[str]
    unreadable: list[str]

    def column(self, meaning: Meaning) -> Sequence[str]:
        place = self.places.get(meaning)
        return self.nothing if place is None else self.columns[place]

    def cached(self, meaning: Meaning, cache: Cache) -> Sequence[str]:
        if meaning not in self.places:
            return self.nothing
        return self._marked(meaning, cache.of(self.column(meaning)))

    def emails(self) -> list[str]:
        fits = EMAIL.fullmatch
        spelt = _spelled_all(self.column(Meaning.EMAIL))
        fitting = list(map(fits, spelt))
        for row, one in enumerate(fitting) if None in fitting else ():
            if one is None and spelt[row]:
                spelt[row] = _BROKEN
        return self._marked(Meaning.EMAIL, spelt)

    def _marked(self, meaning: Meaning, column: list[str]) -> list[str]:
        """Take the marks out of a column, and name the field in the rows that had one."""
        if _BROKEN in column:
            for row, one in enumerate(column):
                if one == _BROKEN:
                    column[row] = ""
                    self.unreadable[row] = f"{self.unreadable[row]} {meaning}".strip()
        return column


def _looked_up(
    emails: Sequence[str], codes: Sequence[str]
) -> tuple[list[str], list[str], list[str]]:
    """Return e-mails and codes to look up by, and what is wrong with those left out."""
    emails, codes, marks = list(emails), list(codes), [""] * len(emails)
    # Most batches have neither: one look over all of them is cheaper than one at each.
    if is_masked("".join(emails)):
        for row in [row for row, one in enumerate(emails) if is_masked(one)]:
            emails[row], marks[row] = "", "masked"
    shortened = map(EXPONENT.fullmatch, codes)
    for row in [row for row, found in enumerate(shortened) if found]:
        codes[row], marks[row] = "", f"{marks[row]} exponent".strip()
    return emails, codes, marks


def _spelled(text: str) -> str:
    return text.strip().lower()


def _spelled_all(column: Sequence[str]) -> list[str]:
    """Return each text of a column as ``_spelled`` would: all at once, where that is the same."""
    joined = CELL.join(column)
    if joined.isascii() and not _has_edges(joined):
        return joined.lower().split(CELL)
    return [text.strip().lower() for text in column]


def _has_edges(joined: str) -> bool:
    """Say whether a cell may begin or end with something blank."""
    framed = f"{CELL}{joined}{CELL}"
    beside = f"{CELL} " in framed or f" {CELL}" in framed
    return beside or any(blank in joined for blank in _OTHER_BLANKS)


def _or_broken(read: Callable[[str], Any], show: Callable[[Any], str]) -> Callable[[str], str]:
    """Return a function that shows what is read, and says when it can't be."""

    def made(text: str) -> str:
        try:
            value = read(text)
        except ValueError:
            return _BROKEN
        return "" if value is None else show(value)

    return made
