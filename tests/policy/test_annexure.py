"""What an annexure says: the cadre's columns in its words, each part's source, and its traces."""

from datetime import UTC, datetime
from typing import Any

from app.policy.apar import annexure, entry_schema
from app.policy.apar.annexure import Person, Published, Sealed
from app.policy.apar.entry_schema import EntrySchema
from app.policy.reporting_year import ReportingYear

ASHA = Person(7, "Asha Rao", "Goa", "Department", "विभाग", None)
BODY: dict[str, Any] = {
    "assessments": [],
    "courses": [
        {
            "completed_on": None,
            "course_id": "A",
            "equivalent": {
                "completed_on": "2025-12-24",
                "course_id": "B",
                "name": "Ethics",
                "order_number": "O-1",
            },
            "name": None,
            "status": "equivalent_completed",
        },
    ],
    "reporting_year": "2025-26",
    "ruleset": "b" * 64,
    "schema": "karmasetu.apar-entry/1",
    "summary": {"completed": 1, "outcome": "met", "prescribed": 2, "required": 1},
}
SEAL = Sealed(3, 2, 5, 1, "c" * 64)


def published(**changes: Any) -> Published:
    """Return the first version of an entry, published at night by the clock in India."""
    night = datetime(2026, 3, 31, 20, 30, tzinfo=UTC)
    values: dict[str, Any] = {
        "year": ReportingYear(2025),
        "version": 1,
        "position": 9,
        "digest": "a" * 64,
        "facts_through": night,
        "published_at": night,
        "body": BODY,
        "correction": None,
        "sealed": None,
    }
    return Published(**(values | changes))


def with_cadre(**own: Any) -> EntrySchema:
    """Return the current schema with one cadre's own form."""
    held = entry_schema.current().model_dump(by_alias=True)
    return EntrySchema.model_validate({**held, "cadre": [{"name": "Goa", **own}]})


def told(schema: EntrySchema | None = None, **changes: Any) -> dict[str, Any]:
    """Return what the paper says, by its sections' English headings."""
    paper = annexure.told(schema or entry_schema.current(), ASHA, published(**changes))
    return {one["heading"]["en"]: one for one in paper["sections"]}


def lines(section: dict[str, Any]) -> dict[str, Any]:
    """Return a list's values by their English labels."""
    return {one["label"]["en"]: one["value"] for one in section["rows"]}


def test_the_rows_are_the_entrys_in_the_schemas_words() -> None:
    """Each column of the schema is there in both languages; what is null is a dash."""
    courses = told()["Prescribed courses and their status of completion"]
    columns = [one for one in entry_schema.current().columns if one.path.startswith("courses.")]

    assert courses["columns"] == [{"en": one.en, "hi": one.hi} for one in columns]
    status = {
        "en": "Another course completed in its place",
        "hi": "इसके स्थान पर अन्य पाठ्यक्रम पूर्ण",
    }
    dash = annexure.NOTHING
    assert courses["rows"] == [["A", dash, status, dash, "B", "Ethics", "24.12.2025", "O-1"]]


def test_a_cadres_form_decides_what_stands_there() -> None:
    """Columns are the cadre's own, in its order and words; a withheld part is nowhere."""
    word = {"en": "Course", "hi": "पाठ्यक्रम"}
    own = with_cadre(
        columns=["summary.completed", "courses.name", "summary.outcome"],
        wording={"courses.name": word},
        withheld=["outcome"],
    )
    paper = told(own)

    assert list(paper)[1:3] == [
        "Summary of the year",
        "Prescribed courses and their status of completion",
    ]
    assert lines(paper["Summary of the year"]) == {"Courses completed": "1"}
    assert paper["Prescribed courses and their status of completion"]["columns"] == [word]
    assert "outcome" not in str(paper).lower().replace("outcome of", "")


def test_each_part_says_its_source_and_standing() -> None:
    """Every part that the cadre has is listed, with whence it comes and how firmly it stands."""
    rows = told()["What this paper is made of"]["rows"]

    schema = entry_schema.current()
    assert [row[0]["en"] for row in rows] == [one.en for one in schema.parts_of("Goa")]
    assert [row[2]["en"] for row in rows[:2]] == ["A memorandum says it"] * 2
    assert rows[0][3]["en"] == "No. T-28/27/2025-iGOT of 04.07.2025, para 3(vi)"
    assert all(row[2]["en"] == "Ours, until an authority decides" for row in rows[2:])


def test_a_paper_can_be_traced() -> None:
    """Version, position, digests, moments in India, seal and correction are all told."""
    correction = {"dated": "2026-05-02", "issued_by": "X", "number": "C-7", "reason": "Late"}
    plain = lines(told()["By what this paper can be traced"])
    traced = told(version=2, correction=correction, sealed=SEAL)
    corrected = lines(traced["By what this paper can be traced"])
    sealed = lines(told(sealed=SEAL)["By what this paper can be traced"])

    assert (plain["Version of the entry"], plain["Position of publication"]) == ("1", "9")
    assert (plain["SHA-256 of the entry"], plain["SHA-256 of the rules"]) == ("a" * 64, "b" * 64)
    assert plain["Facts held through"] == plain["Published"] == "01.04.2026 02:00:00 IST"
    assert (plain["Seal"]["en"], plain["Correction after the seal"]["en"]) == (
        "Not sealed.",
        "None.",
    )
    assert corrected["Correction after the seal"]["en"] == "By order C-7 of 02.05.2026 of X: Late"
    assert corrected["Seal"]["en"].startswith("Version 1 stands under seal 2 of authority 3,")
    assert sealed["Seal"]["en"] == f"Seal 2 of authority 3, place 5, root {'c' * 64}."


def test_every_word_is_there_in_both_languages() -> None:
    """Wherever words stand in English they stand in Hindi: no label is left in one language."""

    def walk(value: Any) -> list[dict[str, str]]:
        if isinstance(value, dict):
            inner = [one for each in value.values() for one in walk(each)]
            return [value, *inner] if "en" in value else inner
        return [one for each in value for one in walk(each)] if isinstance(value, list) else []

    paper = annexure.told(entry_schema.current(), ASHA, published(sealed=SEAL))
    worded = walk(paper)
    devanagari = [one for one in worded if any("\u0900" <= each <= "\u097f" for each in one["hi"])]
    assert len(devanagari) == len(worded) > 50
