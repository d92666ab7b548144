"""Checks of drafted plans: each finding has its cause, and a sound plan has none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.plans.catalogue import CATALOGUE
from app.policy.plans.checks import DraftedPlan, PlanReach, check
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset

RULES = ruleset.load(ReportingYear(2025))
COURSES = tuple("ABCDEF")
STATUSES: dict[str, str | None] = {
    **dict.fromkeys((*COURSES, "X"), "live"),
    "M": None,
    "R": "retired",
}
SOUND = DraftedPlan(COURSES, "X", apar=True, due_on=date(2026, 3, 31))
ONE_LEVEL = PlanReach({"us": 3}, ())
CAUSES: dict[str, tuple[dict[str, Any], PlanReach, str]] = {
    "PL-001": ({"courses": COURSES[:5]}, ONE_LEVEL, "/courses"),
    "PL-002": ({"courses": (*COURSES, "M")}, ONE_LEVEL, "/courses/6/course_id"),
    "PL-003": ({"courses": (*COURSES, "R")}, ONE_LEVEL, "/courses/6/course_id"),
    "PL-004": ({"courses": (*COURSES, "A")}, ONE_LEVEL, "/courses/6/course_id"),
    "PL-005": ({"assessment": "Z"}, ONE_LEVEL, "/assessment_id"),
    "PL-006": ({"assessment": None}, ONE_LEVEL, "/assessment_id"),
    "PL-007": ({"apar": None}, ONE_LEVEL, "/apar"),
    "PL-008": ({"due_on": None}, ONE_LEVEL, "/due_on"),
    "PL-009": ({"due_on": date(2026, 4, 1)}, ONE_LEVEL, "/due_on"),
    "PL-010": ({}, PlanReach({}, ()), "/groups"),
    "PL-011": ({}, PlanReach({"us": 1, "mts": 1}, ()), "/groups"),
    "PL-012": ({}, PlanReach({"us": 1, None: 2}, ()), "/groups"),
    "PL-013": ({}, PlanReach({"us": 1}, (7,)), "/groups"),
    "PL-014": ({"assessment": "R"}, ONE_LEVEL, "/assessment_id"),
    "PL-015": ({"assessment": None}, ONE_LEVEL, "/assessment_id"),
}
# What an authority has ordered, where a finding is of that alone.
ORDERED: dict[str, dict[str, Any]] = {"PL-015": {"unlinked_passes": False}}


def test_a_sound_plan_has_no_findings() -> None:
    """Six live courses, an assessment, the flag, a day in the year, one level: nothing to say."""
    assert check(SOUND, STATUSES, ONE_LEVEL, RULES) == ()


@pytest.mark.parametrize("rule_id", CATALOGUE)
def test_each_finding_has_its_cause(rule_id: str) -> None:
    """One cause alone gives its one finding, at its place, in words that are filled."""
    changes, reach, pointer = CAUSES[rule_id]
    rules = replace(RULES, **ORDERED.get(rule_id, {}))
    (finding,) = check(replace(SOUND, **changes), STATUSES, reach, rules)

    assert (finding.rule.id, finding.pointer) == (rule_id, pointer)
    told = finding.rule.title.filled(**finding.numbers)
    assert "{" not in told.en + told.hi
    assert any("\u0900" <= letter <= "\u097f" for letter in told.hi)


@pytest.mark.parametrize("rule", CATALOGUE.values(), ids=lambda rule: rule.id)
def test_a_finding_rests_on_a_rule_that_is_there(rule: Any) -> None:
    """What a finding names as its rule is a rule of the year."""
    assert rule.rule_id is None or RULES.rule(rule.rule_id).id == rule.rule_id


@given(st.lists(st.sampled_from([*STATUSES, "unknown"]), max_size=12))
def test_no_course_is_faulted_twice(courses: list[str]) -> None:
    """However long and odd the list, a place in it has one finding at most."""
    found = check(replace(SOUND, courses=tuple(courses)), STATUSES, ONE_LEVEL, RULES)
    places = [one.pointer for one in found if one.pointer.startswith("/courses/")]

    assert len(places) == len(set(places))
