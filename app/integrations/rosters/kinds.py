"""What many rows of a roster have alike, told once: designation, group, service and the like."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.policy import designation
from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_values import read_batch, read_flag

# The columns of a kind, in the order in which it is told.
ALIKE = (
    Meaning.DESIGNATION,
    Meaning.GROUP,
    Meaning.SERVICE,
    Meaning.CADRE,
    Meaning.BATCH,
    Meaning.ON_CENTRAL_DEPUTATION,
)


class Kinds:
    """Numbers kinds by the cells that they are written in; one for a file.

    So many kinds at most are remembered: they are told then, and begin anew with other numbers.
    """

    LARGE = 20_000

    def __init__(self, meanings: Sequence[Meaning], first: int = 1, step: int = 1) -> None:
        places = {one: place for place, one in enumerate(meanings)}
        self._columns = [(one, places[one]) for one in ALIKE if one in places]
        self._next, self._step = first, step
        self._numbers = _Numbers(self._new)
        self._told: dict[int, list[str]] = {}
        self._unreadable: dict[int, str] = {}
        self._rows: Counter[int] = Counter()

    def of(self, columns: Sequence[Sequence[str]]) -> list[int]:
        """Return the number of each row's kind."""
        if not self._columns:
            return [self._numbers[()]] * len(columns[0])
        alike = zip(*(columns[place] for _, place in self._columns), strict=True)
        return list(map(self._numbers.__getitem__, alike))

    def unreadable(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return what could not be read of kinds, by the places of the rows that are of them."""
        some = self._unreadable.keys() & set(numbers)
        rows = [row for row, number in enumerate(numbers) if number in some] if some else ()
        return {row: self._unreadable[numbers[row]] for row in rows}

    def count(self, numbers: Iterable[int]) -> None:
        """Count rows to their kinds; the sign of a number doesn't matter."""
        for number, rows in Counter(numbers).items():
            self._rows[abs(number)] += rows

    @property
    def full(self) -> bool:
        """Whether the kinds are to be told before others are remembered."""
        return len(self._told) >= self.LARGE

    def take(self) -> list[list[str]]:
        """Return the kinds of rows that were counted, with how many, and forget them."""
        told = [[str(n), *self._told[n], str(rows)] for n, rows in self._rows.items()]
        for each in (self._numbers, self._told, self._unreadable, self._rows):
            each.clear()
        return told

    def _new(self, cells: tuple[str, ...]) -> int:
        number = self._next
        self._next += self._step
        values, unreadable = dict.fromkeys(ALIKE, ""), []
        for (meaning, _), cell in zip(self._columns, cells, strict=True):
            try:
                values[meaning] = _READ[meaning](cell)
            except ValueError:
                unreadable.append(meaning)
        self._told[number] = list(values.values())
        if unreadable:
            self._unreadable[number] = " ".join(unreadable)
        return number


class _Numbers(dict[tuple[str, ...], int]):
    """Numbers by cells, each given when it is first asked for."""

    def __init__(self, new: Callable[[tuple[str, ...]], int]) -> None:
        super().__init__()
        self._new = new

    def __missing__(self, cells: tuple[str, ...]) -> int:
        number = self[cells] = self._new(cells)
        return number


def _shown(value: Any, show: Callable[[Any], str]) -> str:
    return "" if value is None else show(value)


def _spelled(text: str) -> str:
    return text.strip().lower()


_READ: dict[Meaning, Callable[[str], str]] = {
    Meaning.DESIGNATION: lambda text: designation.key(text) or "",
    Meaning.GROUP: _spelled,
    Meaning.SERVICE: _spelled,
    Meaning.CADRE: _spelled,
    Meaning.BATCH: lambda text: _shown(read_batch(text), str),
    Meaning.ON_CENTRAL_DEPUTATION: lambda text: _shown(read_flag(text), lambda yes: "ft"[yes]),
}
