"""Papers: the same bytes each time, tagged, whatever they tell; a hostile one harms nobody."""

import json
import unicodedata
from importlib.resources import files
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import OverloadedError
from app.integrations.papers import limits
from app.integrations.papers.printable import SHOWN, printable
from app.integrations.papers.typesetter import Copy, Typesetter, copy_of

WORDS = {"en": "Course", "hi": "पाठ्यक्रम"}
BREAK = "\u200b"
# Typst's markup, its code, its escapes, and what goes on in JSON; none of it may do anything.
HOSTILE = (
    '#import "@preview/cetz:0.4.0": canvas',
    '#read("/etc/passwd") #sys.inputs #panic("no")',
    "#let x = 1; #while true {} #for i in range(99999999) []",
    "$x^2$ *bold* _emph_ `raw` ```typ #1``` <label> @ref",
    "= Heading\n- item\n+ item\n/ term: x \\ \\u{1F600} // x /* y */ ~ --- [x]{y}",
    '"], panic(), ["',
    "]#table[",
    "🎓 தமிழ் \u202egnp.exe \x00\x07 \ufeff\ue000\U0010fffd",
    "क्षत्रिय" * 200,
    "-" * 3000,
)
PLAIN = {"header", "cell", "text", "sequence", "styled", "linebreak", "space", "h"}


def told(*rows: list[Any]) -> dict[str, Any]:
    """Return a paper of one table with these rows, and of a list."""
    return {
        "title": WORDS,
        "day": [2026, 4, 1],
        "footer": "2025-26",
        "sections": [
            {
                "kind": "table",
                "heading": WORDS,
                "columns": [WORDS] * 3,
                "rows": list(rows),
                "nothing": WORDS,
            },
            {"kind": "list", "heading": WORDS, "rows": [{"label": WORDS, "value": "a" * 64}]},
        ],
    }


def queried(copy: Copy) -> list[Any]:
    """Return the tables of a paper, as the typesetter understands them."""
    found: list[Any] = json.loads(
        typst.query(
            str(files("app.integrations.papers").joinpath("annexure.typ")),
            "table",
            font_paths=[str(files("fontpkg_mukta").joinpath("files"))],
            ignore_system_fonts=True,
            sys_inputs={"data": copy.data.decode()},
        )
    )
    return found


def content(node: Any) -> list[dict[str, Any]]:
    """Return all content below a node."""
    if isinstance(node, list):
        return [one for each in node for one in content(each)]
    if not isinstance(node, dict):
        return []
    inner = [one for name in ("children", "child", "body") for one in content(node.get(name))]
    return [node, *inner] if "func" in node else inner


async def test_a_paper_is_the_same_bytes_each_time() -> None:
    """Set twice, by two processes, it is byte for byte the same; another text is another paper."""
    copy, other = copy_of(told(["a", WORDS, "b"])), copy_of(told(["a", WORDS, "c"]))
    first, second, third = [await Typesetter().set(one) for one in (copy, copy, other)]

    assert first == second != third
    assert copy.digest == copy_of(told(["a", WORDS, "b"])).digest != other.digest


async def test_a_paper_is_tagged_and_says_its_standards() -> None:
    """Tags, language, title, table heads and the marks of PDF/UA-1 and PDF/A-2a are there."""
    paper = await Typesetter().set(copy_of(told(["a", "b", "c"])))

    assert paper.startswith(b"%PDF-1.7")
    for mark in (
        *(b"/StructTreeRoot", b"/Lang(en-IN)", b"/Lang(hi-IN)", b"/S/TH", b"/S/H1"),
        *(b"/DisplayDocTitle true", b"<pdfuaid:part>1<", b"<pdfaid:part>2<"),
        b"<pdfaid:conformance>A<",
    ):
        assert mark in paper, mark


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_is_ever_markup(hostile: str) -> None:
    """A name that is Typst's markup or code stands there as the one text that it is."""
    tables = queried(copy_of(told([hostile, {"en": hostile, "hi": hostile}, "x"])))
    found = content([table["children"] for table in tables])

    assert {one["func"] for one in found} <= PLAIN
    shown = printable(hostile)
    assert [one["text"] for one in found if one["func"] == "text"].count(shown) == 3


async def test_hostile_texts_are_set() -> None:
    """All of them in one paper, which then is a paper of the same standards as any."""
    paper = await Typesetter().set(copy_of(told(*[[one, one, one] for one in HOSTILE])))

    assert b"<pdfuaid:part>1<" in paper


async def test_all_that_is_shown_has_a_glyph() -> None:
    """Every character that is passed through can be set under PDF/A, which bears no missing one."""
    every = [chr(code) for first, last in SHOWN for code in range(first, last + 1)]
    rows = [["".join(every[at : at + 20]), "", ""] for at in range(0, len(every), 20)]

    assert await Typesetter().set(copy_of(told(*rows)))


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_a_text_is_shown_or_written_by_number(text: str) -> None:
    """Only characters with a glyph remain, no run is too long, and nothing vanishes unseen."""
    shown = printable(text)

    assert all(
        one == BREAK or any(first <= ord(one) <= last for first, last in SHOWN) for one in shown
    )
    whole = shown.replace(BREAK, "")
    for one in unicodedata.normalize("NFC", text):
        assert one in whole or f"[U+{ord(one):04X}]" in whole or one.isspace() or one == "\x00"


def test_runs_break_between_clusters_and_never_in_a_list() -> None:
    """A long word breaks where a cluster ends, and what is copied from a list is as it was."""
    broken = printable("क्षत्रिय" * 10).split(BREAK)

    assert len(broken) > 1
    assert not any(one[0] in "\u094d\u093f\u0902" or one[-1] == "\u094d" for one in broken)
    assert BREAK not in str(json.loads(copy_of(told()).data))


async def test_what_takes_too_long_is_ended() -> None:
    """A paper that is not set in time is given up, and one that can't be set is no PDF."""
    copy = copy_of(told(["a", "b", "c"]))

    with pytest.raises(OverloadedError):
        await Typesetter(seconds=0.01).set(copy)
    with pytest.raises(OverloadedError):
        await Typesetter().set(Copy(b"no data", "x"))
    assert limits.CHILD_CPU_SECONDS < limits.SECONDS
