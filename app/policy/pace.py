"""Whether a course was completed much faster than it lasts: rule `completion.implausibly_fast`."""

from datetime import timedelta

from app.policy.facts import Completion
from app.policy.rules.ruleset import Ruleset


def implausible(completion: Completion, ruleset: Ruleset) -> bool:
    """Say whether a completion took less than the rule's fraction of what the course lasts.

    Where the start or the duration is not known, or the start lies after the end, nothing is said.
    """
    begun, lasts = completion.enrolled_at, completion.duration_seconds
    if begun is None or lasts is None or begun > completion.completed_at:
        return False
    taken = completion.completed_at - begun
    return taken * ruleset.fast_denominator < timedelta(seconds=lasts) * ruleset.fast_numerator
