"""Delimited text a block at a time: what needs no parser is split at once, the rest is parsed."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import repeat

from app.integrations.rosters import limits
from app.integrations.rosters.packing import is_plain
from app.integrations.rosters.tables import Columns, Rows

# Characters: about as many rows as a chunk has.
_BLOCK = 448 * 1024


def blocks(
    text: io.TextIOBase,
    delimiter: str,
    width: int,
    size: int = _BLOCK,
    turn: tuple[int, int] = (0, 1),
) -> Iterator[Rows | Columns]:
    """Yield the rest of a text as batches of rows; raise csv.Error for what is no delimited text.

    Both ways of reading give the same cells: a block without a quote is cut at delimiters and line
    ends, as the parser would cut it. Of so many that read one text, each in its turn yields the
    rows of its own blocks, and of the others how many lines they have.
    """
    mine, turns = turn
    number = -1
    while block := text.read(size) + text.readline():
        number += 1
        passed = number % turns != mine
        columns = _counted(block, width) if passed else _columns(block, delimiter, width)
        if columns is not None:
            yield columns
            continue
        lines = _Lines(block, text)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        rows = []
        for row in reader:
            rows.append(row)
            if lines.used_up or len(rows) == limits.CHUNK_ROWS:
                yield _nothing(len(rows), width) if passed else rows
                rows = []
            if lines.used_up:
                break


class _Lines:
    """The lines of a block, and of the text after it as far as an open quote asks for them."""

    def __init__(self, block: str, text: io.TextIOBase) -> None:
        self._block = io.StringIO(block, newline="")
        self._end = len(block)
        self._taken = 0
        self._text = text

    @property
    def used_up(self) -> bool:
        return self._taken >= self._end

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._block.readline() or self._text.readline()
        self._taken += len(line)
        if not line:
            raise StopIteration
        return line


def _counted(block: str, width: int) -> Columns | None:
    """Return how many lines a block has; None where only a parser knows."""
    body = block.replace("\r\n", "\n")
    if '"' in body or "\r" in body:
        return None
    return _nothing(body.count("\n") + (not body.endswith("\n")), width)


def _nothing(lines: int, width: int) -> Columns:
    return Columns(lines, (), [()] * width, ())


def _columns(block: str, delimiter: str, width: int) -> Columns | None:
    """Return a block's lines; None where a parser has to look at them."""
    body = block.replace("\r\n", "\n")
    if '"' in body or "\r" in body or not is_plain(body):
        return None
    lines = body.removesuffix("\n").split("\n")
    if max(map(len, lines)) > limits.CELL:
        return None
    found = list(map(str.count, lines, repeat(delimiter)))
    blank = delimiter * (width - 1)
    places: Sequence[int] = range(len(lines))
    odd = []
    there = lines
    if found.count(width - 1) != len(lines) or blank in lines:
        places = [n for n, line in enumerate(lines) if found[n] == width - 1 and line != blank]
        there = [lines[n] for n in places]
        split = ((n, lines[n].split(delimiter)) for n, one in enumerate(found) if one != width - 1)
        odd = [(n, row) for n, row in split if any(row)]
    cells = delimiter.join(there).split(delimiter)
    columns = [cells[place::width] if there else [] for place in range(width)]
    return Columns(len(lines), places, columns, odd)
