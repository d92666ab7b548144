"""JSON: a list of flat objects, read one by one; the first one's names are the headings."""

import io
import json
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

from app.integrations.rosters import limits
from app.integrations.rosters.refusals import RefusedFileError
from app.integrations.rosters.tables import Table, batched

_BLOCK = 1024 * 1024
# Characters of one object: as many cells as there may be columns, none of them very long.
_OBJECT = 512 * 1024


def read(file: BinaryIO) -> Table:
    """Return a JSON list of objects as a table; raise RefusedFileError for what is none."""
    file.seek(0)
    objects = _objects(io.TextIOWrapper(file, encoding="utf-8-sig"))
    first = next(objects, {})
    headings = list(first)
    return Table(headings, batched(_rows(headings, first, objects)), {"encoding": "utf-8"})


def _rows(
    headings: list[str], first: dict[str, Any], others: Iterator[dict[str, Any]]
) -> Iterator[list[str]]:
    if first:
        yield [_text(value) for value in first.values()]
    known = set(headings)
    for one in others:
        cells = [_text(one.get(name)) for name in headings]
        # A name that the first object lacks: more cells than headings, so the row is refused.
        yield cells + [_text(one[name]) for name in one if name not in known]


def _objects(text: io.TextIOWrapper) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder(parse_constant=_refuse)
    buffer = _read(text).lstrip()
    if not buffer.startswith("["):
        raise RefusedFileError("json")
    buffer, ended = buffer[1:].lstrip(), False
    while not buffer.startswith("]"):
        while not ended and len(buffer) < 2 * _OBJECT:
            more = _read(text)
            buffer, ended = buffer + more, not more
        buffer = yield from _parsed(decoder, buffer, len(buffer) - (0 if ended else _OBJECT))
    if buffer[1:].strip() or _read(text).strip():
        raise RefusedFileError("json")


def _parsed(
    decoder: json.JSONDecoder, buffer: str, until: int
) -> Generator[dict[str, Any], None, str]:
    """Yield the objects that begin before a place in the buffer; return what is left of it."""
    place = 0
    while place <= until:
        try:
            one, place = decoder.raw_decode(buffer, place)
        except (ValueError, RecursionError):
            raise RefusedFileError("json") from None
        if not isinstance(one, dict) or any(isinstance(v, dict | list) for v in one.values()):
            raise RefusedFileError("json")
        yield one
        place = _after_comma(buffer, place)
        if buffer[place : place + 1] == "]":
            break
    return buffer[place:]


def _after_comma(buffer: str, place: int) -> int:
    while buffer[place : place + 1].isspace():
        place += 1
    found = buffer[place : place + 1]
    if found == "]":
        return place
    if found != ",":
        raise RefusedFileError("json")
    place += 1
    while buffer[place : place + 1].isspace():
        place += 1
    if buffer[place : place + 1] == "]":
        raise RefusedFileError("json")
    return place


def _read(text: io.TextIOWrapper) -> str:
    try:
        return text.read(_BLOCK)
    except UnicodeDecodeError:
        raise RefusedFileError("encoding") from None


def _refuse(_: str) -> Any:
    raise ValueError("a number that JSON does not know")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if len(text) > limits.CELL:
        raise RefusedFileError("cell")
    return text
