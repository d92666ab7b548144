"""Whom orders take out of the year's mandate: exemptions, and retirement before the year ends."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from app.policy.facts import Exemption
from app.policy.reporting_year import IST
from app.policy.rules.ruleset import Ruleset
from app.policy.window import Window

RETIREMENT = "retirement"
_DAY = timedelta(days=1)


def holds(orders: Iterable[Exemption], window: Window, ruleset: Ruleset) -> bool:
    """Say whether orders exempt for the year: on its last day, on every day, or on any day.

    House rule `scope.exemption_covers`. Several orders cover a year together.
    """
    seen, year = _seen(orders, window), window.year
    if ruleset.exemption_covers == "last_day":
        return any(_on(order, year.last_day) for order in seen)
    if ruleset.exemption_covers == "any_day":
        return any(
            order.valid_from <= year.last_day
            and (order.valid_until is None or order.valid_until >= year.first_day)
            for order in seen
        )
    return _first_uncovered(seen, year.first_day) > year.last_day


def retired(orders: Iterable[Exemption], window: Window) -> bool:
    """Say whether an order of retirement holds on the year's last day.

    Government servants retire in the afternoon of their last day: such an order holds from the day
    after it, so that who retires on 31 March served the whole year.
    """
    return any(
        order.kind == RETIREMENT and _on(order, window.year.last_day)
        for order in _seen(orders, window)
    )


def _seen(orders: Iterable[Exemption], window: Window) -> list[Exemption]:
    """Leave out what was ordered after the moment from which the year is looked at."""
    return [
        order
        for order in orders
        if not window.hides(datetime.combine(order.ordered_on, time.min, IST))
    ]


def _on(order: Exemption, day: date) -> bool:
    return order.valid_from <= day and (order.valid_until is None or order.valid_until >= day)


def _first_uncovered(orders: Iterable[Exemption], first: date) -> date:
    """Return the first day from ``first`` on that no order covers; the last of all days if none."""
    uncovered = first
    for order in sorted(orders, key=lambda one: one.valid_from):
        if order.valid_from > uncovered:
            break
        # The calendar's last day is how some write "until further notice"; no day follows it.
        if order.valid_until is None or order.valid_until == date.max:
            return date.max
        uncovered = max(uncovered, order.valid_until + _DAY)
    return uncovered
