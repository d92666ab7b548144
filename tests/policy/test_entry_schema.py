"""The entry's schema: cadres order, word and withhold columns, within what may be withheld."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.policy.apar import entry_schema
from app.policy.apar.entry_schema import EntrySchema

OUTCOME, SCORE = "summary.outcome", "assessments.score"


def with_cadre(**own: Any) -> EntrySchema:
    """Return the current schema with one cadre's own form."""
    held = entry_schema.current().model_dump(by_alias=True)
    return EntrySchema.model_validate({**held, "cadre": [{"name": "Goa", **own}]})


def test_a_cadre_without_a_form_has_the_common_one() -> None:
    """As long as nothing is notified, all columns stand in the common order and wording."""
    schema = entry_schema.current()

    assert schema.columns_of("Goa") == schema.columns_of(None)
    assert schema.parts_of("Goa") == schema.parts_of(None)


def test_scores_are_nobodys_unless_a_cadre_shows_them() -> None:
    """As shipped no entry has a score; a cadre's form that shows scores has them alone."""
    shipped, own = entry_schema.current(), with_cadre(shown=["scores"])

    assert SCORE not in {one.path for one in shipped.columns_of(None)}
    assert SCORE in {one.path for one in own.columns_of("Goa")}
    assert own.columns_of("Kerala") == shipped.columns_of(None)


def test_a_cadre_has_its_order_and_wording() -> None:
    """A notified form has its own columns in its own order, and its own words."""
    words = {"en": "Course", "hi": "पाठ्यक्रम"}
    schema = with_cadre(columns=[OUTCOME, "courses.name"], wording={"courses.name": words})
    columns = schema.columns_of("Goa")

    assert [one.path for one in columns] == [OUTCOME, "courses.name"]
    assert (columns[1].en, columns[1].hi) == ("Course", "पाठ्यक्रम")
    assert schema.columns_of("Kerala") == schema.columns_of(None)


def test_a_withheld_part_has_no_column() -> None:
    """A cadre that withholds the outcome has no column for it."""
    schema = with_cadre(withheld=["outcome"])

    assert OUTCOME not in {one.path for one in schema.columns_of("Goa")}
    assert "outcome" not in {one.id for one in schema.parts_of("Goa")}


@pytest.mark.parametrize(
    "own",
    [
        {"withheld": ["courses"]},
        {"withheld": ["unheard"]},
        {"shown": ["outcome"]},
        {"columns": ["score"]},
        {"columns": ["courses.name", "courses.name"]},
        {"wording": {"score": {}}},
    ],
)
def test_a_form_that_can_not_be_is_refused(own: dict[str, Any]) -> None:
    """What the memorandum puts into the APAR is not withheld, and unknown columns are refused."""
    with pytest.raises(ValidationError):
        with_cadre(**own)
