"""python -m tools.try_samples FOLDER: payloads by the sync's own readers, and what came of it.

Prints keys, counts and reasons, and no value that a payload holds of anybody.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from app.errors import FeedFailedError
from app.integrations.http import Answer
from app.integrations.igot.envelope import read_result
from app.integrations.igot.feed import FeedMalformedError
from app.integrations.igot.reports import Columns, read_rows
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset, load
from tools.sample_readers import REPORTS, ROWS, ReportReader, names_read

YEAR = ReportingYear(2025)
NAMES = {"designations": "designations", "positions": "designations", "services": "services"}
_OK = 200


@dataclass(slots=True)
class Tried:
    """What came of one list, report or name list in a file."""

    place: str
    read_as: str
    rows: int
    taken: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    note: str = ""


def main(given: Sequence[str]) -> int:
    """Print what came of every file in a folder; return 2 where there is none."""
    files = sorted(path for path in Path(given[0]).rglob("*") if path.is_file()) if given else []
    if not files:
        Console(stderr=True).print("usage: python -m tools.try_samples FOLDER (with files in it)")
        return 2
    Console(width=144).print(table(files, load(YEAR)))
    return 0


def table(files: Sequence[Path], rules: Ruleset) -> Table:
    """Return the report: a line for each thing that was found in a file."""
    shown = Table("file", "where", "read as", "rows", "taken", "kept aside, and why", "note")
    for path in files:
        for one in tried(path, rules):
            aside = ", ".join(f"{count} {reason}" for reason, count in one.aside.most_common())
            cells = (one.place, one.read_as, str(one.rows), str(one.taken), aside, one.note)
            shown.add_row(path.name, *cells)
    return shown


def tried(path: Path, rules: Ruleset) -> list[Tried]:
    """Return what came of a file."""
    try:
        content = path.read_text("utf-8")
    except UnicodeDecodeError:
        return [Tried("", "nothing", 0, note="not UTF-8")]
    if path.suffix.lower() == ".json":
        try:
            document = json.loads(content)
        except (ValueError, RecursionError):
            return [Tried("", "nothing", 0, note="no JSON")]
        return list(_walk(document, "", rules))
    if "|" in content.partition("\n")[0]:
        return _report(content.splitlines())
    return [Tried("", "nothing", 0, note="neither JSON nor a pipe report")]


def _walk(value: Any, place: str, rules: Ruleset) -> Iterator[Tried]:
    if isinstance(value, dict):
        yield from _object(value, place, rules)
    elif isinstance(value, list) and value:
        yield from _list(value, place, rules)


def _object(value: dict[str, Any], place: str, rules: Ruleset) -> Iterator[Tried]:
    if "responseCode" in value:
        try:
            answer = Answer(_OK, httpx.Headers(), json.dumps(value).encode())
            result = read_result("sample", answer)
        except FeedFailedError as refused:
            yield Tried(place, "envelope", 0, note=f"{refused.code}: {refused.sentence}")
        else:
            yield from _walk(result, f"{place}/result", rules)
        return
    if any(reader.knows(value) for reader in ROWS):
        yield from _list([value], place, rules)
        return
    for key, inner in value.items():
        yield from _walk(inner, f"{place}/{key}", rules)


def _list(rows: list[Any], place: str, rules: Ruleset) -> Iterator[Tried]:
    key = place.rpartition("/")[2]
    objects = [row for row in rows if isinstance(row, dict)]
    texts = [row for row in rows if isinstance(row, str)]
    if key in NAMES and (names := texts or [str(row.get("name")) for row in objects]):
        for what, count in names_read(NAMES[key], names, rules):
            yield Tried(place, NAMES[key], len(names), count, note=what)
        return
    if texts:
        yield from _columns(texts, place)
        return
    reader = next((one for one in ROWS if objects and one.knows(objects[0])), None)
    if reader is None:
        yield Tried(place, "nothing", len(rows), note="no reader: nothing of ours rests on it")
        return
    taken, faults = reader.read(rows, rules)
    aside = Counter(fault.quirk for fault in faults)
    passed = len(rows) - taken - len(faults)
    note = f"{passed} passed over: they say nothing to us" if passed > 0 else ""
    yield Tried(place, reader.name, len(rows), taken, aside, note)


def _columns(names: list[str], place: str) -> Iterator[Tried]:
    """Hold a list of texts, which may be a report's header, to the columns that we ask for."""
    found = [reader.name for reader in REPORTS if _fitting("|".join(names), reader)]
    if found:
        note = f"holds the columns of the {'; '.join(found)}"
        yield Tried(place, "header", len(names), len(names), note=note)
    else:
        yield Tried(place, "nothing", len(names), note="no reader: nothing of ours rests on it")


def _fitting(header: str, reader: ReportReader) -> Columns | None:
    try:
        return Columns.of(header, reader.columns, reader.name)
    except FeedMalformedError:
        return None


def _report(lines: list[str]) -> list[Tried]:
    tried: list[Tried] = []
    for reader in REPORTS:
        columns = _fitting(lines[0], reader)
        if columns is not None:
            records, faults = read_rows(lines[1:], columns, 1, reader.read)
            aside = Counter(fault.quirk for fault in faults)
            tried.append(Tried("", reader.name, len(lines) - 1, len(records), aside))
    return tried or [Tried("", "nothing", len(lines) - 1, note="a report of other columns")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
