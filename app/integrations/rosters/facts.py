"""Rows of a roster as they are compared: keys folded, dates and flags read, phones hidden."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.policy import designation
from app.policy.identifiers import code_key, email_key, in_exponent, is_masked, name_key, spelled
from app.policy.roster_columns import Meaning
from app.policy.roster_values import is_email, read_batch, read_date, read_flag, read_phone

# In the order of the table that they are poured into; after the row's number.
COLUMNS = (
    "email",
    "employee_code",
    "name",
    "name_key",
    "designation",
    "designation_key",
    "group_key",
    "service_key",
    "cadre_key",
    "batch",
    "on_central_deputation",
    "joined_on",
    "retires_on",
    "phone",
    "marks",
    "unreadable",
    "refused",
)


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


def _or_mark(read: Callable[[str], Any], show: Callable[[Any], str]) -> Callable[[str], str]:
    """Return a function that shows what is read, and marks what can't be read with a ``!``."""

    def made(text: str) -> str:
        try:
            value = read(text)
        except ValueError:
            return "!"
        return "" if value is None else show(value)

    return made


def _email(text: str) -> str:
    email = spelled(text.strip())
    return email if not email or is_email(email) else "!"


def _trimmed(text: str) -> str:
    return spelled(text.strip())


def _marks(email: str, code: str) -> str:
    """Name what keeps an identifier from being looked up."""
    marks = ("masked" if is_masked(email) else "", "exponent" if in_exponent(code) else "")
    return " ".join(filter(None, marks))


class Facts:
    """Turns batches of rows into what is poured; one for a file, since it remembers texts."""

    def __init__(self, meanings: Sequence[Meaning], phone_key: bytes) -> None:
        self._places = {one: place for place, one in enumerate(meanings)}
        self._phone_key = phone_key
        self._designations = Cache(lambda text: designation.key(text) or "")
        self._spelled = Cache(_trimmed)
        self._batches = Cache(_or_mark(read_batch, str))
        self._dates = Cache(_or_mark(read_date, lambda day: day.isoformat()))
        self._flags = Cache(_or_mark(read_flag, lambda flag: "t" if flag else "f"))

    def of(self, rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """Return the columns of some rows, each as long as there are rows, in their order."""
        count = len(rows)
        read = _Read(list(zip(*rows, strict=True)), self._places, [""] * count, [""] * count)
        names = read.column(Meaning.NAME)
        designations = read.column(Meaning.DESIGNATION)
        emails = read.marked(Meaning.EMAIL, map(_email, read.column(Meaning.EMAIL)))
        codes = [spelled(one.strip()) for one in read.column(Meaning.EMPLOYEE_CODE)]
        columns: list[Sequence[str]] = [
            [email_key(one) for one in emails],
            [code_key(one) for one in codes],
            [one.strip().lower() for one in names],
            [name_key(one) for one in names],
            [one.strip() for one in designations],
            [self._designations[one] for one in designations],
            [self._spelled[one] for one in read.column(Meaning.GROUP)],
            [self._spelled[one] for one in read.column(Meaning.SERVICE)],
            [self._spelled[one] for one in read.column(Meaning.CADRE)],
            read.cached(Meaning.BATCH, self._batches),
            read.cached(Meaning.ON_CENTRAL_DEPUTATION, self._flags),
            read.cached(Meaning.JOINED_ON, self._dates),
            read.cached(Meaning.RETIRES_ON, self._dates),
            [self._phone(one) for one in read.column(Meaning.PHONE)],
        ]
        marks = [_marks(email, code) for email, code in zip(emails, codes, strict=True)]
        return [*columns, marks, read.unreadable, read.nothing]

    def _phone(self, text: str) -> str:
        return phone_digest(text, self._phone_key) if text else ""


@dataclass(slots=True)
class _Read:
    """The columns of one batch, and which fields of each row could not be read."""

    columns: list[tuple[str, ...]]
    places: dict[Meaning, int]
    nothing: list[str]
    unreadable: list[str]

    def column(self, meaning: Meaning) -> Sequence[str]:
        place = self.places.get(meaning)
        return self.nothing if place is None else self.columns[place]

    def cached(self, meaning: Meaning, cache: Cache) -> Sequence[str]:
        return self.marked(meaning, (cache[one] for one in self.column(meaning)))

    def marked(self, meaning: Meaning, made: Iterable[str]) -> Sequence[str]:
        """Take the marks out of a column, and name the field in the rows that had one."""
        column = list(made)
        if "!" in column:
            for row, one in enumerate(column):
                if one == "!":
                    column[row] = ""
                    self.unreadable[row] = f"{self.unreadable[row]} {meaning}".strip()
        return column


def phone_digest(text: str, key: bytes) -> str:
    """Return the keyed digest by which a phone is compared; empty for what is none."""
    digits = read_phone(text)
    if not digits:
        return ""
    return hashlib.blake2b(digits.encode(), key=key, digest_size=16).hexdigest()
