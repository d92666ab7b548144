"""The workbook of an export: each cadre's entries in the columns, order and words of its form."""

import io
import json
from datetime import UTC, datetime
from typing import Any

from python_calamine import CalamineWorkbook

from app.policy.apar import entry_schema
from app.policy.apar.entry_schema import EntrySchema
from app.services.bulk.sheets import Workbook
from app.store.apar.entries import Entry

AT = datetime(2026, 4, 1, tzinfo=UTC)
BODY: dict[str, Any] = {
    "assessments": [],
    "courses": [{"completed_on": None, "course_id": "A", "name": "=1+1", "status": "completed"}],
    "schema": "karmasetu.apar-entry/1",
    "summary": {"completed": 1, "outcome": "met", "prescribed": 2, "required": 1},
}


def entry(official_id: int, cadre: str | None) -> Entry:
    """Return an official's entry."""
    return Entry(official_id, 1, 9, "a" * 64, AT, AT, json.dumps(BODY), None, cadre)


def sheets(*entries: Entry, schema: EntrySchema | None = None) -> dict[str, list[list[Any]]]:
    """Return the rows of each sheet of a workbook with some entries, all of one schema."""
    written = io.BytesIO()
    book = Workbook(written, AT, lambda _: schema or entry_schema.current())
    book.add(entries)
    book.close()
    written.seek(0)
    read = CalamineWorkbook.from_filelike(written)
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def test_all_columns_of_the_form_are_there() -> None:
    """Headings are the schema's in both languages, and no cell is a formula."""
    found = sheets(entry(1, None), entry(2, "Goa"))

    assert list(found) == ["Officials", "Courses", "Assessments"]
    columns = [one for one in entry_schema.current().columns if one.path.startswith("courses.")]
    assert found["Courses"][0][1:] == [f"{one.en} / {one.hi}" for one in columns]
    assert found["Courses"][1][:4] == [1, "A", "=1+1", "completed"]
    assert [row[1] for row in found["Officials"][1:]] == ["", "Goa"]


def test_a_cadre_with_its_own_form_has_sheets_of_its_own() -> None:
    """Its columns stand in its order and words, without what it withholds; others keep theirs."""
    own = {
        "name": "Goa",
        "columns": ["courses.status", "courses.name", "summary.required", "summary.outcome"],
        "wording": {"courses.name": {"en": "Course", "hi": "पाठ्यक्रम"}},
        "withheld": ["outcome"],
    }
    held = entry_schema.current().model_dump(by_alias=True)
    schema = EntrySchema.model_validate({**held, "cadre": [own]})
    found = sheets(entry(1, "Goa"), entry(2, None), entry(3, "Goa"), schema=schema)

    assert list(found) == ["Officials", "Courses", "Assessments", "Officials 2", "Courses 2"]
    assert found["Courses 2"][0][1:] == [
        "Status of completion / पूर्णता की स्थिति",
        "Course / पाठ्यक्रम",
    ]
    assert found["Courses 2"][1:] == [[1, "completed", "=1+1"], [3, "completed", "=1+1"]]
    assert [row[0] for row in found["Officials"][1:]] == [2]
    assert found["Officials 2"][0][4:6] == [
        "Courses required / अपेक्षित पाठ्यक्रम",
        "Facts through / तथ्य कब तक",
    ]
