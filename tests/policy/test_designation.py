"""Designations and the levels they lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import designation
from app.policy.ladder import CENTRAL_LEVELS
from tests.policy.factories import RULES


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Under Secretary", "under secretary"),
        ("  UNDER   SECRETARY ", "under secretary"),
        ("U.S.", "us"),
        ("Secretary & Special Officer", "secretary and special officer"),
        ("Accounts&Finance", "accounts and finance"),
        ("\tDirector\u00a0", "director"),
        ("", None),
        ("  ", None),
        (" . ", None),
        (None, None),
    ],
)
def test_key(text: str | None, key: str | None) -> None:
    """Case, dots, repeated blanks and the ampersand make no difference."""
    assert designation.key(text) == key


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    """Folding a designation twice changes nothing more."""
    once = designation.key(text)

    assert designation.key(once) == once


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("MTS", "mts"),
        ("Multi-Tasking Staff", "mts"),
        ("Section Officer", "so_aso"),
        ("A.S.O.", "so_aso"),
        ("Under Secretary", "us"),
        ("Deputy Secretary", "ds_director"),
        ("Director", "ds_director"),
        ("Joint Secretary & Financial Adviser", "js_and_above"),
        ("Secretary", "js_and_above"),
        ("Upper Division Clerk", None),
        ("Astronaut", None),
    ],
)
def test_house_map(text: str, level: str | None) -> None:
    """The house map knows the Central Secretariat's posts and guesses at no other."""
    assert RULES.level_map.get(designation.key(text) or "") == level


def test_every_central_level_has_designations() -> None:
    """Each level of para 3(i) can be reached by some designation."""
    assert set(RULES.level_map.values()) == set(CENTRAL_LEVELS)
