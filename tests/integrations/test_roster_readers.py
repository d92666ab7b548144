"""Readers of rosters: what goes in comes out, in any encoding, and what can't be is refused."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.integrations.rosters import child, delimited, limits, objects, reader, workbook
from app.integrations.rosters.blocks import blocks
from app.integrations.rosters.cells import neutral, original
from app.integrations.rosters.facts import Facts
from app.integrations.rosters.kinds import Kinds
from app.integrations.rosters.packing import (
    CELL,
    ROW,
    columns_of,
    pack,
    squeeze,
    unpack,
    unsqueezed,
)
from app.integrations.rosters.refusals import SENTENCES, RefusedFileError
from app.integrations.rosters.tables import Columns, Rows
from app.integrations.rosters.workbooks_out import write
from app.policy.onboarding.roster_columns import Meaning
from app.policy.onboarding.roster_values import is_email
from tests.integrations.rosters_made import malformed

# What a cell of a spreadsheet may hold: no separators of ours, no half characters, not too much.
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20) | st.text(
    '\n",;\t', max_size=5
)
LATIN = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=20)
TABLES = st.integers(1, 5).flatmap(
    lambda wide: st.lists(st.lists(TEXT, min_size=wide, max_size=wide), min_size=1, max_size=6)
)
HEADINGS = ["E-mail", "Name", "Designation", "Group", "Cadre"]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    """Return rows as a spreadsheet writes them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def read(content: bytes, delimiter: str | None = None) -> list[list[str]]:
    """Return the rows of a text file below its headings."""
    return list(delimited.read(io.BytesIO(content), delimiter).rows)


def frames(content: bytes, capture: pytest.CaptureFixture[bytes]) -> list[dict[str, Any]]:
    """Return what the child says of a file, read in this process and so without its limits."""
    child._read(io.BytesIO(content), {"columns": {}})
    out = io.BytesIO(capture.readouterr().out)
    found = []
    while line := out.readline():
        frame = json.loads(line)
        parts = [out.read(size) for size in frame["parts"]]
        frame["content"] = [*parts[:1], *map(unsqueezed, parts[1:])]
        found.append(frame)
    return found


@given(
    rows=TABLES,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
    delimiter=st.sampled_from(",;\t|^~:"),
)
@settings(max_examples=60)
def test_text_comes_out_as_it_went_in(rows: list[list[str]], encoding: str, delimiter: str) -> None:
    """Every encoding that offices use, every delimiter, quotes and line breaks in cells."""
    headings = HEADINGS[: len(rows[0])]
    content = written([headings, *rows], delimiter).encode(encoding)

    assert read(content) == rows


@given(st.lists(LATIN, min_size=1, max_size=5))
@settings(max_examples=40)
def test_windows_1252_is_the_last_resort(cells: list[str]) -> None:
    """What is no UTF-8 is read as Windows-1252; what is both is read as UTF-8."""
    content = written([["Name"], ["é"], *([cell] for cell in cells)]).encode("cp1252")

    assert read(content) == [["é"], *([cell] for cell in cells)]


@given(st.lists(st.dictionaries(st.sampled_from(HEADINGS), TEXT, min_size=5), min_size=1))
@settings(max_examples=40)
def test_json_comes_out_as_it_went_in(rows: list[dict[str, str]]) -> None:
    """Objects give rows under the names of the first one, in its order."""
    headings = list(rows[0])
    table = objects.read(io.BytesIO(json.dumps(rows).encode()))

    assert table.headings == headings
    assert list(table.rows) == [[row[name] for name in headings] for row in rows]


@given(TABLES)
@settings(max_examples=15, deadline=None)
def test_workbooks_come_out_as_they_went_in(rows: list[list[str]]) -> None:
    """What is written as a workbook is read again, every cell as text."""
    made = io.BytesIO()
    write([HEADINGS[: len(rows[0])], *rows], made)
    found = list(workbook.read(made).rows)
    # A workbook does not say how wide its blank end is.
    trimmed = [[cell.replace("\r", "") for cell in row] for row in rows]

    assert [row[: len(rows[0])] for row in found] == trimmed[: len(found)]
    assert not any(cell for row in trimmed[len(found) :] for cell in row)


