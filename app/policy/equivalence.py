"""Which completed courses stand in for prescribed ones: rule `completion.equivalent_counts`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time

from app.policy.facts import Completion, Equivalence, Plan
from app.policy.reporting_year import IST
from app.policy.window import Window

StandIn = tuple[Equivalence, Completion]


def stand_ins(
    plans: Sequence[Plan],
    admitted: Mapping[int, Completion],
    equivalences: Iterable[Equivalence],
    window: Window,
    admits: Callable[[int, Completion], bool],
) -> dict[int, StandIn]:
    """Return for prescribed courses that don't count themselves the course that counts instead.

    ``admitted`` holds the completion of each course that counts in the window. One stands in for
    one course at most, on the days of an order of an authority whose plan prescribes that course,
    and never where its own course is prescribed as well. ``admits`` says whether a completion
    may count for a prescribed course, by the course's number.
    """
    prescribing = _prescribing(plans)
    counted = {key for key in prescribing if key in admitted and admits(key, admitted[key])}
    taken: dict[int, StandIn] = {}
    used: set[int] = set()
    for one in sorted(equivalences, key=_in_order):
        completion = admitted.get(one.course_id)
        prescribes = one.authority_id in prescribing.get(one.counts_for_id, ())
        if completion is None or not prescribes or not _holds(one, completion, window):
            continue
        if one.course_id in used | prescribing.keys() or one.counts_for_id in counted:
            continue
        if not admits(one.counts_for_id, completion):
            continue
        used.add(one.course_id)
        taken.setdefault(one.counts_for_id, (one, completion))
    return taken


def _prescribing(plans: Sequence[Plan]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for plan in plans:
        for course in plan.courses:
            found.setdefault(course.course_id, set()).add(plan.authority_id)
    return found


def _in_order(one: Equivalence) -> tuple[int, int, int]:
    return one.course_id, one.counts_for_id, one.record_id


def _holds(one: Equivalence, completion: Completion, window: Window) -> bool:
    """Say whether the order holds on the completion's day, and had been given by the moment."""
    day = completion.completed_at.astimezone(IST).date()
    within = one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
    return within and not window.hides(datetime.combine(one.order.dated, time.min, IST))
