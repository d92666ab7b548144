"""What a file is by its first bytes: a workbook, JSON, or else delimited text."""

from enum import StrEnum

_ARCHIVE, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
# So many bytes tell.
FIRST = 4096


class Form(StrEnum):
    """How a file has to be read; ``old`` are encrypted workbooks, and those of the binary form."""

    OLD = "old"
    WORKBOOK = "workbook"
    OBJECTS = "objects"
    TEXT = "text"


def form_of(first: bytes) -> Form:
    """Return what a file is that begins with these bytes."""
    if first.startswith(_COMPOUND):
        return Form.OLD
    if first.startswith(_ARCHIVE):
        return Form.WORKBOOK
    if first.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}:
        return Form.OBJECTS
    return Form.TEXT
