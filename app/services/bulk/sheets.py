"""An export as a workbook for people: one sheet of officials, one of their courses and tests."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.store.entries import Entry

Row = Sequence[str | int | None]
SHEET_ROWS = 1_048_576
OFFICIALS = (
    "Official / अधिकारी",
    "Version / संस्करण",
    "Position / स्थान",
    "Outcome / परिणाम",
    "Prescribed / निर्धारित",
    "Required / अपेक्षित",
    "Completed / पूर्ण",
    "Facts through / तथ्य कब तक",
    "Published / प्रकाशित",
    "SHA-256",
    "Correction / शुद्धि",
)
LEARNING = (
    "Official / अधिकारी",
    "Kind / प्रकार",
    "iGOT id / आईगॉट पहचान",
    "Name / नाम",
    "Status / स्थिति",
    "Day / दिनांक",
)
# A cell is text or a number, never a formula or a link, whatever a course is called.
_PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class TooManyRowsError(Exception):
    """A sheet can't take so many rows; an export of fewer officials a file can."""


class Workbook:
    """Takes entries in order of official, and writes the workbook when it is closed."""

    def __init__(self, into: BinaryIO, made_at: datetime) -> None:
        self._book = xlsxwriter.Workbook(into, _PLAIN)
        # The moment of the question, not of the writing: the same export is the same bytes.
        self._book.set_properties({"created": made_at.replace(tzinfo=None)})
        self._officials = _Sheet(self._book.add_worksheet("Officials"), OFFICIALS)
        self._learning = _Sheet(self._book.add_worksheet("Learning"), LEARNING)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take some entries; raise TooManyRowsError when a sheet is full."""
        for entry in entries:
            body = json.loads(entry.body)
            self._officials.add(_official(entry, body["summary"]))
            for row in _learning(entry.official_id, body):
                self._learning.add(row)

    def close(self) -> None:
        """Write the workbook."""
        self._book.close()


class _Sheet:
    def __init__(self, sheet: Worksheet, headings: Sequence[str]) -> None:
        self._sheet, self._next = sheet, 0
        sheet.freeze_panes(1, 0)
        self.add(headings)

    def add(self, row: Row) -> None:
        if self._next >= SHEET_ROWS:
            raise TooManyRowsError
        self._sheet.write_row(self._next, 0, row)
        self._next += 1


def _official(entry: Entry, summary: dict[str, Any]) -> Row:
    counts = [summary[name] for name in ("prescribed", "required", "completed")]
    moments = [one.isoformat() for one in (entry.facts_through, entry.published_at)]
    identity = (entry.official_id, entry.version, entry.position)
    return (*identity, summary["outcome"], *counts, *moments, entry.digest, entry.correction)


def _learning(official_id: int, body: dict[str, Any]) -> Iterator[Row]:
    for one in body["courses"]:
        told = (one["course_id"], one["name"], one["status"], one["completed_on"])
        yield (official_id, "course", *told)
    for one in body["assessments"]:
        told = (one["assessment_id"], one["name"], one["status"], one["passed_on"])
        yield (official_id, "assessment", *told)
