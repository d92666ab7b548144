"""Which prescribed courses count as completed in the year, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.policy import bounds, pace
from app.policy.bounds import Bounds
from app.policy.equivalence import StandIn, stand_ins
from app.policy.facts import Completion, Equivalence, Plan, PlanCourse
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
    COMPLETED_BEFORE_PLAN = "completed_before_plan"
    COMPLETED_AFTER_DUE_DATE = "completed_after_due_date"


_COUNTING = frozenset({CourseStanding.COUNTED, CourseStanding.COUNTED_BY_EQUIVALENT})


@dataclass(frozen=True, slots=True)
class CourseVerdict:
    """One prescribed course: where it stands, and the completion that says so.

    ``after_due_date`` marks one that counted after the last due date of its plans (which counts);
    ``gate`` one that unlocks an assessment; ``plan_ids`` are the plans that prescribe it. Where
    another course counts for it, ``equivalent`` is the order that says so, and the completion is
    that course's. ``implausibly_fast`` marks a completion much faster than its course lasts, and
    ``retired`` a course that the catalogue has retired, which changes nothing else; ``vanished``
    one that no plan of those that prescribe it shows any longer. ``due_on`` is the day after which
    it counts no longer, where an authority has ordered so.
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
    vanished: bool = False
    due_on: date | None = None

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
    within = {key: bounds.of_course(places) for key, places in prescribed.items()}
    orders = equivalences if ruleset.equivalents == "by_order" else ()
    instead = stand_ins(
        plans, admitted, orders, window, lambda key, done: within[key].admit(done, ruleset)
    )
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
    within = bounds.of_course(places)
    standing, completion = _standing(done, window, within, ruleset)
    if instead is not None:
        standing, completion = CourseStanding.COUNTED_BY_EQUIVALENT, instead[1]
    course = places[0][1]
    counts = standing in _COUNTING
    return CourseVerdict(
        course_id=course.course_id,
        feed_id=course.feed_id,
        name=course.name,
        gate=any(each.gate for _, each in places),
        standing=standing,
        completed_at=completion.completed_at if completion else None,
        evidence=completion.evidence if completion else None,
        after_due_date=counts and completion is not None and within.late(completion),
        plan_ids=tuple(sorted({plan.plan_id for plan, _ in places})),
        equivalent=None if instead is None else instead[0],
        retired=any(each.retired for _, each in places),
        vanished=all(each.vanished for _, each in places),
        due_on=None if ruleset.after_due_counts else within.due,
        implausibly_fast=completion is not None and pace.implausible(completion, ruleset),
    )


def _within(completion: Completion, within: Bounds, ruleset: Ruleset) -> CourseStanding:
    if within.too_early(completion, ruleset):
        return CourseStanding.COMPLETED_BEFORE_PLAN
    late = within.too_late(completion, ruleset)
    return CourseStanding.COMPLETED_AFTER_DUE_DATE if late else CourseStanding.COUNTED


def _standing(
    done: list[Completion], window: Window, within: Bounds, ruleset: Ruleset
) -> tuple[CourseStanding, Completion | None]:
    """Take the year's first completion, the one that is held; else the last, which says why not."""
    first = next((one for one in done if window.admits(one.completed_at)), None)
    if first is not None:
        return _within(first, within, ruleset), first
    if not done:
        return CourseStanding.NOT_COMPLETED, None
    inside = [one for one in done if window.year.contains(one.completed_at)]
    if inside:
        return CourseStanding.COMPLETED_AFTER_AS_OF, inside[0]
    if done[-1].completed_at < window.year.opens:
        return CourseStanding.COMPLETED_BEFORE_YEAR, done[-1]
    return CourseStanding.COMPLETED_AFTER_YEAR, done[-1]
