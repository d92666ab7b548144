"""Reads one roster from standard input, under limits, and writes frames to standard output.

A frame is a line of JSON, followed by as many bytes as it says. The process knows no database and
no key but the one drawn for this roster's phones, and is ended by the system when it takes too
much.
"""

import gc
import io
import json
import os
import resource
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import Any, BinaryIO, TypeVar

from app.integrations.rosters import PHONE_KEY, delimited, limits, objects, workbook
from app.integrations.rosters.broken import BrokenRow, Returned
from app.integrations.rosters.cells import original
from app.integrations.rosters.facts import Facts, Told
from app.integrations.rosters.forms import FIRST, Form, form_of
from app.integrations.rosters.kinds import Kinds
from app.integrations.rosters.packing import CELL, LINE, is_plain, pack, plain, squeeze, table
from app.integrations.rosters.placed import Placed
from app.integrations.rosters.refusals import RefusedFileError
from app.integrations.rosters.shifts import Shifts
from app.integrations.rosters.tables import Columns, Rows, Table
from app.policy.onboarding.phones import digests
from app.policy.onboarding.roster_columns import NOT_KEPT, ROW_UNREADABLE, Meaning, resolve

# How many unreadable rows of a chunk are told beside it.
SHOWN = 100
# What is told of an odd row: its number, marks, fields that can't be read, why it is refused.
_ODDITIES = 4
# So many places are taken out of columns one by one: it costs less than making columns anew.
_FEW = 50
T = TypeVar("T")


def main() -> int:
    """Read standard input to its end; return 0, or 1 with a last frame that says why not."""
    asked = json.loads(sys.argv[1])
    memory = limits.CHILD_MEMORY // asked["turn"][1]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = limits.CHILD_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Millions of cells come and go, and no cycles among them: looking for some costs a tenth.
    gc.disable()
    try:
        _read(io.BufferedReader(Placed(0)), asked)
    except RefusedFileError as refused:
        _frame({"kind": "refused", "code": refused.code})
        return 1
    except MemoryError:
        _frame({"kind": "refused", "code": "limits"})
        return 1
    return 0


def _read(file: BinaryIO, asked: dict[str, Any]) -> None:
    turn: tuple[int, int] = tuple(asked.get("turn", (0, 1)))
    table = _table(file, asked.get("delimiter"), turn)
    if not any(one.strip() for one in table.headings):
        raise RefusedFileError("empty")
    if len(table.headings) > limits.COLUMNS:
        raise RefusedFileError("columns")
    said = {int(number): Meaning(what) for number, what in asked["columns"].items()}
    columns = resolve(table.headings, said)
    unclear = [[one.number, list(one.candidates)] for one in columns.unclear]
    headings = [plain(original(one))[:200] for one in table.headings]
    head = {"kind": "head", "headings": headings, "meanings": columns.meanings, "unclear": unclear}
    if turn[0] == 0:
        _frame({**head, "described": table.described})
    if not unclear:
        key = os.environ.get(PHONE_KEY, "")
        _Writer(columns.meanings, turn, bytes.fromhex(key)).all(table.batches)


def _table(file: BinaryIO, delimiter: str | None, turn: tuple[int, int]) -> Table:
    first = file.read(FIRST)
    file.seek(0)
    match form_of(first):
        case Form.OLD:
            raise RefusedFileError("encrypted")
        case Form.WORKBOOK:
            return workbook.read(file)
        case Form.OBJECTS:
            return objects.read(file)
        case Form.TEXT:
            return delimited.read(file, delimiter, turn)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some rows: numbers and columns of those that can be read, and the rest."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]
    broken: list[BrokenRow]

    def without(self, faults: Mapping[int, tuple[str, int]]) -> "_Some":
        """Return the same rows where some, by their places, can't be read after all.

        Of each it is said why, and by how many places its cells moved.
        """
        broken = [
            BrokenRow(self.numbers[n], [one[n] for one in self.columns], fault, by)
            for n, (fault, by) in faults.items()
        ]
        (numbers,) = _without(faults, [self.numbers])
        return _Some(numbers, _without(faults, self.columns), [*self.broken, *broken])


