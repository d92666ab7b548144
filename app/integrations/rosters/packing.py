"""Rows as text in which no character needs a quote: what separates them stands in no cell."""

import zlib
from collections.abc import Iterable, Sequence

import zstandard

# The separators that ASCII was given for this, so that rows are joined and split without a parser.
CELL, ROW, LINE = "\x1f", "\x1e", "\n"
# Begins what is packed by columns; what is packed by rows begins with a row's number.
_BY_COLUMNS = "\x1d"
_TAKEN = str.maketrans(dict.fromkeys("\0\x1e\x1f", ""))
_LINES = str.maketrans("\n\r", "  ")


def plain(text: str) -> str:
    """Return a text without separators and without what UTF-8 can't hold."""
    return text.translate(_TAKEN).encode("utf-8", "ignore").decode("utf-8")


def is_plain(text: str) -> bool:
    """Say whether ``plain`` would leave a text as it is."""
    if "\0" in text or CELL in text or ROW in text:
        return False
    return text.isascii() or plain(text) == text


def squeeze(text: str) -> bytes:
    """Return a text compressed: half the time of zlib, which chunks that are held may be in."""
    return zstandard.compress(text.encode(), 1)


def unsqueezed(packed: bytes) -> bytes:
    """Return the text that was compressed, whichever way."""
    if packed.startswith(zstandard.FRAME_HEADER):
        return zstandard.decompress(packed)
    return zlib.decompress(packed)


def pack(columns: Sequence[Sequence[str]], rows: Iterable[Sequence[str]]) -> bytes:
    """Return plain cells, compressed: even rows as columns, an empty one blank, and other rows.

    The first cell of each row is its number.
    """
    head = f"{_BY_COLUMNS}{len(columns)}"
    return squeeze(ROW.join([head, *map(CELL.join, columns), *map(CELL.join, rows)]))


def unpack(packed: bytes) -> list[list[str]]:
    """Return rows as they were packed, the even ones first; chunks that are held may be by rows."""
    head, *parts = unsqueezed(packed).decode().split(ROW)
    if not head.startswith(_BY_COLUMNS):
        return [row.split(CELL) for row in (head, *parts)]
    width = int(head[1:])
    columns = [part.split(CELL) for part in parts[:width]]
    count = len(columns[0]) if columns else 0
    even = zip(*(one if len(one) == count else [""] * count for one in columns), strict=True)
    return [*map(list, even), *(row.split(CELL) for row in parts[width:])]


def table(columns: Sequence[Sequence[object]]) -> bytes:
    """Return columns of plain cells as one text; a line break in a cell is a blank."""
    text = ROW.join([CELL.join(map(str, column)) for column in columns])
    if "\n" in text or "\r" in text:
        text = text.translate(_LINES)
    return text.encode()


def columns_of(packed: bytes) -> list[str]:
    """Return the columns of a table, the cells of each still together."""
    return packed.decode().split(ROW)
