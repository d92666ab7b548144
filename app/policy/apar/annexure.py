"""What the annexure to an official's APAR says: the sub-table in the cadre's form, and its traces.

The words of columns and parts are the entry schema's; what stands around them is house wording.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from app.policy.apar import annexure_words as words
from app.policy.apar.entry_schema import EntrySchema, Part, SchemaColumn, value_at
from app.policy.outcome import Outcome
from app.policy.reporting_year import IST, ReportingYear
from app.policy.wording import OUTCOMES, Wording, written

Cell = str | dict[str, str]
NOTHING = "\u2013"


@dataclass(frozen=True, slots=True)
class Person:
    """Of whom the paper is; what the reader may not see is None."""

    official_id: int
    name: str | None
    cadre: str | None
    authority: str
    authority_hi: str | None
    prescriber: str | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The newest seal that holds the official's entry: whose, which, where, of which version."""

    authority_id: int
    number: int
    place: int
    version: int
    root: str


@dataclass(frozen=True, slots=True)
class Published:
    """The version that the paper shows, with what it takes to find it again."""

    year: ReportingYear
    version: int
    position: int
    digest: str
    facts_through: datetime
    published_at: datetime
    body: Mapping[str, Any]
    correction: Mapping[str, str] | None
    sealed: Sealed | None


def told(schema: EntrySchema, person: Person, published: Published) -> dict[str, Any]:
    """Return the paper as data: a title, and sections that are lists or tables, in their order."""
    columns = schema.columns_of(person.cadre)
    groups = dict.fromkeys(one.path.partition(".")[0] for one in columns)
    parts = {one.id: one for one in schema.parts_of(person.cadre)}
    own = [_section(group, columns, parts, published.body) for group in groups]
    day = published.published_at.astimezone(IST)
    return {
        "title": asdict(words.TITLE.filled(year=published.year.label)),
        "day": [day.year, day.month, day.day],
        "footer": f"{published.year.label} · {person.official_id} · {published.version}"
        f" · {published.digest}",
        "sections": [
            _list(words.OF_WHOM, _of_whom(person, published)),
            *own,
            _parts(parts.values()),
            _list(words.TRACES, _traces(published)),
        ],
    }


def _of_whom(person: Person, published: Published) -> Iterator[tuple[Wording, Cell]]:
    yield words.YEAR, published.year.label
    yield words.OFFICIAL, person.name or NOTHING
    yield words.NUMBER, str(person.official_id)
    yield words.CADRE, person.cadre or NOTHING
    authority: Cell = person.authority
    if person.authority_hi:
        authority = {"en": person.authority, "hi": person.authority_hi}
    yield words.AUTHORITY, authority
    yield words.PRESCRIBER, person.prescriber or NOTHING


def _section(
    group: str,
    columns: Sequence[SchemaColumn],
    parts: Mapping[str, Part],
    body: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what an entry holds under a name, by the columns that lead there."""
    own = [one for one in columns if one.path.startswith(f"{group}.")]
    held = body[group]
    if isinstance(held, Mapping):
        rows = ((Wording(one.en, one.hi), _value(body, one.path)) for one in own)
        return _list(words.SUMMARY, rows)
    part = parts.get(group)
    heading = Wording(part.en, part.hi) if part else words.SUMMARY
    return {
        "kind": "table",
        "heading": asdict(heading),
        "columns": [{"en": one.en, "hi": one.hi} for one in own],
        "rows": [[_value({group: item}, one.path) for one in own] for item in held],
        "nothing": asdict(words.NONE_HELD),
    }


def _value(held: Any, path: str) -> Cell:
    """Return what stands at a path, in words where it is one of ours; a dash where nothing does."""
    found = value_at(held, path)
    if found is None:
        return NOTHING
    if path == "summary.outcome":
        return asdict(OUTCOMES[Outcome(found)])
    if path.endswith(".status"):
        return asdict(words.STATUSES[found])
    return written(date.fromisoformat(found)) if path.endswith("_on") else str(found)


def _parts(parts: Sequence[Part] | Any) -> dict[str, Any]:
    return {
        "kind": "table",
        "heading": asdict(words.PARTS),
        "columns": [asdict(one) for one in words.PART_COLUMNS],
        "rows": [
            [
                {"en": one.en, "hi": one.hi},
                asdict(words.SOURCES[one.source]),
                asdict(words.STANDINGS[one.standing]),
                NOTHING if one.citation is None else _cited(one),
            ]
            for one in parts
        ],
        "nothing": asdict(words.NONE_HELD),
    }


def _cited(part: Part) -> Cell:
    cited = part.citation
    if cited is None:
        return NOTHING
    where = {
        "memorandum": cited.memorandum,
        "dated": written(cited.dated),
        "paragraph": cited.paragraph,
    }
    return asdict(words.CITED.filled(**where))


def _traces(published: Published) -> Iterator[tuple[Wording, Cell]]:
    yield words.VERSION, str(published.version)
    yield words.POSITION, str(published.position)
    yield words.DIGEST, published.digest
    yield words.FACTS_THROUGH, _moment(published.facts_through)
    yield words.PUBLISHED, _moment(published.published_at)
    yield words.RULES, published.body["ruleset"]
    yield words.SCHEMA, published.body["schema"]
    yield words.SEAL, _seal(published)
    correction = published.correction
    if correction is None:
        yield words.CORRECTION, asdict(words.NO_CORRECTION)
    else:
        dated = written(date.fromisoformat(correction["dated"]))
        yield words.CORRECTION, asdict(words.CORRECTED.filled(**{**correction, "dated": dated}))


def _seal(published: Published) -> Cell:
    seal = published.sealed
    if seal is None:
        return asdict(words.NOT_SEALED)
    sentence = words.SEALED if seal.version == published.version else words.EARLIER_SEALED
    return asdict(sentence.filled(**asdict(seal)))


def _list(heading: Wording, rows: Iterator[tuple[Wording, Cell]]) -> dict[str, Any]:
    told = [{"label": asdict(label), "value": value} for label, value in rows]
    return {"kind": "list", "heading": asdict(heading), "rows": told}


def _moment(moment: datetime) -> str:
    """Return a moment by the clock in India, to the second, as orders write days."""
    local = moment.astimezone(IST)
    return f"{written(local.date())} {local:%H:%M:%S} IST"
