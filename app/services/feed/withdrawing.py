"""What iGOT takes back: no longer in a whole report, and denied by the official's own list.

The platform sends no deletions. A report's gap alone takes nothing away, for what a report leaves
out it may have lost; two roads that agree do.
"""

from collections.abc import Collection
from dataclasses import dataclass

from app.services.feed.fresh_look import Looked

Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What own lists said of completions that a report misses, as feed user and feed course.

    ``denied``: taken back; ``shown``: the report lacks them; ``open``: the list says neither.
    """

    denied: Pairs
    shown: Pairs
    open: Pairs


def answer(missing: Pairs, looked: Looked, catalogue: Collection[str], year: int) -> Answered:
    """Hold what a report misses against the own lists of officials who were looked at.

    A list denies a completion of the year where it shows the course unfinished, or finished in
    another year, or where it shows others and not that one. The last holds only for a course that
    is in the catalogue as it was read just now: one that was removed vanishes from both roads, and
    takes nobody's completion along. An empty list denies nothing: a failed one reads the same.
    """
    asked = {(user, course) for user, course in missing if user in looked.listing}
    shown = {pair for pair in asked if (*pair, year) in looked.completed}
    unread = {pair for pair in asked if pair in looked.undated or pair[0] in looked.unreadable}
    denied = {
        pair for pair in asked - shown - unread if pair in looked.enrolled or pair[1] in catalogue
    }
    return Answered(denied, shown, missing - shown - denied)
