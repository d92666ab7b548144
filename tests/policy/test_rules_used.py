"""Rules used and assumptions made: each that had a say in an outcome is named, and no other."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.policy.facts import Employment
from app.policy.mandate import evaluate
from app.policy.telling.explanation import Explanation, explain
from tests.policy.factories import (
    RULES,
    YEAR,
    a_course,
    a_plan,
    a_profile,
    a_result,
    an_ais_profile,
    an_assessment,
    an_exemption,
    an_official,
)

TODAY = date(2026, 3, 31)
LINKED = a_plan(assessment=an_assessment())
UNCLEAR = a_result("not_established", None)


def of(**changes: Any) -> Explanation:
    """Explain the official of the factories with some facts changed."""
    facts = an_official(**changes)
    return explain(evaluate(facts, YEAR, RULES), facts, YEAR, RULES, TODAY)


def test_rules_come_with_value_and_source() -> None:
    """The share of the courses is explained by para 3(v), a designation by its own line."""
    used = {rule.id: rule for rule in of().rules}

    assert used["completion.share"].value == {"numerator": 1, "denominator": 2}
    assert used["completion.share"].citation == RULES.rule("completion.share").citation
    assert used["levels.designations"].value == {"under secretary": "us"}


@pytest.mark.parametrize(
    ("changes", "used", "unused"),
    [
        ({}, "levels.central", "levels.bands"),
        ({"profile": an_ais_profile()}, "levels.bands", "levels.central"),
        ({"plans": ()}, "prescriber.assignment", "completion.share"),
        ({"plans": (LINKED,)}, "assessment.attempt", "assessment.none_linked_passes"),
        ({"profile": a_profile(designation=None)}, "levels.designations", "levels.bands"),
    ],
)
def test_only_rules_that_had_a_say(changes: dict[str, Any], used: str, unused: str) -> None:
    """A rule that did not matter to this official is not shown."""
    ids = {rule.id for rule in of(**changes).rules}

    assert used in ids
    assert unused not in ids


@pytest.mark.parametrize(
    ("changes", "rule_id"),
    [
        ({"plans": (a_plan(1, 2, 3),)}, "completion.rounding"),
        ({"plans": (a_plan(), a_plan(plan_id=2))}, "plans.several_count_together"),
        ({"plans": (a_plan(apar=None),)}, "plans.apar_flag_required"),
        ({"plans": (a_plan(),)}, "assessment.none_linked_passes"),
        ({"plans": (LINKED,), "assessments": (UNCLEAR,)}, "assessment.undated_result_counts"),
        ({"profile": an_ais_profile(batch=2000)}, "levels.at_twenty_five"),
        ({"profile": an_ais_profile()}, "levels.years_counted_at"),
        (
            {"profile": an_ais_profile(on_central_deputation=None)},
            "prescriber.missing_deputation_flag",
        ),
        ({"exemptions": (an_exemption(TODAY),)}, "scope.exemption_covers"),
        ({"profile": a_profile(unplaced=True)}, "year.unplaced"),
        ({"came_on": date(2025, 4, 2)}, "year.joiner"),
    ],
)
def test_assumptions(changes: dict[str, Any], rule_id: str) -> None:
    """What no memorandum says, and the outcome rests on, is told as an assumption."""
    assumed = [one.rule_id for one in of(**changes).assumptions]

    assert rule_id in assumed
    assert assumed == sorted(assumed)


@pytest.mark.parametrize(
    ("changes", "used"),
    [
        ({"profile": a_profile(unplaced=True, group=None)}, ["year.unplaced"]),
        (
            {"profile": a_profile(unplaced=True), "exemptions": (an_exemption(TODAY),)},
            ["scope.exemption_covers", "year.unplaced"],
        ),
    ],
)
def test_without_a_place_no_rule_of_a_place_is_used(
    changes: dict[str, Any], used: list[str]
) -> None:
    """Rules and assumptions name what left the outcome open, and nothing that a place decides."""
    explained = of(**changes)

    assert [rule.id for rule in explained.rules] == used
    assert [one.rule_id for one in explained.assumptions] == used


@pytest.mark.parametrize(
    ("changes", "rule_id", "assumed"),
    [
        ({"plans": (a_plan(generation="v1"),)}, "plans.year_of_first_generation", True),
        ({"plans": (a_plan(retired=True),)}, "plans.retired_after_year_counts", True),
        (
            {"plans": (a_plan(replace(a_course(1), retired=True)),)},
            "completion.retired_course_counts",
            True,
        ),
        ({"transferred": True}, "year.transfer", False),
        ({"profile": a_profile(in_body=True)}, "scope.autonomous_bodies", False),
        (
            {"profile": a_profile(employment=Employment.OTHER)},
            "scope.employment_without_apar",
            False,
        ),
        (
            {"exemptions": (an_exemption(date(2020, 1, 1), date(2020, 1, 2)),)},
            "scope.exemption_covers",
            False,
        ),
    ],
)
def test_a_rule_that_let_it_come_out_so_is_named(
    changes: dict[str, Any], rule_id: str, *, assumed: bool
) -> None:
    """Also a rule that left things as they are is named, and only where it had something to say."""
    explained, usual = of(**changes), of()

    assert rule_id in {rule.id for rule in explained.rules}
    assert rule_id not in {rule.id for rule in usual.rules}
    assert (rule_id in {one.rule_id for one in explained.assumptions}) is assumed


@pytest.mark.parametrize(("came_on", "told"), [(date(2025, 4, 1), False), (date(2025, 4, 2), True)])
def test_a_joiner_is_told_by_which_rule_he_owes_all(came_on: date, *, told: bool) -> None:
    """Who came after the year's first day owes the whole share by a rule of its own."""
    explained = of(came_on=came_on)

    assert ("year.joiner" in [rule.id for rule in explained.rules]) is told
    assert ("year.joiner" in [one.rule_id for one in explained.assumptions]) is told
