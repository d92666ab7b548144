"""Reports that were written once and are told again from a file, where inventing them costs most.

Between a client that reads fast and its database, the inventing would else be what is measured.
"""

import shutil
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

_CHUNK = 256 * 1024


class KeptReports:
    """Keeps each report that was asked to its end, until the stand-in ends."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="stand-in-reports-"))
        weakref.finalize(self, shutil.rmtree, self._folder)

    def find(self, asked: Sequence[object]) -> Iterator[str] | None:
        """Return the report that was kept of what is asked, if one was."""
        place = self._place(asked)
        return _read(place) if place.exists() else None

    def keep(self, asked: Sequence[object], chunks: Iterator[str]) -> Iterator[str]:
        """Yield the chunks and write them; of a caller who leaves midway nothing is kept."""
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=self._folder, delete=False
        ) as report:
            for chunk in chunks:
                report.write(chunk)
                yield chunk
        Path(report.name).replace(self._place(asked))

    def _place(self, asked: Sequence[object]) -> Path:
        return self._folder / "-".join(map(str, asked))


def _read(place: Path) -> Iterator[str]:
    with place.open(encoding="utf-8", newline="") as report:
        while chunk := report.read(_CHUNK):
            yield chunk
