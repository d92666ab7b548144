"""Links lead somewhere, and the picture can be read by all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.docs import pages

LINK = re.compile(r"\]\(([^)\s]+)\)")


def broken(page: Path) -> Iterator[str]:
    """Yield a page's links that lead to no file, or to no heading of one."""
    for target in LINK.findall(pages.prose(page)):
        path, _, fragment = target.partition("#")
        if "://" in target:
            continue
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or (fragment and fragment not in pages.anchors(found)):
            yield target


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_links_resolve(page: Path) -> None:
    """A link within the project leads to a file, and to a heading where it names one."""
    assert list(broken(page)) == []


def test_the_picture_describes_itself() -> None:
    """Whoever can't see the drawing is told what it shows, in a title and a description."""
    drawing = pages.text(ROOT / "docs" / "architecture.svg")

    assert 'role="img" aria-labelledby="title desc"' in drawing
    assert re.search(r'<title id="title">[^<]+</title>', drawing)
    assert re.search(r'<desc id="desc">[^<]+</desc>', drawing)
