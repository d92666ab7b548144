"""Tolerant readers of single wire values: many spellings in, one meaning out, never a guess."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from app.integrations.igot.dates import parse_moment
from app.integrations.igot.feed import Fault

Record = TypeVar("Record")
Json = Mapping[str, Any]

_TRUE = frozenset({"true", "yes", "y", "1"})
_FALSE = frozenset({"false", "no", "n", "0"})


class QuirkError(ValueError):
    """A value that can't be read: which quirk, and where it stands; the value is not repeated.

    ``kept`` is what the row still says for certain: it goes on beside the fault.
    """

    def __init__(self, quirk: str, detail: str, kept: object = None) -> None:
        """Take the quirk's name, a sentence without personal data, and what is kept of the row."""
        super().__init__(detail)
        self.kept = kept
        self.quirk = quirk
        self.detail = detail


def first_of(row: Json, *names: str) -> Any:
    """Return the first value under these spellings that is not null."""
    return next((row[name] for name in names if row.get(name) is not None), None)


def text(row: Json, *names: str) -> str | None:
    """Return trimmed text (or a number as text), None when absent or blank."""
    value = first_of(row, *names)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise QuirkError("text-unreadable", f"{names[0]} is not text")
    return str(value).strip() or None


def required(row: Json, *names: str) -> str:
    """Return text that must be there; raise QuirkError when it is absent or blank."""
    value = text(row, *names)
    if value is None:
        raise QuirkError("field-missing", f"{names[0]} is absent or blank")
    return value


def flag(row: Json, *names: str) -> bool | None:
    """Return a boolean that may be written as a word; None when absent or blank."""
    value = first_of(row, *names)
    word = str(value).strip().lower() if value is not None else ""
    if not word:
        return None
    if isinstance(value, bool | str | int) and word in _TRUE | _FALSE:
        return word in _TRUE
    raise QuirkError("boolean-unreadable", f"{names[0]} is neither true nor false")


def whole(row: Json, *names: str) -> int | None:
    """Return a whole number that may be written as text; None when absent or blank."""
    value = first_of(row, *names)
    digits = str(value).strip() if value is not None else ""
    if not digits:
        return None
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit()):
        raise QuirkError("number-unreadable", f"{names[0]} is not a whole number")
    return int(digits)


def moment(row: Json, *names: str) -> datetime | None:
    """Return a moment in any of iGOT's formats; None when absent or blank."""
    value = first_of(row, *names)
    if value is None or value == "":
        return None
    try:
        return parse_moment(value)
    except ValueError:
        raise QuirkError("date-unreadable", f"{names[0]} is in no known format") from None


def decoded(value: Any, name: str) -> Any:
    """Return a value that may have been encoded into a JSON string; null and blank are None."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise QuirkError("json-unreadable", f"{name} is no JSON") from None


def mapping(value: Any, name: str) -> dict[str, Any]:
    """Return an object, given as such or as a JSON string; empty when absent."""
    found = decoded(value, name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise QuirkError("object-unreadable", f"{name} is not an object")
    return found


def elements(value: Any, name: str) -> list[Any]:
    """Return a list, given as such or as a JSON string; empty when absent or null."""
    found = decoded(value, name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise QuirkError("list-unreadable", f"{name} is not a list")
    return found


def sort_out(
    rows: Sequence[Any], read: Callable[[Json], Record | None], what: str, *keys: str
) -> tuple[list[Record], list[Fault]]:
    """Read each row: the good ones, and a fault for each that has to go into quarantine.

    A row whose reader returns None is known not to concern us and leaves no fault.
    """
    records: list[Record] = []
    faults: list[Fault] = []
    for row in rows:
        try:
            record = read(_object(row, what))
        except QuirkError as quirk:
            faults.append(Fault(quirk.quirk, subject_of(row, what, *keys), quirk.detail))
            if quirk.kept is not None:
                records.append(cast("Record", quirk.kept))
        else:
            records += [] if record is None else [record]
    return records, faults


def _object(row: Any, what: str) -> Json:
    if not isinstance(row, dict):
        raise QuirkError("element-null", f"an element of the {what} list is no object")
    return row


def subject_of(row: Any, what: str, *keys: str) -> str:
    """Name a row by its kind and its feed id, for whoever has to put it right."""
    found = first_of(row, *keys) if isinstance(row, dict) else None
    return f"{what} {found}" if isinstance(found, str | int) else what
