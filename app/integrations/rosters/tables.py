"""A file as a table: headings, and rows of as many cells, whatever its form."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.integrations.rosters import limits

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Some lines, those of as many cells as there are headings as columns, each cell plain.

    ``places`` are their places among the ``lines``. What has more or fewer cells is in ``odd``,
    after its place; blank lines are in neither.
    """

    lines: int
    places: Sequence[int]
    columns: Sequence[Sequence[str]]
    odd: Sequence[tuple[int, list[str]]]

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows in their order."""
        even = zip(self.places, map(list, zip(*self.columns, strict=True)), strict=True)
        for _, row in sorted([*even, *self.odd]):
            yield row


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of text; ``described`` tells how the file was read.

    A row that can't be read as so many cells comes as it is; its length tells.
    """

    headings: list[str]
    batches: Iterator[Rows | Columns]
    described: dict[str, str]

    @property
    def rows(self) -> Iterator[list[str]]:
        """Yield row by row what the batches hold."""
        for batch in self.batches:
            yield from batch.rows() if isinstance(batch, Columns) else batch


def batched(rows: Iterable[list[str]]) -> Iterator[Rows]:
    """Yield rows, so many at a time."""
    following = iter(rows)
    while batch := list(islice(following, limits.CHUNK_ROWS)):
        yield batch
