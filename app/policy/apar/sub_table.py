"""The sub-table as rows for people: a form's columns in its order, under its words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.policy.apar.entry_schema import SchemaColumn, value_at

# Whose row it is, before the columns of the form.
WHOM = "Official / अधिकारी"
_SUMMARY = "summary"


def headings(columns: Sequence[SchemaColumn]) -> list[str]:
    """Return the first row: each column in English and Hindi."""
    return [WHOM, *(f"{one.en} / {one.hi}" for one in columns)]


def rows(
    official_id: int, body: Mapping[str, Any], columns: Sequence[SchemaColumn]
) -> Iterator[list[Any]]:
    """Yield an entry's rows: one for each item of its lists that has a column, in their order.

    What the year comes to stands on each of them; an entry without an item has one row.
    """
    lists = dict.fromkeys(one.path.partition(".")[0] for one in columns)
    items = [(name, item) for name in lists if name != _SUMMARY for item in body[name]]
    for name, item in items or [(_SUMMARY, body[_SUMMARY])]:
        shown = {_SUMMARY: body[_SUMMARY], name: item}
        yield [official_id, *(value_at(shown, one.path) for one in columns)]
