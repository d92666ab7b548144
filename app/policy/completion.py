"""Which prescribed courses count as completed in the year, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.policy import pace
from app.policy.equivalence import StandIn, stand_ins
from app.policy.facts import Completion, Equivalence, Plan, PlanCourse
from app.policy.reporting_year import IST
from app.policy.rules.ruleset import Ruleset
from app.policy.window import Window


class CourseStanding(StrEnum):
    """Whether a prescribed course counted, or the one reason why it did not."""

    COUNTED = "counted"
    COUNTED_BY_EQUIVALENT = "counted_by_equivalent"
    NOT_COMPLETED = "not_completed"
    COMPLETED_BEFORE_YEAR = "completed_before_year"
    COMPLETED_AFTER_YEAR = "completed_after_year"
    COMPLETED_AFTER_AS_OF = "completed_after_as_of"


_COUNTING = frozenset({CourseStanding.COUNTED, CourseStanding.COUNTED_BY_EQUIVALENT})


@dataclass(frozen=True, slots=True)
class CourseVerdict:
    """One prescribed course: where it stands, and the completion that says so.

    ``after_due_date`` marks one that counted after the last due date of its plans (which counts);
    ``gate`` one that unlocks an assessment; ``plan_ids`` are the plans that prescribe it. Where
    another course counts for it, ``equivalent`` is the order that says so, and the completion is
    that course's. ``implausibly_fast`` marks a completion much faster than its course lasts, and
    ``retired`` a course that the catalogue has retired, which changes nothing else.
    """

    course_id: int
    feed_id: str
    name: str
    gate: bool
    standing: CourseStanding
    completed_at: datetime | None
    evidence: str | None
    after_due_date: bool
    plan_ids: tuple[int, ...]
    equivalent: Equivalence | None = None
    implausibly_fast: bool = False
    retired: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts towards the share, by itself or by another course."""
        return self.standing in _COUNTING


def judge(
    plans: Sequence[Plan],
    completions: Sequence[Completion],
    window: Window,
    ruleset: Ruleset,
    equivalences: Sequence[Equivalence] = (),
) -> tuple[CourseVerdict, ...]:
    """Judge each distinct course of some plans once, in the order of the courses' feed ids."""
    prescribed: dict[int, list[tuple[Plan, PlanCourse]]] = {}
    for plan in plans:
        for course in plan.courses:
            prescribed.setdefault(course.course_id, []).append((plan, course))
    done: dict[int, list[Completion]] = {}
    for completion in sorted(completions, key=lambda one: (one.completed_at, one.evidence)):
        done.setdefault(completion.course_id, []).append(completion)
    admitted = {
        key: one
        for key, held in done.items()
        if (one := next((each for each in held if window.admits(each.completed_at)), None))
    }
    instead = stand_ins(plans, admitted, equivalences, window)
    verdicts = (
        _verdict(places, done.get(key, []), instead.get(key), window, ruleset)
        for key, places in prescribed.items()
    )
    return tuple(sorted(verdicts, key=lambda verdict: verdict.feed_id))


def _verdict(
    places: list[tuple[Plan, PlanCourse]],
    done: list[Completion],
    instead: StandIn | None,
    window: Window,
    ruleset: Ruleset,
) -> CourseVerdict:
    standing, completion = _standing(done, window)
    if instead is not None:
        standing, completion = CourseStanding.COUNTED_BY_EQUIVALENT, instead[1]
    course = places[0][1]
    due = _due_day([plan for plan, _ in places])
    return CourseVerdict(
        course_id=course.course_id,
        feed_id=course.feed_id,
        name=course.name,
        gate=any(each.gate for _, each in places),
        standing=standing,
        completed_at=completion.completed_at if completion else None,
        evidence=completion.evidence if completion else None,
        after_due_date=standing in _COUNTING and _late(completion, due),
        plan_ids=tuple(sorted({plan.plan_id for plan, _ in places})),
        equivalent=None if instead is None else instead[0],
        retired=any(each.retired for _, each in places),
        implausibly_fast=completion is not None and pace.implausible(completion, ruleset),
    )


def _standing(done: list[Completion], window: Window) -> tuple[CourseStanding, Completion | None]:
    """Take the first completion that counts; else the last one, which says why none did."""
    counted = [one for one in done if window.admits(one.completed_at)]
    if counted:
        return CourseStanding.COUNTED, counted[0]
    if not done:
        return CourseStanding.NOT_COMPLETED, None
    inside = [one for one in done if window.year.contains(one.completed_at)]
    if inside:
        return CourseStanding.COMPLETED_AFTER_AS_OF, inside[0]
    if done[-1].completed_at < window.year.opens:
        return CourseStanding.COMPLETED_BEFORE_YEAR, done[-1]
    return CourseStanding.COMPLETED_AFTER_YEAR, done[-1]


def _due_day(plans: list[Plan]) -> date | None:
    """Return the latest due day of some plans; None as soon as one of them has none."""
    days = [plan.due_at.astimezone(IST).date() for plan in plans if plan.due_at is not None]
    return max(days) if len(days) == len(plans) else None


def _late(completion: Completion | None, due: date | None) -> bool:
    # The due day itself is in time, as the platform counts it.
    if completion is None or due is None:
        return False
    return completion.completed_at.astimezone(IST).date() > due
