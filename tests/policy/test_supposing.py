"""Supposed values: laid over a year's rules, checked as a rules file is, on nobody's word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidError
from app.policy import supposing
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.rules_file import Standing

RULES = ruleset.load(ReportingYear(2025))


def test_supposing_nothing_changes_nothing() -> None:
    """The rules written out and read again are the same rules, to the digest."""
    assert supposing.suppose(RULES, {}) == RULES


@given(st.integers(1, 60), st.integers(0, 60))
def test_what_is_supposed_holds_and_is_nobodys_word(numerator: int, more: int) -> None:
    """A supposed share is the engines' share; it cites no memorandum, and the rest stands."""
    denominator = numerator + more
    value = {"numerator": numerator, "denominator": denominator}
    supposed = supposing.suppose(RULES, {"completion.share": value})

    assert (supposed.share_numerator, supposed.share_denominator) == (numerator, denominator)
    rule = supposed.rule("completion.share")
    assert (rule.standing, rule.citation) == (Standing.HOUSE, None)
    assert supposed.digest != RULES.digest
    others = [one for one in supposed.rules if one.id != rule.id]
    assert others == [one for one in RULES.rules if one.id != rule.id]


def test_every_fault_is_named() -> None:
    """Two unknown rules and two wrong values are four faults, each at its JSON pointer."""
    with pytest.raises(InvalidError) as refused:
        supposing.suppose(
            RULES,
            {"a/b": 1, "c~d": 2, "assessment.attempt": "luckiest", "levels.bands": {"limits": [9]}},
        )

    assert refused.value.faults == (
        ("/assessment.attempt", "not-its-value"),
        ("/a~1b", "unknown-rule"),
        ("/c~0d", "unknown-rule"),
        ("/levels.bands/limits/1", "not-its-value"),
        ("/levels.bands/limits/2", "not-its-value"),
    )
