"""Which prescribed courses count, and why the others do not."""

from datetime import UTC, datetime, timedelta

import pytest

from app.policy import completion
from app.policy.completion import CourseStanding, CourseVerdict
from app.policy.facts import Completion
from app.policy.reporting_year import IST, ReportingYear
from app.policy.window import Window
from tests.policy.factories import IN_YEAR, RULES, YEAR, a_completion, a_course, a_plan

TICK = timedelta(microseconds=1)
BEFORE, AFTER = YEAR.opens - TICK, YEAR.closes


def standing(*moments: datetime, as_of: datetime | None = None) -> CourseStanding:
    """Return the standing of one course that was completed at those moments."""
    done = [a_completion(1, moment) for moment in moments]
    return completion.judge([a_plan(1)], done, Window(YEAR, as_of), RULES)[0].standing


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ((), "not_completed"),
        ((IN_YEAR,), "counted"),
        ((YEAR.opens,), "counted"),
        ((YEAR.closes - TICK,), "counted"),
        ((datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=IST),), "counted"),
        ((datetime(2026, 3, 31, 18, 29, tzinfo=UTC),), "counted"),
        ((datetime(2026, 3, 31, 18, 30, tzinfo=UTC),), "completed_after_year"),
        ((BEFORE,), "completed_before_year"),
        ((AFTER,), "completed_after_year"),
        ((BEFORE, AFTER), "completed_after_year"),
        ((BEFORE, IN_YEAR, AFTER), "counted"),
    ],
)
def test_the_year_decides(moments: tuple[datetime, ...], expected: str) -> None:
    """A course counts if it was completed inside the year, whatever else was done before it."""
    assert standing(*moments) == expected


def test_leap_day_counts() -> None:
    """29 February belongs to the reporting year that holds it."""
    done = [a_completion(1, datetime(2028, 2, 29, 23, 59, tzinfo=IST))]
    (verdict,) = completion.judge([a_plan(1)], done, Window(ReportingYear(2027)), RULES)

    assert verdict.standing is CourseStanding.COUNTED


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(IN_YEAR, "counted"), (IN_YEAR - TICK, "completed_after_as_of"), (None, "counted")],
)
def test_nothing_after_as_of_is_seen(as_of: datetime | None, expected: str) -> None:
    """An earlier look at the year sees what had happened by that moment, it included."""
    assert standing(IN_YEAR, as_of=as_of) == expected


def judged(*due: datetime | None, at: datetime = IN_YEAR) -> CourseVerdict:
    """Return the verdict on one course of plans with those due dates, completed at a moment."""
    plans = [a_plan(1, plan_id=number, due_at=one) for number, one in enumerate(due)]
    (verdict,) = completion.judge(plans, [a_completion(1, at)], Window(YEAR), RULES)
    return verdict


@pytest.mark.parametrize(
    ("due", "late"),
    [
        ((None,), False),
        ((IN_YEAR - timedelta(days=1),), True),
        ((IN_YEAR.replace(hour=0),), False),
        ((IN_YEAR - timedelta(days=9), IN_YEAR + timedelta(days=9)), False),
        ((IN_YEAR - timedelta(days=9), None), False),
    ],
)
def test_a_late_completion_counts_and_is_marked(
    due: tuple[datetime | None, ...], *, late: bool
) -> None:
    """The latest due date of the plans matters, its day is still in time, and late ones count."""
    verdict = judged(*due)

    assert verdict.standing is CourseStanding.COUNTED
    assert verdict.after_due_date is late


def test_a_course_of_two_plans_is_judged_once() -> None:
    """Two plans that share a course prescribe it once; a gate in either is a gate."""
    plans = [a_plan(2, 1, plan_id=1), a_plan(a_course(2, gate=True), 3, plan_id=2)]
    verdicts = completion.judge(plans, [], Window(YEAR), RULES)

    assert [one.feed_id for one in verdicts] == ["do_0001", "do_0002", "do_0003"]
    assert [one.plan_ids for one in verdicts] == [(1,), (1, 2), (2,)]
    assert [one.gate for one in verdicts] == [False, True, False]


def test_the_first_completion_that_counts_is_the_evidence() -> None:
    """The verdict shows the earliest completion inside the year."""
    later = Completion(1, IN_YEAR + TICK, "certificate")
    (verdict,) = completion.judge([a_plan(1)], [later, a_completion(1)], Window(YEAR), RULES)

    assert (verdict.completed_at, verdict.evidence) == (IN_YEAR, "completed_on")


def test_a_course_that_nobody_prescribed_is_not_judged() -> None:
    """A completion outside the plans does not enter the count."""
    assert (
        completion.judge([a_plan(1)], [a_completion(7)], Window(YEAR), RULES)[0].completed_at
        is None
    )
