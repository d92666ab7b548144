"""Reads one roster from standard input, under limits, and writes frames to standard output.

A frame is a line of JSON, followed by as many bytes as it says. The process knows no database, no
key but the one for phones, and is ended by the system when it takes too much.
"""

import csv
import io
import json
import os
import resource
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from app.integrations.rosters import delimited, limits, objects, workbook
from app.integrations.rosters.cells import original
from app.integrations.rosters.facts import COLUMNS, Facts
from app.integrations.rosters.refusals import RefusedFileError
from app.integrations.rosters.tables import Table
from app.policy.roster_columns import Meaning, resolve

_ARCHIVE, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
# What is not kept of a roster: the cells of these columns are blank in the file that comes back.
NOT_KEPT = frozenset({Meaning.WITHHELD, Meaning.PHONE, Meaning.FINDINGS})
# How many unreadable rows of a chunk are told beside it.
SHOWN = 100
PHONE_KEY = "KARMASETU_PHONE_KEY"


def main() -> int:
    """Read standard input to its end; return 0, or 1 with a last frame that says why not."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    cpu = limits.CHILD_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.argv[1])
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
    headings = [_plain(original(one))[:200] for one in table.headings]
    head = {"kind": "head", "headings": headings, "meanings": columns.meanings, "unclear": unclear}
    _frame({**head, "described": table.described})
    if not unclear:
        phone_key = bytes.fromhex(os.environ[PHONE_KEY])
        rows = table.rows
        if Meaning.FINDINGS in columns.meanings:
            rows = ([original(cell) for cell in row] for row in rows)
        _Writer(columns.meanings, Facts(columns.meanings, phone_key)).all(rows)


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

    def __init__(self, meanings: Sequence[Meaning], facts: Facts) -> None:
        self._width = len(meanings)
        self._facts = facts
        self._not_kept = [place for place, one in enumerate(meanings) if one in NOT_KEPT]
        self._read = self._refused = 0

    def all(self, rows: Iterator[list[str]]) -> None:
        # The headings are the first row, as a spreadsheet counts them.
        number = 2
        while batch := list(islice(rows, limits.CHUNK_ROWS)):
            numbered = [(n, row) for n, row in enumerate(batch, number) if any(row)]
            number += len(batch)
            self._read += len(numbered)
            if self._read > limits.ROWS:
                raise RefusedFileError("rows")
            if numbered:
                self._chunk(numbered)
        _frame({"kind": "end", "rows": self._read, "refused": self._refused})

    def _chunk(self, numbered: list[tuple[int, list[str]]]) -> None:
        whole = [(n, row) for n, row in numbered if len(row) == self._width and _writable(row)]
        broken = [(n, row) for n, row in numbered if len(row) != self._width or not _writable(row)]
        self._refused += len(broken)
        out = io.StringIO()
        facts = csv.writer(out, lineterminator="\r\n")
        if whole:
            columns = self._facts.of([row for _, row in whole])
            facts.writerows(zip([n for n, _ in whole], *columns, strict=True))
        blank = [""] * (len(COLUMNS) - 1)
        facts.writerows([n, *blank, _fault(row, self._width)] for n, row in broken)
        cells = self._cells([(n, [_plain(c) for c in row[: limits.COLUMNS]]) for n, row in broken])
        kept = sorted([*((n, self._kept(row)) for n, row in whole), *cells])
        _frame(
            {
                "kind": "chunk",
                "first": numbered[0][0],
                "rows": len(numbered),
                "broken": [[n, _fault(row, self._width)] for n, row in broken[:SHOWN]],
            },
            out.getvalue().encode(),
            _packed(kept),
        )

    def _cells(self, broken: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        # A broken row's cells may stand under any heading: none is known to be harmless to keep.
        return [(n, row if not self._not_kept else []) for n, row in broken]

    def _kept(self, row: list[str]) -> list[str]:
        for place in self._not_kept:
            row[place] = ""
        return row


def _packed(rows: list[tuple[int, list[str]]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([n, *row] for n, row in rows)
    return zlib.compress(out.getvalue().encode(), 1)


def _writable(row: list[str]) -> bool:
    text = "".join(row)
    if "\0" in text:
        return False
    return text.isascii() or _plain(text) == text


def _plain(text: str) -> str:
    """Return a text without what neither UTF-8 nor PostgreSQL can hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _fault(row: list[str], width: int) -> str:
    return "cells" if len(row) != width else "characters"


def _frame(head: dict[str, Any], *parts: bytes) -> None:
    line = json.dumps({**head, "parts": [len(one) for one in parts]}, ensure_ascii=True)
    out = sys.stdout.buffer
    out.write(line.encode() + b"\n")
    for one in parts:
        out.write(one)
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
