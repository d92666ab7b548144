"""Whom a plan is meant for: told from the designations that it names, or not at all."""

import pytest

from app.policy.plan_levels import meant_for
from tests.policy.factories import RULES


@pytest.mark.parametrize(
    ("groups", "levels"),
    [
        ([["under secretary"]], {"us"}),
        ([["Under  Secretary.", "joint secretary"]], {"us", "js_and_above"}),
        ([["under secretary"], ["director"]], {"us", "ds_director"}),
        ([["under secretary"], []], None),
        ([["under secretary", "head of nothing"]], None),
        ([[""]], None),
        ([], None),
    ],
)
def test_levels_that_a_plan_is_meant_for(groups: list[list[str]], levels: set[str] | None) -> None:
    """Each group names designations, and each leads to a level; otherwise nothing is said."""
    assert meant_for(groups, RULES.level_map) == levels
