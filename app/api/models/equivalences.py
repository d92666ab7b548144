"""Equivalent courses: orders by which one course counts for a prescribed one."""

from datetime import date
from typing import Any

from app.api.models.registers import Line, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Day


class EquivalenceRequest(Ordered):
    """The course that was completed, the prescribed one for which it counts, and on which days."""

    course_id: Line
    counts_for_course_id: Line
    valid_from: Day
    valid_until: Day | None = None
    order: OrderStated


class EquivalenceTold(Recorded):
    """An equivalence as it is recorded."""

    course_id: str
    counts_for_course_id: str
    valid_from: date
    valid_until: date | None


class EquivalencePage(Answer):
    """An authority's equivalences, in order of their numbers."""

    authority_id: int
    equivalences: list[EquivalenceTold]
    next_cursor: str | None


EQUIVALENCE: dict[str, Any] = {
    "id": 9,
    "order": {
        "number": "A-11011/3/2025-Trg",
        "dated": "2025-10-06",
        "issued_by": "Joint Secretary",
    },
    "learned_position": 655,
    "withdrawn_position": None,
    "course_id": "do_1139876543210",
    "counts_for_course_id": "do_1134567890123",
    "valid_from": "2025-04-01",
    "valid_until": "2026-03-31",
}
EQUIVALENCE_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "equivalences": [EQUIVALENCE],
    "next_cursor": None,
}
EQUIVALENCE_REQUESTS: dict[str, Any] = {
    "newer": {
        "summary": "The course's newer edition counts for the one prescribed",
        "value": {
            name: EQUIVALENCE[name]
            for name in (
                "course_id",
                "counts_for_course_id",
                "valid_from",
                "valid_until",
                "order",
            )
        },
    }
}


def equivalence_told(row: Any) -> dict[str, Any]:
    """Return an equivalence as a body shows it."""
    return {**row, "order": order_told(row)}
