"""The security page names tests that exist, and passes over no chapter in silence."""

import re

import pytest

from tests.architecture.tree import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[a-z_/]+\.py)::([a-z0-9_]+)`", PAGE)))
# Of ASVS 5.0.0: the last one is about WebRTC, which is not here.
CHAPTERS = range(1, 17)


@pytest.mark.parametrize(("place", "name"), NAMED)
def test_a_named_test_exists(place: str, name: str) -> None:
    """A control whose test was renamed or removed is noticed."""
    held = (ROOT / place).read_text("utf-8")

    assert re.search(rf"^(async )?def {name}\(", held, re.MULTILINE)


def test_every_control_names_a_test() -> None:
    """A row of the requirements without a test would be a promise alone."""
    table = PAGE.partition("## ASVS")[2].partition("## What the law asks")[0]
    rows = [line for line in table.splitlines() if re.match(r"\| (\d|API)", line)]

    assert len(rows) > 40
    assert [row for row in rows if "::" not in row] == []


def test_no_chapter_is_left_out() -> None:
    """Each chapter of the standard is met, or told to be open."""
    first = re.findall(r"^\| ([0-9., to]+) \|", PAGE, re.MULTILINE)
    told = {int(number) for cell in first for number in re.findall(r"(\d+)(?:\.\d+)*", cell)}

    assert set(CHAPTERS) <= told
