"""Delimited text: encoding and delimiter are found out, quotes are taken to the letter."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, TypeVar

from app.integrations.rosters import limits
from app.integrations.rosters.blocks import blocks
from app.integrations.rosters.refusals import RefusedFileError
from app.integrations.rosters.tables import Table
from app.policy.onboarding.roster_columns import recognised

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = ",;\t|^~:"
_BLOCK = 1024 * 1024
_FIRST = 4
T = TypeVar("T")


def read(file: BinaryIO, delimiter: str | None, turn: tuple[int, int] = (0, 1)) -> Table:
    """Return delimited text as a table; raise RefusedFileError for what is none.

    Of so many processes that read one file, each has its own rows, by turns.
    """
    encoding = encoding_of(file)
    file.seek(0)
    csv.field_size_limit(limits.CELL)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    head = text.read(64 * 1024)
    text.seek(0)
    chosen = delimiter or delimiter_of(head)
    headings = _headings(text, chosen)
    described = {"encoding": encoding.removesuffix("-sig"), "delimiter": chosen}
    batches = blocks(text, chosen, len(headings), turn=turn)
    return Table(headings, _refusing(batches), described)


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of the whole file: what its mark says, UTF-8, or else Windows-1252."""
    marked = _marked(file.read(_FIRST))
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for block in iter(lambda: file.read(_BLOCK), b""):
                if marked is None and 0 in block:
                    raise RefusedFileError("nul")
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise RefusedFileError("encoding")


def _marked(first: bytes) -> str | None:
    """Return the encoding that a file's first bytes tell: by a mark, or by every other being 0."""
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name
    if len(first) == _FIRST and not any(first[1::2]) and all(first[::2]):
        return "utf-16-le"
    if len(first) == _FIRST and not any(first[::2]) and all(first[1::2]):
        return "utf-16-be"
    return None


def delimiter_of(head: str) -> str:
    """Return the delimiter under which most headings are known, or else there are most columns."""
    line = next((one for one in head.splitlines() if one.strip()), "")
    others = {each for each in line if not each.isalnum() and each.isascii() and each.isprintable()}
    candidates: list[str] = [*_COMMON, *sorted(others - set(_COMMON) - set("\"' _-./()*"))]
    return max(candidates, key=lambda one: _likelihood(line, one))


def _likelihood(line: str, delimiter: str) -> tuple[int, int]:
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    return recognised(cells), len(cells)


def _headings(text: io.TextIOWrapper, delimiter: str) -> list[str]:
    # Line by line, so that what follows is not read ahead.
    reader = csv.reader(iter(text.readline, ""), delimiter=delimiter, strict=True)
    return next(_refusing(reader), [])


def _refusing(read: Iterator[T]) -> Iterator[T]:
    try:
        yield from read
    except csv.Error as fault:
        code = "cell" if "field limit" in str(fault) else "quote"
        raise RefusedFileError(code) from None
