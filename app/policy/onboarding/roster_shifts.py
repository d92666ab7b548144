"""Rows with one cell too few and one too many: as wide as the headings, and yet misread.

Their cells stand beside the columns that they belong to. That shows where a column holds what it
never holds, and what it should hold stands in another one.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from app.policy.identifiers import phone_key, spelled
from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_values import is_email, read_batch, read_date


class Kind(StrEnum):
    """What a cell can be told to hold without its heading."""

    ADDRESS = "address"
    DATE = "date"
    PHONE = "phone"
    YEAR = "year"


# The columns that hold one kind of cells.
HOLDING: Mapping[Meaning, Kind] = {
    Meaning.EMAIL: Kind.ADDRESS,
    Meaning.JOINED_ON: Kind.DATE,
    Meaning.RETIRES_ON: Kind.DATE,
    Meaning.PHONE: Kind.PHONE,
    Meaning.BATCH: Kind.YEAR,
}
_ALL = frozenset(Kind)
# What no cell of a column is. A code may be all digits; a batch, or a date, may be written as the
# other; a column that we do not know may hold anything.
NEVER: Mapping[Meaning, frozenset[Kind]] = {
    Meaning.EMAIL: frozenset({Kind.DATE, Kind.PHONE, Kind.YEAR}),
    Meaning.EMPLOYEE_CODE: frozenset({Kind.ADDRESS, Kind.DATE}),
    Meaning.NAME: _ALL,
    Meaning.DESIGNATION: _ALL,
    Meaning.GROUP: _ALL,
    Meaning.SERVICE: _ALL,
    Meaning.CADRE: _ALL,
    Meaning.BATCH: frozenset({Kind.ADDRESS, Kind.PHONE}),
    Meaning.ON_CENTRAL_DEPUTATION: _ALL,
    Meaning.JOINED_ON: frozenset({Kind.ADDRESS, Kind.PHONE}),
    Meaning.RETIRES_ON: frozenset({Kind.ADDRESS, Kind.PHONE}),
    Meaning.PHONE: frozenset({Kind.ADDRESS, Kind.DATE, Kind.YEAR}),
}
# How offices write that there is nothing.
_NOTHING = frozenset({"", "na", "n/a", "nil", "none", "null", "not available", "not applicable"})
_NO_WORD = " -._*"


def kind_of(cell: str) -> Kind | None:
    """Return what a cell holds, where that can be told; None for any other text."""
    if "@" in cell:
        return Kind.ADDRESS if is_email(spelled(cell)) else None
    if not cell or not any(map(str.isdecimal, cell)):
        return None
    if phone_key(cell):
        return Kind.PHONE
    for kind, read in ((Kind.YEAR, read_batch), (Kind.DATE, read_date)):
        if _reads(read, cell):
            return kind
    return None


def is_blank(cell: str) -> bool:
    """Say whether a cell says that there is nothing."""
    return cell.strip(_NO_WORD).casefold() in _NOTHING


def moved_by(
    row: Sequence[str], meanings: Sequence[Meaning], usual: Callable[[int, Kind], bool]
) -> int:
    """Return by how many places cells stand beside their columns at the most; 0 in a row in order.

    ``usual`` says of a column that we do not know whether other rows hold that kind there as well.
    A blank cell is no sign that its own stands elsewhere, but for an address, by which the official
    would be looked up.
    """
    kinds = [kind_of(cell) for cell in row]
    most = 0
    for place, meaning in enumerate(meanings):
        wanted = HOLDING.get(meaning)
        if wanted is None or kinds[place] is wanted:
            continue
        blank = is_blank(row[place])
        if wanted is Kind.PHONE and kinds[place] is None and not _has_letters(row[place]):
            # A number in the office, or one with asterisks.
            continue
        for other, kind in enumerate(kinds):
            never = wanted in NEVER.get(meanings[other], ())
            beside = (
                abs(other - place) == 1 and not blank and _may_be_strange(meanings[other], wanted)
            )
            if kind is not wanted or (blank and wanted is not Kind.ADDRESS):
                continue
            if never or (beside and not usual(other, wanted)):
                most = max(most, abs(other - place))
    return most


def _may_be_strange(meaning: Meaning, kind: Kind) -> bool:
    """Say whether a kind of cell may be out of place in a column of which we know little.

    A date beside a date is as likely one of birth.
    """
    withheld = meaning is Meaning.WITHHELD and kind is not Kind.DATE
    return meaning is Meaning.OTHER or withheld


def _has_letters(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _reads(read: Callable[[str], object], cell: str) -> bool:
    try:
        return read(cell) is not None
    except ValueError:
        return False
