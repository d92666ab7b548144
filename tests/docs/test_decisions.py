"""Every decision is written in the same three parts, and numbered without a gap."""

from pathlib import Path

import pytest

from tests.docs import pages


@pytest.mark.parametrize("page", pages.DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_three_headings(page: Path) -> None:
    """A decision says in what context it was taken, what it is, and what else was weighed."""
    assert pages.headings(page, 2) == ["Context", "Decision", "Alternatives"]


@pytest.mark.parametrize("page", pages.DECISIONS, ids=lambda page: page.stem)
def test_a_decision_bears_its_number(page: Path) -> None:
    """The title opens with the number in the file's name."""
    [title] = pages.headings(page, 1)

    assert title.partition(" ")[0] == page.name.partition("-")[0]


def test_decisions_are_numbered_without_a_gap() -> None:
    """No number is missing and none is given twice."""
    numbers = [int(page.name.partition("-")[0]) for page in pages.DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))
