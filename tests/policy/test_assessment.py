"""The comprehensive assessment: OM of 04.07.2025, para 4."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.policy import assessment
from app.policy.facts import AssessmentResult
from app.policy.window import Window
from tests.policy.factories import IN_YEAR, RULES, YEAR, a_plan, a_result, an_assessment

LATER = IN_YEAR + timedelta(days=1)
LINKED = a_plan(assessment=an_assessment())
UNCLEAR = a_result("not_established", None)


def state(
    results: Sequence[AssessmentResult], attempt: str = "best", as_of: datetime | None = None
) -> str:
    """Return the overall state for results of one linked assessment."""
    rules = replace(RULES, assessment_attempt=attempt)
    return assessment.overall(assessment.judge([LINKED], results, Window(YEAR, as_of), rules))


@pytest.mark.parametrize(
    ("results", "best", "latest"),
    [
        ([], "pending", "pending"),
        ([a_result()], "passed", "passed"),
        ([a_result("failed")], "failed", "failed"),
        ([UNCLEAR], "not_established", "not_established"),
        ([a_result("failed"), a_result("passed", LATER)], "passed", "passed"),
        ([a_result("passed"), a_result("failed", LATER)], "passed", "failed"),
        ([a_result("failed"), a_result("passed")], "passed", "passed"),
        ([UNCLEAR, a_result("failed")], "failed", "failed"),
        ([a_result("passed", None), a_result("failed")], "passed", "failed"),
        ([UNCLEAR, a_result("failed", None)], "failed", "failed"),
        ([a_result("passed", YEAR.closes)], "pending", "pending"),
        ([a_result("passed", YEAR.opens - timedelta(microseconds=1))], "pending", "pending"),
        ([a_result(of=901)], "pending", "pending"),
    ],
)
def test_which_attempt_counts(results: list[AssessmentResult], best: str, latest: str) -> None:
    """By house rule the best attempt of the year counts; the latest one if an authority says so."""
    assert state(results) == best
    assert state(results, "latest") == latest
    assert state(results[::-1], "latest") == latest


def test_of_several_passes_the_earliest_is_told() -> None:
    """By the best attempt the day told is that of the first pass, as the APAR entry shows it."""
    passes = [a_result("passed", None), a_result("passed", LATER), a_result("passed")]
    (verdict,) = assessment.judge([LINKED], passes, Window(YEAR), RULES)

    assert verdict.taken_at == IN_YEAR


def test_a_result_after_as_of_is_not_seen() -> None:
    """An earlier look sees no later result; one without a date it sees."""
    assert state([a_result()], as_of=IN_YEAR - timedelta(seconds=1)) == "pending"
    assert state([a_result("passed", None)], as_of=IN_YEAR) == "passed"


@pytest.mark.parametrize(
    ("states", "overall"),
    [
        (("passed", "passed"), "passed"),
        (("passed", "failed"), "failed"),
        (("not_established", "failed"), "failed"),
        (("passed", "not_established"), "not_established"),
        (("passed",), "pending"),
        (("failed",), "failed"),
    ],
)
def test_all_that_are_linked_must_be_passed(states: tuple[str, ...], overall: str) -> None:
    """Of two linked assessments the worse one decides; the second is pending without a result."""
    plans = [a_plan(plan_id=n, assessment=an_assessment(900 + n)) for n in (1, 0)]
    results = [a_result(each, of=900 + number) for number, each in enumerate(states)]
    verdicts = assessment.judge(plans, results, Window(YEAR), RULES)

    assert [one.feed_id for one in verdicts] == ["do_0900", "do_0901"]
    assert assessment.overall(verdicts) == overall


def test_one_assessment_of_two_plans_is_judged_once() -> None:
    """Plans that link the same assessment ask for it once; a plan without one asks for none."""
    plans = [LINKED, replace(LINKED, plan_id=2), a_plan(plan_id=3)]
    verdicts = assessment.judge(plans, [], Window(YEAR), RULES)

    assert len(verdicts) == 1


def test_nothing_linked() -> None:
    """Without a linked assessment there is nothing to pass."""
    assert assessment.overall(assessment.judge([a_plan()], [], Window(YEAR), RULES)) == "not_linked"
