"""Files that no office would send: archives that burst, quotes that never close, far cells."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
CELL = '<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'
BOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def book(rows: str, **others: bytes) -> bytes:
    """Return a workbook of one sheet with these rows, and other entries beside it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in BOOK.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows=rows))
        for name, content in others.items():
            archive.writestr(name, content)
    return made.getvalue()


def far_cell() -> bytes:
    """Return a workbook of less than 2 KB whose one cell stands in the last row and column."""
    return book(CELL.format(row=1048576, place="XFD1048576", text="x"))


def bomb() -> bytes:
    """Return a workbook of a hundred kilobytes that unpacks to a hundred megabytes."""
    return book(CELL.format(row=1, place="A1", text="E-mail"), filler=b"0" * 100_000_000)


def many_entries() -> bytes:
    """Return an archive of a hundred thousand entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(100_000):
            archive.writestr(str(number), b"")
    return made.getvalue()


def encrypted() -> bytes:
    """Return an archive whose entries say that they are encrypted."""
    made = bytearray(book(""))
    place = made.find(b"PK\x01\x02")
    while place >= 0:
        made[place + 8] |= 1
        place = made.find(b"PK\x01\x02", place + 4)
    return bytes(made)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + CELL.format(
    row=1, place="A1", text="&b;"
)
ROW = "Asha Rao,asha@gov.in\n"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "far cell": far_cell,
    "bomb": bomb,
    "many entries": many_entries,
    "encrypted": encrypted,
    "nested": lambda: book("", inner=book("")),
    "laughs": lambda: book(LAUGHS),
    "compound": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "cut archive": lambda: book(CELL.format(row=1, place="A1", text="x"))[:-40],
    "open quote": lambda: b'Name,E-mail\n"' + ROW.encode() * 100_000,
    "5,000 columns": lambda: ",".join(f"c{n}" for n in range(5_000)).encode(),
    "NUL": lambda: b"Name,E-mail\n" + ROW.encode() * 1_000 + b"a\0b,x@gov.in\n",
    "a cell of 1 MB": lambda: b"Name,E-mail\n" + b"a" * 1_000_000 + b",x@gov.in\n",
    "deep JSON": lambda: b"[" * 100_000,
    "JSON without end": lambda: b'[{"email": "' + b"a" * 2_000_000,
    "an object": lambda: b'{"email": "asha@gov.in"}',
    "nothing": lambda: b"",
    "blanks": lambda: b" \n \n",
    "no encoding": lambda: b"E-mail\n\x81\x8d\x8f\x90\x9d\n",
}
SEEDS = (
    b"Name,E-mail,Employee Code,Designation\nAsha Rao,asha@gov.in,E-1,Under Secretary\n",
    "नाम;ईमेल;पदनाम\nआशा राव;asha@gov.in;अवर सचिव\n".encode(),
    "Name\tE-mail\nAsha\tasha@gov.in\n".encode("utf-16"),
    b'[{"name": "Asha", "email": "asha@gov.in", "batch": 2010}]',
    book(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>E-mail</t></is></c></row>'
        + CELL.format(row=2, place="A2", text="asha@gov.in")
    ),
)
PIECES = (b'"', b"\0", b"\n", b"\r", b",", b"\xff\xfe", b"[", b"{", b"PK\x03\x04", b"\\", b"'=")


def malformed(count: int, seed: int) -> Iterator[bytes]:
    """Yield files that were cut, turned, repeated and pierced, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(count):
        content = bytearray(chance.choice(SEEDS))
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(content) + 1)
            match chance.randrange(5):
                case 0:
                    content[place:place] = chance.choice(PIECES)
                case 1:
                    del content[place : place + chance.randint(1, 20)]
                case 2:
                    content[place : place + 1] = bytes([chance.randrange(256)])
                case 3:
                    content[place:place] = content[: chance.randrange(200)] * chance.randint(1, 40)
                case _:
                    content[place:] = b""
        yield bytes(content)
