"""Overrides, pure: never what a memorandum says, whatever is asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidError
from app.policy.liaison import ruleset as liaison
from app.policy.liaison.rules_file import APART
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.orders import Order
from app.policy.reporting_year import ReportingYear
from app.policy.rules import overrides, ruleset
from app.policy.rules.fixed import FIXED, FixedBecause
from app.policy.rules.overrides import Overriding
from app.policy.rules.rules_file import Standing
from app.policy.rules.ruleset import Rule, Ruleset
from app.policy.telling.fixed_rules import SENTENCES

ORDER = Order("A-1", date(2025, 8, 1), "Joint Secretary")
SILENT = {Standing.HOUSE, Standing.ILLUSTRATIVE}
YEARS = ruleset.available_years()
RULES = ruleset.load(ReportingYear(2025))
LIAISON = liaison.load(ReportingYear(2025))


def every_rule(year: ReportingYear) -> list[Rule]:
    """Return a year's rules, those on courses and those on liaison officers."""
    return [*ruleset.load(year).rules, *liaison.load(year).rules]


@pytest.mark.parametrize("year", YEARS, ids=str)
def test_whatever_is_silent_may_be_overridden(year: ReportingYear) -> None:
    """A rule that no memorandum states is open to an order, or says why it is the same for all."""
    rules = every_rule(year)
    fixed = {one.id for one in rules if overrides.fixed(one) is not None}
    silent = {one.id for one in rules if one.standing in SILENT}

    assert fixed & silent == FIXED.keys() & silent
    assert {one.id for one in rules} - silent <= fixed
    reported = overrides.fixed(ruleset.load(year).rule("scope.autonomous_bodies"))
    assert reported is FixedBecause.REPORTED_OF_A_MEMORANDUM


def test_rules_apart_are_told_by_their_ids() -> None:
    """An order is laid over the rules that it belongs to: on liaison officers, or on courses."""
    assert {one.id.startswith(APART) for one in LIAISON.rules} == {True}
    assert {one.id.startswith(APART) for one in RULES.rules} == {False}


def test_each_reason_is_of_a_rule() -> None:
    """No reason stands for a rule that there is not, and each is told in both languages."""
    assert set(FIXED) <= {one.id for year in YEARS for one in every_rule(year)}
    assert set(SENTENCES) == set(FixedBecause)
    assert all(one.en and one.hi for one in SENTENCES.values())


@given(st.sampled_from([rule.id for rule in (*RULES.rules, *LIAISON.rules)]))
def test_its_own_value_of_any_rule(rule_id: str) -> None:
    """Ordering the very value that holds changes the digest alone, or is refused by standing."""
    apart = rule_id.startswith(APART)
    rules = LIAISON if apart else RULES
    rule = rules.rule(rule_id)
    asked = [Overriding(rule_id, rule.value, ORDER)]

    def overridden() -> Ruleset | LiaisonRules:
        return liaison.override(LIAISON, asked) if apart else overrides.override(RULES, asked)

    if overrides.fixed(rule) is not None:
        with pytest.raises(InvalidError):
            overridden()
        return
    changed = overridden()

    assert rule.standing in SILENT
    assert changed.digest != rules.digest
    assert changed.rule(rule_id).override is not None
    assert changed.rule(rule_id).standing is rule.standing
    others = [one for one in changed.rules if one.id != rule_id]
    assert others == [one for one in rules.rules if one.id != rule_id]


@pytest.mark.parametrize(
    ("rule_id", "value", "places"),
    [
        ("liaison.deadline", 0, [""]),
        ("liaison.deadline", True, [""]),
        ("liaison.deadline", "soon", [""]),
        ("liaison.counts", "twice", [""]),
        ("liaison.programme_courses", {"reservation_policy": ["A"]}, [""]),
        ("liaison.programme_courses", {"No Code": ["A"]}, ["/No Code"]),
        ("liaison.further_categories", [{"id": "obc", "en": "x", "hi": "x"}], [""]),
        (
            "liaison.further_categories",
            [{"id": "women", "en": ""}, {"id": "Women", "en": "x", "hi": "x"}],
            ["/0/en", "/0/hi", "/1/id"],
        ),
    ],
)
def test_a_wrong_value_is_told_where_it_stands(
    rule_id: str, value: object, places: list[str]
) -> None:
    """Every fault of an ordered value at once, each at a place that the value has."""
    with pytest.raises(InvalidError) as refused:
        liaison.override(LIAISON, [Overriding(rule_id, value, ORDER)])

    assert refused.value.faults == tuple((f"/{rule_id}{at}", "not-its-value") for at in places)


def test_every_fault_is_named_at_once() -> None:
    """A stated rule, an unknown one and one whose reason is its own are three faults."""
    asked = [Overriding(one, 1, ORDER) for one in ("completion.share", "no", "completion.rounding")]
    with pytest.raises(InvalidError) as refused:
        overrides.override(RULES, asked)

    assert refused.value.faults == (
        ("/completion.share", "stated-by-a-memorandum"),
        ("/no", "unknown-rule"),
        ("/completion.rounding", "less-than-is-stated"),
    )


def test_the_order_is_part_of_the_digest() -> None:
    """The same value by another order is another ruleset: the digest says on whose word."""
    digests = {
        overrides.override(
            RULES, [Overriding("assessment.attempt", "latest", Order(number, ORDER.dated, "JS"))]
        ).digest
        for number in ("A-1", "A-2")
    }

    assert len(digests) == 2
