"""Files that take their name only when they are whole: written, synced, then renamed."""

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

import zstandard

# Compressors are fed blocks of this size, however the rows came in: the same rows, the same bytes.
_BLOCK = 1 << 20
_LEVEL = 1
SUFFIXES = {"none": "", "gzip": ".gz", "zstd": ".zst"}


class _Compressor(Protocol):
    def write(self, data: bytes, /) -> int: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """What a file turned out to be."""

    bytes: int
    sha256: str


class Sink:
    """Takes rows in pieces of any size, and writes them compressed or as they are."""

    def __init__(self, into: BinaryIO, compression: str) -> None:
        self._into = _compressor(into, compression)
        self._held = bytearray()

    def write(self, piece: bytes) -> None:
        """Take a piece."""
        self._held += piece
        while len(self._held) >= _BLOCK:
            self._into.write(bytes(self._held[:_BLOCK]))
            del self._held[:_BLOCK]

    def finish(self) -> None:
        """Write what is left, and the compressor's own end."""
        self._into.write(bytes(self._held))
        self._into.close()


class _AsItIs:
    def __init__(self, into: BinaryIO) -> None:
        self.write = into.write

    def close(self) -> None:
        """Leave the file open: it is still to be synced."""


def _compressor(into: BinaryIO, compression: str) -> _Compressor:
    if compression == "gzip":
        # No name and no time in the header: they would differ from worker to worker.
        return gzip.GzipFile("", "wb", _LEVEL, into, mtime=0)
    if compression == "zstd":
        return zstandard.ZstdCompressor(level=_LEVEL).stream_writer(into, closefd=False)
    return _AsItIs(into)


@contextmanager
def whole(place: Path) -> Iterator[BinaryIO]:
    """Lend a file that appears at its place, in place of any other, only if the block ends well."""
    place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    partial = place.with_name(f".{place.name}.{uuid4().hex}.partial")
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(place)
        _sync_folder(place.parent)
    finally:
        partial.unlink(missing_ok=True)


def measured(place: Path) -> Whole:
    """Return a file's size and digest, from its bytes as they can be read back."""
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Whole(place.stat().st_size, digest)


def clear(folder: Path) -> None:
    """Remove a folder with all that is in it; one that is gone already is no fault."""
    shutil.rmtree(folder, ignore_errors=not folder.exists())


def clear_partial(folder: Path) -> None:
    """Remove what killed workers left half written."""
    for partial in folder.glob(".*.partial"):
        partial.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
