"""A file as a table: headings, and rows of as many cells, whatever its form."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of text; ``described`` tells how the file was read.

    A row that can't be read as so many cells comes as it is; its length tells.
    """

    headings: list[str]
    rows: Iterator[list[str]]
    described: dict[str, str]