@given(st.text())
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    """Nothing begins with a formula's sign (ASVS 5.0, 1.2.10), and sent anew it is unharmed."""
    assert not neutral(cell).startswith(tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"))
    assert original(neutral(cell)) == cell


@given(st.lists(TEXT, min_size=1, max_size=4))
@settings(max_examples=40)
def test_what_is_kept_is_what_was_sent(cells: list[str]) -> None:
    """Rows that are kept for the way back are those that were sent, by their numbers."""
    by_row = squeeze(ROW.join([CELL.join(["2", *cells]), CELL.join(["3"])]))
    by_column = pack([["2"], *([cell] for cell in cells)], [["3"]])

    assert unpack(by_row) == [["2", *cells], ["3"]]
    assert unpack(by_column) == [["2", *cells], ["3"]]


Numbered = list[tuple[int, list[str]]]


def numbered(batches: Iterable[Rows | Columns]) -> Numbered:
    """Return rows that are not blank, by the number of their line."""
    found: Numbered = []
    first = 0
    for batch in batches:
        if isinstance(batch, Columns):
            even = zip(batch.places, map(list, zip(*batch.columns, strict=True)), strict=True)
            some, first_after = sorted([*even, *batch.odd]), first + batch.lines
        else:
            some, first_after = list(enumerate(batch)), first + len(batch)
        found += [(first + place, row) for place, row in some if any(row)]
        first = first_after
    return found


@given(
    st.text(st.sampled_from('ab ,;"\n\r\x1e\0é'), max_size=60),
    st.sampled_from(",;"),
    st.integers(1, 3),
    st.integers(1, 20),
)
@settings(max_examples=400)
def test_what_is_cut_at_once_is_what_a_parser_reads(
    content: str, delimiter: str, width: int, size: int
) -> None:
    """Whatever stands in a text, and wherever its blocks end: the same cells, rows and refusals."""
    plain = io.StringIO(content, newline="")
    try:
        parsed = [*csv.reader(plain, delimiter=delimiter, strict=True)]
    except csv.Error:
        with pytest.raises(csv.Error):
            numbered(blocks(io.StringIO(content, newline=""), delimiter, width, size))
        return
    cut, first, second = (
        numbered(blocks(io.StringIO(content, newline=""), delimiter, width, size, turn))
        for turn in ((0, 1), (0, 2), (1, 2))
    )

    assert cut == [(place, row) for place, row in enumerate(parsed) if any(row)]
    assert sorted([*first, *second]) == cut


@given(st.lists(st.text("ab@. ,;\n", max_size=8), min_size=1, max_size=6))
def test_a_column_of_addresses_is_looked_at_as_each_of_them(cells: list[str]) -> None:
    """What is no address is blank, and its row says so, wherever it stands among others."""
    spelt = [cell.strip() for cell in cells]
    told = Facts([Meaning.EMAIL], Kinds([Meaning.EMAIL])).of([cells])
    wrong = {n for n, cell in enumerate(spelt) if cell and not is_email(cell)}

    assert told.emails == ["" if n in wrong else cell for n, cell in enumerate(spelt)]
    assert told.unreadable == dict.fromkeys(wrong, "email")


def test_kinds_are_told_before_too_many_are_remembered(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers are not given twice, and every row's kind is told once with how many rows have it."""
    monkeypatch.setattr(Kinds, "LARGE", 2)
    monkeypatch.setattr(blocks, "__defaults__", (20, (0, 1)))
    rows = "".join(f"a{n}@b.in,Post {n % 3}\n" for n in range(12))
    told = frames(f"E-mail,Designation\n{rows}".encode(), capsysbinary)
    kinds = [columns_of(one["content"][0]) for one in told if one["kind"] == "kinds"]
    looks = [columns_of(one["content"][0]) for one in told if one["kind"] == "chunk"]
    numbers = [n for columns in kinds for n in columns[0].split(CELL)]

    assert len(numbers) == len(set(numbers)) > 3
    assert {n for look in looks for n in look[4].split(CELL)} == set(numbers)
    assert sum(int(n) for columns in kinds for n in columns[7].split(CELL)) == 12


async def told_by_two(monkeypatch: pytest.MonkeyPatch, most: int) -> list[reader.Frame]:
    """Return what two processes say of a text of 20,000 rows where so many are allowed."""
    monkeypatch.setattr(limits, "SHARED_FROM", 1)
    monkeypatch.setattr(limits, "ROWS", most)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    rows = "".join(f'a{n}@b.in,"Rao, Asha {n}",{"x" * 30}\n' for n in range(20_000))
    with tempfile.TemporaryFile() as file:
        file.write(f"E-mail,Name,Remarks\n{rows}".encode())
        async with reader.reading(file, reader.How({}, None)) as told:
            return [one async for one in told]


async def test_two_processes_read_a_text_as_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row comes once, under its number, after one head and before one end."""
    head, *found, end = await told_by_two(monkeypatch, 20_000)
    looks = [one.look for one in found if isinstance(one, reader.Chunk)]
    kinds = [one.columns for one in found if isinstance(one, reader.Alike)]

    assert isinstance(head, reader.Head)
    assert sorted(int(n) for look in looks for n in look[0].split(CELL)) == [*range(2, 20_002)]
    assert sorted(number for number, *_ in kinds) == ["1", "2"]
    assert end == reader.End(20_000, 0)


async def test_two_processes_have_one_limit_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of them reads more rows than a roster has, and both together do."""
    with pytest.raises(RefusedFileError, match="1,000,000 rows"):
        await told_by_two(monkeypatch, 19_999)


def test_rows_keep_their_numbers(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Blank lines are no rows but count, as in a spreadsheet; broken rows are told apart."""
    content = b"E-mail,Mobile\nA@B.in,9876543210\n,\nx\n\nb@b.in,\n"
    _, chunk, kinds, end = frames(content, capsysbinary)
    look = [column.split(CELL) for column in columns_of(chunk["content"][0])]
    numbers, emails, *_ = look

    assert (numbers, emails) == (["2", "6"], ["a@b.in", "b@b.in"])
    assert look[7:] == [["4"], [""], [""], ["cells"]]
    assert columns_of(kinds["content"][0])[-1] == "2"
    assert (end["rows"], end["refused"], chunk["broken"]) == (3, 1, [[4, "cells"]])
    assert b"9876543210" not in b"".join(chunk["content"])


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("Asha,Rao,a@b.in,9876543210,OBC,late", ["Asha", "Rao", "a@b.in", "", "", "late"]),
        ("Asha,a@b.in 9876543210,OBC,late", ["Asha", "", "", ""]),
        ("Asha,a@b.in,9876543210,OBC", ["Asha", "a@b.in", "", ""]),
        ("a\x1f,a@b.in,98765 43210,OBC,late", ["a", "a@b.in", "", "", "late"]),
        ("A,Rao,a@b.in,9876543210,OBC,late,OB-030 x", ["A", "Rao", "a@b.in", "", "", "late"]),
        ("Asha,Rao,a@b.in,OBC,late", ["Asha", "Rao", "", "", ""]),
        ("a@b.in,Delhi,OBC,9876543210,late", ["a@b.in", "Delhi", "", "", ""]),
        ("Asha,a@b.in,Delhi,9876543210,OBC", ["Asha", "a@b.in", "", "", ""]),
    ],
)
def test_a_row_that_cannot_be_read_keeps_its_cells(
    row: str, kept: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Blank are those alone that may belong to a column that is not kept; our finding is gone."""
    ours = ",Karmasetu findings" if "OB-030" in row else ""
    _, chunk, *_ = frames(f"Name,E-mail,Mobile,Caste,Remarks{ours}\n{row}\n".encode(), capsysbinary)
    cells = chunk["content"][1].decode().split("\x1f")[1:]

    assert cells == kept


def test_more_rows_than_a_roster_has(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row beyond the limit refuses the whole."""
    monkeypatch.setattr(limits, "ROWS", 3)
    with pytest.raises(RefusedFileError, match="1,000,000 rows"):
        frames(b"E-mail\n" + b"a@b.in\n" * 4, capsysbinary)


def test_malformed_files_are_read_or_refused(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """No file makes a reader fail in a way that has no name."""
    for content in malformed(600, seed=11):
        refusal, told = None, []
        try:
            told = frames(content, capsysbinary)
        except RefusedFileError as refused:
            refusal = refused.code
            capsysbinary.readouterr()

        if told:
            assert told[-1]["kind"] == ("head" if told[0]["unclear"] else "end")
        else:
            assert refusal in SENTENCES
