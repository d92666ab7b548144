"""Reads one roster from standard input, under limits, and writes frames to standard output.

A frame is a line of JSON, followed by as many bytes as it says. The process knows no database and
no key, and is ended by the system when it takes too much.
"""

import gc
import json
import os
import resource
import sys
import zlib
from collections.abc import Container, Iterator, Sequence
from itertools import chain, compress, islice
from typing import Any, BinaryIO

from app.integrations.rosters import delimited, limits, objects, workbook
from app.integrations.rosters.broken import BrokenRow, Returned
from app.integrations.rosters.cells import original
from app.integrations.rosters.facts import Facts
from app.integrations.rosters.packing import CELL, LINE, is_plain, pack, plain, pour
from app.integrations.rosters.refusals import RefusedFileError
from app.integrations.rosters.shifts import Shifts
from app.integrations.rosters.tables import Table
from app.policy.onboarding.roster_columns import NOT_KEPT, Meaning, resolve

_ARCHIVE, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
# How many unreadable rows of a chunk are told beside it.
SHOWN = 100
# Columns between a row's number and what it is refused for, and the separator before that.
POURED = 14


def main() -> int:
    """Read standard input to its end; return 0, or 1 with a last frame that says why not."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    cpu = limits.CHILD_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.argv[1])
    # Millions of cells come and go, and no cycles among them: looking for some costs a tenth.
    gc.disable()
    try:
        _read(os.fdopen(0, "rb"), asked)
    except RefusedFileError as refused:
        _frame({"kind": "refused", "code": refused.code})
        return 1
    except MemoryError:
        _frame({"kind": "refused", "code": "limits"})
        return 1
    return 0


def _read(file: BinaryIO, asked: dict[str, Any]) -> None:
    table = _table(file, asked.get("delimiter"))
    if not any(one.strip() for one in table.headings):
        raise RefusedFileError("empty")
    if len(table.headings) > limits.COLUMNS:
        raise RefusedFileError("columns")
    said = {int(number): Meaning(what) for number, what in asked["columns"].items()}
    columns = resolve(table.headings, said)
    unclear = [[one.number, list(one.candidates)] for one in columns.unclear]
    headings = [plain(original(one))[:200] for one in table.headings]
    head = {"kind": "head", "headings": headings, "meanings": columns.meanings, "unclear": unclear}
    _frame({**head, "described": table.described})
    if not unclear:
        rows = table.rows
        if Meaning.FINDINGS in columns.meanings:
            rows = ([original(cell) for cell in row] for row in rows)
        _Writer(columns.meanings).all(rows)


def _table(file: BinaryIO, delimiter: str | None) -> Table:
    first = file.read(4096)
    file.seek(0)
    if first.startswith(_COMPOUND):
        raise RefusedFileError("encrypted")
    if first.startswith(_ARCHIVE):
        return workbook.read(file)
    if first.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}:
        return objects.read(file)
    return delimited.read(file, delimiter)


class _Writer:
    """Writes chunks of rows as they were sent and as they are compared."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self._width = len(meanings)
        self._facts = Facts(meanings)
        self._shifts = Shifts(meanings)
        self._returned = Returned(meanings)
        self._not_kept = {place for place, one in enumerate(meanings) if one in NOT_KEPT}
        self._read = self._refused = 0

    def all(self, rows: Iterator[list[str]]) -> None:
        # The headings are the first row, as a spreadsheet counts them.
        number = 2
        while batch := list(islice(rows, limits.CHUNK_ROWS)):
            numbers: Sequence[int] = range(number, number + len(batch))
            number += len(batch)
            if not all(map(any, batch)):
                there = [(n, row) for n, row in zip(numbers, batch, strict=True) if any(row)]
                numbers, batch = [n for n, _ in there], [row for _, row in there]
            self._read += len(batch)
            if self._read > limits.ROWS:
                raise RefusedFileError("rows")
            if batch:
                self._chunk(numbers, batch)
        _frame({"kind": "end", "rows": self._read, "refused": self._refused})

    def _chunk(self, numbers: Sequence[int], batch: list[list[str]]) -> None:
        numbers, batch, broken = self._parted(numbers, batch)
        columns, facts = self._columns(batch)
        if batch and (moved := self._shifts.found(columns, facts[-1])):
            broken += [BrokenRow(numbers[n], batch[n], "shifted", by) for n, by in moved.items()]
            numbers, batch = _without(moved, numbers, batch)
            columns, facts = self._columns(batch)
        told = [str(number) for number in numbers]
        lines, cells = "", []
        if batch:
            nothing = [""] * len(batch)
            lines = pour([told, *facts, nothing])
            kept = [nothing if n in self._not_kept else one for n, one in enumerate(columns)]
            cells = list(zip(told, *kept, strict=True))
        self._refused += len(broken)
        lines += "".join(f"{one.number}{CELL * POURED}{one.fault}{LINE}" for one in broken)
        cells += [(str(one.number), *self._returned.kept(one)) for one in broken]
        head = {
            "kind": "chunk",
            "first": min([*numbers[:1], *(one.number for one in broken)]),
            "rows": len(told) + len(broken),
            "broken": [[one.number, one.fault] for one in broken[:SHOWN]],
        }
        _frame(head, zlib.compress(lines.encode(), 1), pack(cells))

    def _columns(self, batch: list[list[str]]) -> tuple[list[tuple[str, ...]], list[Sequence[str]]]:
        """Return the columns of some rows, as they were sent and as they are compared."""
        columns = list(zip(*batch, strict=True))
        return columns, self._facts.of(columns) if columns else []

    def _parted(
        self, numbers: Sequence[int], batch: list[list[str]]
    ) -> tuple[Sequence[int], list[list[str]], list[BrokenRow]]:
        """Return the rows that can be read, and those that can't, each with why.

        What all of them have is looked for in all at once, since nearly all rows can be read.
        """
        faults: dict[int, str] = {}
        if list(map(len, batch)).count(self._width) != len(batch):
            faults = {n: "cells" for n, row in enumerate(batch) if len(row) != self._width}
        if not is_plain("".join(chain.from_iterable(batch))):
            unfit = (n for n, row in enumerate(batch) if not is_plain("".join(row)))
            faults = dict.fromkeys(unfit, "characters") | faults
        if not faults:
            return numbers, batch, []
        broken = [BrokenRow(numbers[n], batch[n], why) for n, why in sorted(faults.items())]
        return *_without(faults, numbers, batch), broken


def _without(
    places: Container[int], numbers: Sequence[int], batch: list[list[str]]
) -> tuple[list[int], list[list[str]]]:
    """Return rows and their numbers without those in some places."""
    there = [n not in places for n in range(len(batch))]
    return list(compress(numbers, there)), list(compress(batch, there))


def _frame(head: dict[str, Any], *parts: bytes) -> None:
    line = json.dumps({**head, "parts": [len(one) for one in parts]}, ensure_ascii=True)
    out = sys.stdout.buffer
    out.write(line.encode() + b"\n")
    for one in parts:
        out.write(one)
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
