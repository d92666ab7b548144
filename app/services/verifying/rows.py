"""Checking entries: one, those of a page, and the rows of an export's file in their order."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import zstandard

from app.policy.apar.sealing import Version
from app.services.verifying import reading
from app.services.verifying.wrong import WrongError

# House value: the longest entry that a table's row may hold, in characters.
csv.field_size_limit(1 << 24)


def entry(held: dict[str, Any], place: str) -> Version:
    """Return an entry that is what its digest says; raise WrongError, ``entry-digest``."""
    body = reading.member(held, "entry", dict, place)
    stated = reading.member(held, "digest", str, place)
    if reading.digest(body) != stated:
        raise WrongError(place, "entry-digest", "the entry is not the one that was published")
    return Version(
        official_id=reading.member(held, "official_id", int, place),
        version=reading.member(held, "version", int, place),
        position=reading.member(held, "position", int, place),
        digest=stated,
        correction=None if held.get("correction") is None else reading.digest(held["correction"]),
    )


def of_file(path: Path, form: str, compression: str) -> Iterator[Version]:
    """Yield the rows of an export's file, each checked, in strictly rising order of official."""
    read = _lines if form == "ndjson" else _table
    last = 0
    with _opened(path, compression) as file:
        for number, held in read(file, path.name):
            place = f"{path.name}, row {number}"
            row = entry(held, place)
            if row.official_id <= last:
                raise WrongError(place, "row-order", "rows are not in order of official")
            last = row.official_id
            yield row


@contextmanager
def _opened(path: Path, compression: str) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as raw:
            if compression == "gzip":
                yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
            elif compression == "zstd":
                yield zstandard.ZstdDecompressor().stream_reader(raw)
            else:
                yield raw
    except (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError):
        raise WrongError(path.name, "file-unreadable", "it can't be unpacked to its end") from None


def _lines(file: IO[bytes], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    with io.TextIOWrapper(file, "utf-8", errors="replace", newline="\n") as text:
        for number, line in enumerate(text, 1):
            yield number, reading.document(line, f"{name}, row {number}")


def _table(file: IO[bytes], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    with io.TextIOWrapper(file, "utf-8", errors="replace", newline="") as text:
        for number, row in enumerate(_records(text, name), 1):
            place = f"{name}, row {number}"
            try:
                numbers = {one: int(row[one]) for one in ("official_id", "version", "position")}
                order = json.loads(row["correction"] or "null")
                told = {**row, **numbers, "entry": json.loads(row["body"]), "correction": order}
            except (KeyError, TypeError, ValueError):
                raise WrongError(place, "row-unreadable", "it is no row of entries") from None
            yield number, told


def _records(text: IO[str], name: str) -> Iterator[dict[str, Any]]:
    try:
        yield from csv.DictReader(text, strict=True)
    except csv.Error:
        raise WrongError(name, "row-unreadable", "it is no table to its end") from None
