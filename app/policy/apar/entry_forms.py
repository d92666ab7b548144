"""The forms that an installation sets for cadres: read from its file, with every fault named."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, ValidationError

from app.errors import InvalidError
from app.policy.apar import entry_schema
from app.policy.apar.entry_schema import Cadre, EntrySchema
from app.policy.reporting_year import ReportingYear

Fault = tuple[str, str]


def _label(text: str) -> str:
    return ReportingYear.parse(text).label


class _Row(Cadre):
    """A cadre's form as the file has it: from which reporting year on it is the cadre's."""

    since: Annotated[str, AfterValidator(_label)]


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A cadre's own form: from which reporting year on, and the schema of the cadre's entries."""

    since: ReportingYear
    schema: EntrySchema

    @property
    def cadre(self) -> Cadre:
        """The cadre, with its columns, its words, and what it withholds and shows."""
        return self.schema.cadres[0]


def read(text: str) -> tuple[OwnForm, ...]:
    """Return the forms of a file in TOML, each a ``[[cadre]]``.

    All of it is house. Raises InvalidError that names every fault, each with its place.
    """
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _refused([("file", str(fault))]) from fault
    faults = [(name, "is no part of such a file") for name in sorted(set(held) - {"cadre"})]
    rows: list[_Row] = []
    listed = held.get("cadre", [])
    for number, row in enumerate(listed if isinstance(listed, list) else [listed], start=1):
        place = f"cadre {number}"
        try:
            rows.append(_Row.model_validate(row))
        except ValidationError as refused:
            faults += ((f"{place}: {where}", what) for where, what in _told(refused))
        else:
            faults += ((place, " ".join(one)) for one in _faults_of(rows))
    if faults:
        raise _refused(faults)
    return tuple(_form(row) for row in rows)


def of_year(forms: Sequence[OwnForm], year: ReportingYear) -> tuple[OwnForm, ...]:
    """Return the form of each cadre that has one in a year: the last that came until then."""
    until = sorted((one for one in forms if one.since <= year), key=lambda one: one.since)
    return tuple({one.cadre.name: one for one in until}.values())


def _faults_of(rows: list[_Row]) -> Iterator[Fault]:
    """Yield what is wrong with the last row, after those before it."""
    *before, row = rows
    schema = entry_schema.current()
    yield from schema.faults_of(row)
    if (row.name, row.since) in {(one.name, one.since) for one in before}:
        yield row.name, f"has two forms since {row.since}"
    parts = {one.id for one in schema.in_form_of(row).parts_of(row.name)}
    for column in schema.columns:
        if column.path in row.columns and column.part not in parts:
            yield column.path, "is of a part that the form does not show"


def _form(row: _Row) -> OwnForm:
    cadre = Cadre(**row.model_dump(exclude={"since"}))
    return OwnForm(ReportingYear.parse(row.since), entry_schema.current().in_form_of(cadre))


def _told(refused: ValidationError) -> Iterator[Fault]:
    for error in refused.errors(include_input=False, include_url=False):
        yield ".".join(map(str, error["loc"])) or "row", error["msg"]


def _refused(faults: list[Fault]) -> InvalidError:
    return InvalidError("the cadres' forms can't be read", faults)
