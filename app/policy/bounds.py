"""Since when and until when a plan's course counts, where an authority has ordered such bounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.policy.facts import Completion, Plan, PlanCourse
from app.policy.reporting_year import IST
from app.policy.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Bounds:
    """When the first plan asked for a course, and the last due day, in India; None is no bound."""

    since: datetime | None
    due: date | None

    def too_early(self, completion: Completion, ruleset: Ruleset) -> bool:
        """Say whether it lies before a plan asked for it: rule `completion.before_plan_counts`."""
        bounded = self.since is not None and not ruleset.before_plan_counts
        return bounded and self.since is not None and completion.completed_at < self.since

    def too_late(self, completion: Completion, ruleset: Ruleset) -> bool:
        """Say whether it came too late for rule `completion.after_due_date_counts`."""
        return not ruleset.after_due_counts and self.late(completion)

    def late(self, completion: Completion) -> bool:
        """Say whether it lies after the due day; that day is itself in time, as on the platform."""
        return self.due is not None and completion.completed_at.astimezone(IST).date() > self.due

    def admit(self, completion: Completion, ruleset: Ruleset) -> bool:
        """Say whether a completion inside the year counts."""
        early, late = self.too_early(completion, ruleset), self.too_late(completion, ruleset)
        return not (early or late)


def of_course(places: Iterable[tuple[Plan, PlanCourse]]) -> Bounds:
    """Return the bounds of a course by the plans that list it.

    As soon as one of them names no day, there is no bound on that side.
    """
    held = list(places)
    since = [course.listed_since for _, course in held if course.listed_since is not None]
    due = [plan.due_at.astimezone(IST).date() for plan, _ in held if plan.due_at is not None]
    return Bounds(
        min(since) if since and len(since) == len(held) else None,
        max(due) if due and len(due) == len(held) else None,
    )
