"""Completions much faster than their courses last: told, and without any other effect."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.policy import mandate, pace
from app.policy.facts import Completion, OfficialFacts
from app.policy.telling.explanation import explain
from app.policy.wording import IMPLAUSIBLY_FAST
from tests.policy.factories import IN_YEAR, RULES, YEAR, a_plan, an_official

LASTS = 1200


def taking(taken: timedelta, lasts: int | None = LASTS, course: int = 1) -> Completion:
    """Return a completion of that long after the enrolment, of a course that lasts so long."""
    return Completion(course, IN_YEAR, "completed_on", IN_YEAR - taken, lasts)


@given(st.integers(0, 2 * LASTS * 10**6), st.integers(1, 5), st.integers(5, 20))
def test_less_than_the_fraction_is_too_fast(micros: int, numerator: int, denominator: int) -> None:
    """Exactly the fraction of the duration is long enough; the least bit less is not."""
    rules = replace(RULES, fast_numerator=numerator, fast_denominator=denominator)

    assert pace.implausible(taking(timedelta(microseconds=micros)), rules) is (
        micros * denominator < LASTS * 10**6 * numerator
    )


def test_of_what_is_not_known_nothing_is_said() -> None:
    """No start, no duration, or a start after the end: none of them is called too fast."""
    unknown = (
        Completion(1, IN_YEAR, "completed_on", None, LASTS),
        taking(timedelta(seconds=1), None),
        taking(timedelta(seconds=-1)),
    )

    assert not any(pace.implausible(one, RULES) for one in unknown)


def told(facts: OfficialFacts) -> tuple[mandate.Evaluation, list[bool], set[str]]:
    """Return an evaluation, which courses are told as too fast, and the rules that had a say."""
    evaluation = mandate.evaluate(facts, YEAR, RULES)
    explained = explain(evaluation, facts, YEAR, RULES, YEAR.last_day)
    flagged = [IMPLAUSIBLY_FAST in course.notes for course in explained.courses]
    return evaluation, flagged, {rule.id for rule in explained.rules}


def test_it_is_told_and_changes_nothing() -> None:
    """The course counts as it would have, the rule is named, and the note stands at it alone."""
    hours = timedelta(hours=9)
    slow = an_official(plans=(a_plan(1, 2),), completions=(taking(hours), taking(hours, course=2)))
    quick = replace(slow, completions=(taking(timedelta(seconds=19)), slow.completions[1]))
    usual, unflagged, without = told(slow)
    hasty, flagged, named = told(quick)

    assert (flagged, unflagged) == ([True, False], [False, False])
    assert named - without == {"completion.implausibly_fast"}
    assert replace(hasty, courses=()) == replace(usual, courses=())
    assert [one.standing for one in hasty.courses] == [one.standing for one in usual.courses]
