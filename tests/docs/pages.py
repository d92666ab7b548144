"""Reads the documentation's pages as text, without what stands in code blocks where asked."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def text(page: Path) -> str:
    """Return a page as it is written."""
    return page.read_text("utf-8")


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    return _FENCED.sub("", text(page))


def headings(page: Path, level: int) -> list[str]:
    """Return a page's headings of one level, in their order."""
    return [found[2] for found in _HEADING.finditer(prose(page)) if len(found[1]) == level]


def anchors(page: Path) -> set[str]:
    """Return the fragments by which a page's headings are reached on the common forges."""
    every = (found[2].lower() for found in _HEADING.finditer(prose(page)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in every}
