"""An authority that is an autonomous body or an enterprise, and its ministry's choice for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.policy.orders import Fault, Order


@dataclass(frozen=True, slots=True)
class BodyOrdered:
    """What an order says of an authority: of which kind it is, under which ministry.

    ``mandated_from`` and ``mandated_until`` are the days, both included, on which the ministry has
    chosen the mandate for it: none where it has not, and without a last day until further notice.
    """

    kind: str
    ministry_id: int
    mandated_from: date | None
    mandated_until: date | None
    order: Order


def faults_of_choice(body: BodyOrdered) -> Iterator[Fault]:
    """Yield what is wrong with the days of a choice, each with its JSON pointer."""
    if body.mandated_until is None:
        return
    if body.mandated_from is None:
        yield "/mandated_until", "without-mandated-from"
    elif body.mandated_until < body.mandated_from:
        yield "/mandated_until", "before-mandated-from"
