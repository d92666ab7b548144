"""Completions as lines of text: part of the port, for what a store takes up without reading it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import overload

from app.integrations.igot.feed import FeedCompletion

NONE = r"\N"


class CompletionLines(Sequence[FeedCompletion]):
    r"""A batch's completions: lines for COPY, then those that the reader has read.

    A line holds user, course, moment, certificate and start, divided by tabs, ``\N`` for none; its
    evidence is ``completed_on``. Looked at as a sequence, all of them are records.
    """

    def __init__(self, lines: Sequence[str], read: Sequence[FeedCompletion]) -> None:
        self.lines = lines
        self.read = read

    def __len__(self) -> int:
        return len(self.lines) + len(self.read)

    @overload
    def __getitem__(self, at: int) -> FeedCompletion: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[FeedCompletion]: ...
    def __getitem__(self, at: int | slice) -> FeedCompletion | Sequence[FeedCompletion]:
        return list(self)[at]

    def __iter__(self) -> Iterator[FeedCompletion]:
        yield from map(_record, self.lines)
        yield from self.read


def _record(line: str) -> FeedCompletion:
    user, course, moment, certificate, start = line.split("\t")
    return FeedCompletion(
        user,
        course,
        datetime.fromisoformat(moment),
        "completed_on",
        None if certificate == NONE else certificate,
        None if start == NONE else datetime.fromisoformat(start),
    )