class _Writer:
    """Writes chunks of rows as they were sent and as they are compared."""

    def __init__(
        self, meanings: Sequence[Meaning], turn: tuple[int, int], phone_key: bytes
    ) -> None:
        self._meanings = meanings
        self._phone_key = phone_key
        self._width = len(meanings)
        mine, turns = turn
        self._kinds = Kinds(meanings, 1 + mine, turns)
        self._facts = Facts(meanings, self._kinds)
        self._shifts = Shifts(meanings)
        self._returned = Returned(meanings)
        self._annotated = Meaning.FINDINGS in meanings
        self._not_kept = {place for place, one in enumerate(meanings) if one in NOT_KEPT}
        self._read = self._refused = 0

    def all(self, batches: Iterator[Rows | Columns]) -> None:
        # The headings are the first row, as a spreadsheet counts them.
        first = 2
        for batch in batches:
            if isinstance(batch, Columns):
                lines, some = batch.lines, self._cut(first, batch)
            else:
                lines, some = len(batch), self._parted(first, batch)
            first += lines
            self._read += len(some.numbers) + len(some.broken)
            if self._read > limits.ROWS:
                raise RefusedFileError("rows")
            if some.numbers or some.broken:
                self._chunk(some)
        self._tell_kinds()
        _frame({"kind": "end", "rows": self._read, "refused": self._refused})

    def _tell_kinds(self) -> None:
        if kinds := self._kinds.take():
            _frame({"kind": "kinds"}, table(list(zip(*kinds, strict=True))))

    def _chunk(self, some: _Some) -> None:
        if self._annotated and some.numbers:
            some = some.without(dict.fromkeys(self._unreadable_before(some.columns), ("cells", 0)))
        compared: Sequence[Sequence[Any]] = Told.nothing().columns()
        odd: list[Sequence[Any]] = []
        if some.numbers:
            some, compared, odd = self._compared(some)
        self._refused += len(some.broken)
        odd += [(one.number, "", "", one.fault) for one in some.broken]
        kept = list[Sequence[str]]()
        if some.numbers:
            there = enumerate(some.columns)
            kept = [
                [*map(str, some.numbers)],
                *([] if n in self._not_kept else one for n, one in there),
            ]
        cells = pack(kept, ((str(one.number), *self._returned.kept(one)) for one in some.broken))
        head = {
            "kind": "chunk",
            "first": min([*some.numbers[:1], *(one.number for one in some.broken)]),
            "rows": len(some.numbers) + len(some.broken),
            "broken": [[one.number, one.fault] for one in some.broken[:SHOWN]],
        }
        oddities = zip(*odd, strict=True) if odd else [()] * _ODDITIES
        look = table([some.numbers, *compared, *oddities])
        _frame(head, look, cells, *self._phones(some))
        if self._kinds.full:
            self._tell_kinds()

    def _phones(self, some: _Some) -> Iterator[bytes]:
        """Yield the digests of phones, each after its row's number, as lines for COPY."""
        if not self._phone_key or not some.numbers or Meaning.PHONE not in self._meanings:
            return
        phones = some.columns[self._meanings.index(Meaning.PHONE)]
        told = zip(some.numbers, digests(phones, self._phone_key), strict=True)
        yield squeeze("".join(f"{n}{CELL}{one}{LINE}" for n, one in told if one is not None))

    def _compared(self, some: _Some) -> tuple[_Some, Sequence[Sequence[Any]], list[Sequence[Any]]]:
        """Return rows that can be read after all, their columns to compare, and the odd ones."""
        told = self._facts.of(some.columns)
        numbers, columns = some.numbers, told.columns()
        if moved := self._shifts.found(some.columns, told.unreadable):
            columns = _without(moved, columns)
            some = some.without({n: ("shifted", by) for n, by in moved.items()})
        self._kinds.count(columns[Told.KINDS])
        odd = [
            (numbers[n], told.marks.get(n, ""), told.unreadable.get(n, ""), "")
            for n in told.odd() - moved.keys()
        ]
        return some, columns, [*odd]

    def _cut(self, first: int, batch: Columns) -> _Some:
        """Return the rows of a batch that came as columns."""
        columns = [self._originals(one) for one in batch.columns]
        broken = [BrokenRow(first + n, self._originals(row), "cells") for n, row in batch.odd]
        return _Some([first + n for n in batch.places], columns, broken)

    def _parted(self, first: int, batch: Rows) -> _Some:
        """Return the rows of a batch that can be read, and those that can't, each with why.

        What all of them have is looked for in all at once, since nearly all rows can be read.
        """
        numbers = [first + n for n, row in enumerate(batch) if any(row)]
        batch = [self._originals(row) for row in batch if any(row)]
        faults: dict[int, str] = {}
        if list(map(len, batch)).count(self._width) != len(batch):
            faults = {n: "cells" for n, row in enumerate(batch) if len(row) != self._width}
        if not is_plain("".join(chain.from_iterable(batch))):
            unfit = (n for n, row in enumerate(batch) if not is_plain("".join(row)))
            faults = dict.fromkeys(unfit, "characters") | faults
        broken = [BrokenRow(numbers[n], batch[n], why) for n, why in sorted(faults.items())]
        (there,) = _without(faults, [numbers])
        (even,) = _without(faults, [batch])
        return _Some(there, list(zip(*even, strict=True)), broken)

    def _unreadable_before(self, columns: Sequence[Sequence[str]]) -> set[int]:
        """Return the rows that came back unreadable and are so still, though a workbook fills them.

        Our finding stands where such a row ended, which is not the column of findings.
        """
        others = (
            one
            for one, what in zip(columns, self._meanings, strict=True)
            if what is not Meaning.FINDINGS and ROW_UNREADABLE in CELL.join(one)
        )
        return {
            n for one in others for n, cell in enumerate(one) if cell.startswith(ROW_UNREADABLE)
        }

    def _originals(self, cells: Sequence[str]) -> list[str]:
        """Return cells of a file that comes from us as they were before it went out."""
        return list(map(original, cells)) if self._annotated else list(cells)


def _without(places: Collection[int], columns: Sequence[Sequence[T]]) -> list[Sequence[T]]:
    """Return columns without what stands in some places."""
    if not places or not columns:
        return list(columns)
    if len(places) > _FEW:
        there = [n not in places for n in range(len(columns[0]))]
        return [list(compress(one, there)) for one in columns]
    left = [list(one) for one in columns]
    for place in sorted(places, reverse=True):
        for one in left:
            del one[place]
    return [*left]


def _frame(head: dict[str, Any], *parts: bytes) -> None:
    line = json.dumps({**head, "parts": [len(one) for one in parts]}, ensure_ascii=True)
    out = sys.stdout.buffer
    out.write(line.encode() + b"\n")
    for one in parts:
        out.write(one)
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
