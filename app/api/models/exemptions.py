"""Exemptions: orders that take officials out of the mandate for some days."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.models.registers import Number, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import NO_NUL, Answer, Day

Kind = Literal["leave", "retirement", "training", "deputation_abroad", "other"]


class ExemptionRequest(Ordered):
    """One official's exemption, on both days and between them; without a last day: open."""

    official_id: Number
    kind: Kind
    reason: Annotated[str, Field(min_length=1, max_length=1000, pattern=NO_NUL)]
    valid_from: Day
    valid_until: Day | None = None
    order: OrderStated


class ExemptionTold(Recorded):
    """An exemption as it is recorded."""

    official_id: int
    kind: Kind
    reason: str
    valid_from: date
    valid_until: date | None


class ExemptionPage(Answer):
    """Exemptions of an authority's officials, in order of their numbers."""

    authority_id: int
    exemptions: list[ExemptionTold]
    next_cursor: str | None


EXEMPTION: dict[str, Any] = {
    "id": 31,
    "order": {"number": "A-12011/4/2025-Estt", "dated": "2025-11-03", "issued_by": "Director"},
    "learned_position": 812,
    "withdrawn_position": None,
    "official_id": 4711,
    "kind": "leave",
    "reason": "Study leave abroad.",
    "valid_from": "2025-12-01",
    "valid_until": "2026-11-30",
}
EXEMPTION_REQUESTS: dict[str, Any] = {
    "leave": {
        "summary": "Study leave over the year's end",
        "value": {
            name: EXEMPTION[name]
            for name in ("official_id", "kind", "reason", "valid_from", "valid_until", "order")
        },
    }
}
EXEMPTION_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "exemptions": [EXEMPTION],
    "next_cursor": None,
}


def exemption_told(row: Any) -> dict[str, Any]:
    """Return an exemption as a body shows it."""
    return {**row, "order": order_told(row)}
