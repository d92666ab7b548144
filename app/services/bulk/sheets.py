"""An export as a workbook for people: officials, their courses and their tests, cadre by cadre."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.policy.apar import entry_schema
from app.policy.apar.entry_schema import EntrySchema, SchemaColumn, value_at
from app.store.apar.entries import Entry

Row = Sequence[str | int | float | None]
SHEET_ROWS = 1_048_576
# Around the columns of the form, in which each sheet tells its part of the entry.
WHOM = ("Official / अधिकारी",)
IDENTITY = (*WHOM, "Cadre / संवर्ग", "Version / संस्करण", "Position / स्थान")
TRACES = (
    "Facts through / तथ्य कब तक",
    "Published / प्रकाशित",
    "SHA-256",
    "Correction / शुद्धि",
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
    """Takes entries in order of official, and writes the workbook when it is closed.

    Entries of cadres without a form of their own share sheets; any other cadre has sheets to
    itself, numbered in the order in which they come.
    """

    def __init__(
        self,
        into: BinaryIO,
        made_at: datetime,
        schema_of: Callable[[str], EntrySchema],
    ) -> None:
        """Write into a file; ``schema_of`` finds the schema that an entry names."""
        self._schema_of = schema_of
        self._book = xlsxwriter.Workbook(into, _PLAIN)
        # The moment of the question, not of the writing: the same export is the same bytes.
        self._book.set_properties({"created": made_at.replace(tzinfo=None)})
        schema = entry_schema.current()
        self._forms = {(schema.id, ""): _Form(self._book, schema, None, "")}

    def add(self, entries: Iterable[Entry]) -> None:
        """Take some entries; raise TooManyRowsError when a sheet is full."""
        for entry in entries:
            body = json.loads(entry.body)
            self._form_of(body["schema"], entry.cadre).add(entry, body)

    def close(self) -> None:
        """Write the workbook."""
        self._book.close()

    def _form_of(self, schema_id: str, cadre: str | None) -> "_Form":
        schema = self._schema_of(schema_id)
        own = cadre if cadre is not None and schema.has_form_of(cadre) else ""
        if (schema_id, own) not in self._forms:
            number = f" {len(self._forms) + 1}"
            self._forms[schema_id, own] = _Form(self._book, schema, cadre, number)
        return self._forms[schema_id, own]


class _Form:
    """The sheets of one form: officials with what the year comes to, and a sheet of each list."""

    def __init__(
        self, book: xlsxwriter.Workbook, schema: EntrySchema, cadre: str | None, number: str
    ) -> None:
        columns = schema.columns_of(cadre)
        self._summary = [one for one in columns if one.path.startswith("summary.")]
        headings = (*IDENTITY, *map(_heading, self._summary), *TRACES)
        self._officials = _Sheet(book.add_worksheet(f"Officials{number}"), headings)
        self._lists: dict[str, tuple[Sequence[SchemaColumn], _Sheet]] = {}
        for one in columns:
            name = one.path.partition(".")[0]
            if name not in {"summary", *self._lists}:
                own = [each for each in columns if each.path.startswith(f"{name}.")]
                sheet = book.add_worksheet(f"{name.capitalize()}{number}")
                self._lists[name] = (own, _Sheet(sheet, (*WHOM, *map(_heading, own))))

    def add(self, entry: Entry, body: Mapping[str, Any]) -> None:
        identity = (entry.official_id, entry.cadre, entry.version, entry.position)
        summary = [value_at(body, one.path) for one in self._summary]
        moments = [one.isoformat() for one in (entry.facts_through, entry.published_at)]
        self._officials.add((*identity, *summary, *moments, entry.digest, entry.correction))
        for name, (columns, sheet) in self._lists.items():
            for item in body[name]:
                told = (value_at({name: item}, one.path) for one in columns)
                sheet.add((entry.official_id, *told))


def _heading(column: SchemaColumn) -> str:
    return f"{column.en} / {column.hi}"


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
