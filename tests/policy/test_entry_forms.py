"""Cadres' own forms in an installation's file: read whole, or refused with every fault named."""

import pytest

from app.errors import InvalidError
from app.policy.apar import entry_forms, entry_schema
from app.policy.reporting_year import ReportingYear

GOOD = """
[[cadre]]
name = "Goa"
since = "2025-26"
columns = ["courses.status", "courses.name"]
[cadre.wording."courses.name"]
en = "Course"
hi = "पाठ्यक्रम"

[[cadre]]
name = "Goa"
since = "2027-28"
withheld = ["outcome"]
"""
SAME_BUT_A_WORD = """
[[cadre]]
name = "Goa"
since = "2026-27"
columns = ["courses.status", "courses.name"]
[cadre.wording."courses.name"]
en = "Courses"
hi = "पाठ्यक्रम"
"""
BAD = """
colour = "red"
[[cadre]]
name = "Goa"
since = "2025-27"
columns = [1]
[[cadre]]
name = "Kerala"
since = "2025-26"
columns = ["courses.nome", "courses.name", "courses.name", "assessments.score"]
withheld = ["courses"]
shown = ["outcome"]
[[cadre]]
name = "Kerala"
since = "2025-26"
wording = { "courses.name" = { en = "Course" } }
[[cadre]]
name = "Kerala"
since = "2025-26"
"""


def test_a_form_is_a_schema_of_its_own() -> None:
    """It is named by its digest: another word is another schema, and the year is no part of it."""
    first, later = entry_forms.read(GOOD)
    [worded] = entry_forms.read(SAME_BUT_A_WORD)
    [moved] = entry_forms.read(SAME_BUT_A_WORD.replace("Courses", "Course"))

    assert first.schema.id.startswith(f"{entry_schema.current().id}-")
    assert (first.since, later.since) == (ReportingYear(2025), ReportingYear(2027))
    assert [one.en for one in first.schema.columns_of("Goa")] == ["Status of completion", "Course"]
    assert moved.schema.id == first.schema.id != worded.schema.id


def test_of_two_forms_the_last_until_the_year_is_the_cadres() -> None:
    """A form is its cadre's from its year on, until another one's year."""
    forms = entry_forms.read(GOOD)
    held = {
        start: [one.since.start for one in entry_forms.of_year(forms, ReportingYear(start))]
        for start in (2024, 2025, 2026, 2027)
    }

    assert held == {2024: [], 2025: [2025], 2026: [2025], 2027: [2027]}


def test_every_fault_is_named_at_once() -> None:
    """Unknown members, years, columns and parts, what is there twice, what lacks its Hindi."""
    with pytest.raises(InvalidError) as refused:
        entry_forms.read(BAD)

    assert {f"{where}: {what}" for where, what in refused.value.faults} == {
        "colour: is no part of such a file",
        "cadre 1: since: Value error, a reporting year is written like 2025-26",
        "cadre 1: columns.0: Input should be a valid string",
        "cadre 2: courses.nome is no column",
        "cadre 2: courses.name is a column twice",
        "cadre 2: courses can't be withheld",
        "cadre 2: outcome is not to be shown",
        "cadre 2: courses.name is of a part that the form does not show",
        "cadre 2: assessments.score is of a part that the form does not show",
        "cadre 3: wording.courses.name.hi: Field required",
        "cadre 4: Kerala has two forms since 2025-26",
    }


@pytest.mark.parametrize("text", ["[[cadre]", "cadre = 3", 'cadre = "Goa"'])
def test_what_is_no_such_file_is_refused(text: str) -> None:
    """A file that is no TOML, or has no table where one belongs, is a fault like any other."""
    with pytest.raises(InvalidError) as refused:
        entry_forms.read(text)
    assert refused.value.faults
