"""Liaison officers: by when the four are due, where an authority has ordered it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.policy.liaison import items
from app.policy.liaison.facts import Direction, LiaisonFacts
from app.policy.orders import Validity
from tests.policy.test_liaison import (
    ATTENDED,
    DONE,
    RULES,
    SENT,
    TODAY,
    a_direction,
    an_officer,
)

LATER = a_direction(validity=Validity(date(2025, 6, 1), None))


@pytest.mark.parametrize(
    ("days", "held", "directions", "workshop", "programme"),
    [
        (None, {}, [a_direction()], (None, False), (None, False)),
        # 15.01.2026 is the 289th day after 01.04.2025.
        (289, {}, [a_direction()], (TODAY, False), (TODAY, False)),
        (288, {}, [], (TODAY - timedelta(1), True), (None, False)),
        (288, {}, [a_direction()], (TODAY - timedelta(1), True), (TODAY - timedelta(1), True)),
        (
            30,
            {"attendances": ATTENDED, "completed": DONE},
            [LATER],
            (date(2025, 5, 1), True),
            (date(2025, 7, 1), True),
        ),
        (
            153,
            {"attendances": ATTENDED, "completed": DONE},
            [a_direction()],
            (date(2025, 9, 1), False),
            (date(2025, 9, 1), False),
        ),
        (
            30,
            {"here": False},
            [a_direction()],
            (date(2025, 5, 1), False),
            (date(2025, 5, 1), False),
        ),
        (30, {"attendances": SENT}, [], (date(2025, 5, 1), False), (None, False)),
    ],
)
def test_due_and_late(
    days: int | None,
    held: dict[str, Any],
    directions: list[Direction],
    workshop: tuple[date | None, bool],
    programme: tuple[date | None, bool],
) -> None:
    """By order: counted from the designation or a later direction; what isn't known is not late."""
    facts = LiaisonFacts((), tuple(directions), completions_held=True)
    rules = replace(RULES, days_given=days)
    told = items.decide(an_officer(1, **held), facts, rules, TODAY)
    assert told is not None

    assert (told.items[0].due_on, told.items[0].late) == workshop
    assert (told.items[2].due_on, told.items[2].late) == programme
