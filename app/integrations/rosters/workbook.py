"""Workbooks (XLSX): looked over as an archive before a cell is read, then their first sheet."""

import re
import struct
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from python_calamine import CalamineError, CalamineWorkbook

from app.integrations.rosters import limits
from app.integrations.rosters.refusals import RefusedFileError
from app.integrations.rosters.tables import Table, batched

# The end of an archive's directory (APPNOTE.TXT 4.3.16), which tells how many entries it has.
_END, _END_BYTES, _COMMENT_MAX = b"PK\x05\x06", 22, 65_535
_ENCRYPTED = 0x1
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
# A cell beyond column ZZ, wherever its row: the reader would lay out all that lies before it.
_FAR = re.compile(rb'r\s*=\s*["\'][A-Z]{3}[0-9]')
_BLOCK, _OVERLAP = 1024 * 1024, 64


def read(file: BinaryIO) -> Table:
    """Return a workbook's first sheet as a table; raise RefusedFileError for what is none."""
    look_over(file)
    file.seek(0)
    try:
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        if sheet.width > limits.COLUMNS:
            raise RefusedFileError("columns")
        rows = ([_text(cell) for cell in row] for row in sheet.iter_rows())
        return Table(next(rows, []), batched(_rows(rows)), {})
    except (CalamineError, OSError, ValueError, IndexError):
        raise RefusedFileError("workbook") from None


def look_over(file: BinaryIO) -> None:
    """Raise RefusedFileError for an archive that no office program would have written."""
    if _entries(file) > limits.ARCHIVE_ENTRIES:
        raise RefusedFileError("archive-entries")
    try:
        with ZipFile(file) as archive:
            held = archive.infolist()
            _sizes(held)
            for entry in held:
                _entry(archive, entry)
    except RefusedFileError:
        raise
    except (
        BadZipFile,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,  # so zipfile says that it can't read a compression, or a version
        zlib.error,
    ):
        raise RefusedFileError("archive") from None


def _entries(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _COMMENT_MAX))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        raise RefusedFileError("archive")
    return int(struct.unpack_from("<H", tail, place + 10)[0])


def _sizes(held: list[ZipInfo]) -> None:
    for entry in held:
        if entry.flag_bits & _ENCRYPTED:
            raise RefusedFileError("encrypted")
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > limits.MEBIBYTE and ratio > limits.ARCHIVE_RATIO:
            raise RefusedFileError("archive-size")
    if sum(entry.file_size for entry in held) > limits.ARCHIVE_BYTES:
        raise RefusedFileError("archive-size")


def _entry(archive: ZipFile, entry: ZipInfo) -> None:
    """Unpack an entry once, counting: what its directory says of it may be a lie."""
    unpacked, tail = 0, b""
    is_sheet = entry.filename.startswith("xl/worksheets/")
    with archive.open(entry) as stream:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            if not unpacked and block.startswith(_ARCHIVES):
                raise RefusedFileError("archive-nested")
            unpacked += len(block)
            if unpacked > limits.ARCHIVE_BYTES:
                raise RefusedFileError("archive-size")
            if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                raise RefusedFileError("workbook")
            if is_sheet and _FAR.search(tail + block):
                raise RefusedFileError("columns")
            tail = block[-_OVERLAP:]


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        if any(len(cell) > limits.CELL for cell in row):
            raise RefusedFileError("cell")
        yield row


def _text(cell: object) -> str:
    """Return a cell as its reader would write it: whole numbers without a fraction, ISO dates."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != cell.min.time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
