"""Reports that were written once and are told again from a file, where inventing them costs most.

Between a client that reads fast and its database, the inventing would else be what is measured.
"""

import os
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

_CHUNK = 256 * 1024
Asked = tuple[object, ...]


class KeptReports:
    """Keeps each report that was asked to its end, in files without a name: they end with us."""

    def __init__(self) -> None:
        self._kept: dict[Asked, IO[bytes]] = {}
        weakref.finalize(self, _close, self._kept)

    def find(self, asked: Asked) -> Iterator[str] | None:
        """Return the report that was kept of what is asked, if one was."""
        report = self._kept.get(asked)
        return None if report is None else _read(report.fileno())

    def keep(self, asked: Asked, chunks: Iterator[str]) -> Iterator[str]:
        """Yield the chunks and write them; of a caller who leaves midway nothing is kept."""
        with ExitStack() as closing:
            report = closing.enter_context(TemporaryFile())
            for chunk in chunks:
                report.write(chunk.encode("ascii"))
                yield chunk
            report.flush()
            self._kept[asked] = report
            closing.pop_all()


def _read(report: int) -> Iterator[str]:
    """Yield a file from its beginning, whoever else reads it."""
    place = 0
    while chunk := os.pread(report, _CHUNK, place):
        place += len(chunk)
        yield chunk.decode("ascii")


def _close(kept: dict[Asked, IO[bytes]]) -> None:
    for report in kept.values():
        report.close()
