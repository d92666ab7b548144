"""How the cells of a roster are read: dates, years, yes and no, as offices write them."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?: 00:00(?::00)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?")
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?")
EMAIL = re.compile(r"[^@\s,;]++@[^@\s,;.]*+\.[^@\s,;]*+")
_BATCHES = range(1900, 2101)
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_YES = frozenset({"yes", "y", "true", "1", "हाँ", "हां", "जी हाँ"})
_NO = frozenset({"no", "n", "false", "0", "नहीं", "नही"})


def read_date(text: str) -> date | None:
    """Return the date that a cell holds, day before month; None for a blank one.

    Raises ValueError for any other text, a spreadsheet's day number among them.
    """
    plain = text.translate(_DIGITS).strip()
    if not plain:
        return None
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    raise ValueError("no date")


def read_batch(text: str) -> int | None:
    """Return the batch year that a cell holds; None for a blank one; ValueError for no year."""
    plain = text.translate(_DIGITS).strip()
    if not plain:
        return None
    found = _YEAR.fullmatch(plain)
    if found is None or int(found[1]) not in _BATCHES:
        raise ValueError("no year")
    return int(found[1])


def read_flag(text: str) -> bool | None:
    """Return whether a cell says yes; None for a blank one; ValueError for neither yes nor no."""
    plain = text.strip().casefold()
    if not plain:
        return None
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise ValueError("neither yes nor no")


def is_email(text: str) -> bool:
    """Say whether a spelled value has the shape of an address; a masked one has."""
    return EMAIL.fullmatch(text) is not None
