"""Writes comma-separated lines from standard input as a workbook (XLSX) to standard output.

Run as a process of its own: a million rows keep a processor busy for a minute. Every cell is
written as text, so that none is a formula, a link or a number that loses its zeros.
"""

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import xlsxwriter

_AS_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDE = 24


def write(rows: Iterable[Sequence[str]], file: BinaryIO) -> None:
    """Write rows, the headings first, as a workbook of one sheet."""
    with xlsxwriter.Workbook(file, _AS_TEXT) as book:
        sheet = book.add_worksheet("Roster")
        bold = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for number, row in enumerate(rows):
            if number == 0:
                sheet.set_column(0, len(row), _WIDE, text)
                sheet.freeze_panes(1, 0)
            for place, cell in enumerate(row):
                if cell or number == 0:
                    sheet.write_string(number, place, cell, bold if number == 0 else text)


def main() -> int:
    """Copy lines to a workbook; return 0."""
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
    with tempfile.TemporaryFile() as made:
        write(csv.reader(lines), made)
        made.seek(0)
        shutil.copyfileobj(made, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
