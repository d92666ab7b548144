"""Declarations that an officer works with no MDO."""

from datetime import date
from typing import Any

from app.api.models.registers import Number, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Day


class DeclarationRequest(Ordered):
    """One officer, the CCA that prescribes for him, and the days on which that holds."""

    official_id: Number
    controlling_authority_id: Number
    valid_from: Day
    valid_until: Day | None = None
    order: OrderStated


class DeclarationTold(Recorded):
    """A declaration as it is recorded."""

    official_id: int
    controlling_authority_id: int
    valid_from: date
    valid_until: date | None


class DeclarationPage(Answer):
    """Declarations of an authority's officers, in order of their numbers."""

    authority_id: int
    declarations: list[DeclarationTold]
    next_cursor: str | None


DECLARATION: dict[str, Any] = {
    "id": 2,
    "order": {"number": "A-12025/9/2025-Ad", "dated": "2025-05-05", "issued_by": "Director"},
    "learned_position": 610,
    "withdrawn_position": None,
    "official_id": 4711,
    "controlling_authority_id": 9,
    "valid_from": "2025-05-05",
    "valid_until": None,
}
DECLARATION_REQUESTS: dict[str, Any] = {
    "open": {
        "summary": "Until further notice",
        "value": {
            name: DECLARATION[name]
            for name in ("official_id", "controlling_authority_id", "valid_from", "order")
        },
    }
}
DECLARATION_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "declarations": [DECLARATION],
    "next_cursor": None,
}


def declaration_told(row: Any) -> dict[str, Any]:
    """Return a declaration as a body shows it."""
    return {**row, "order": order_told(row)}
