"""That an authority is an autonomous body or an enterprise, and its ministry's choice."""

from datetime import date
from typing import Any, ClassVar, Literal

from app.api.models.registers import Number, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Day

Kind = Literal["autonomous_body", "public_sector_enterprise"]


class BodyRequest(Ordered):
    """Which kind, under which ministry, and the days for which that has chosen the mandate."""

    DAYS: ClassVar = ("mandated_from", "mandated_until")

    kind: Kind
    ministry_id: Number
    mandated_from: Day | None = None
    mandated_until: Day | None = None
    order: OrderStated


class BodyTold(Recorded):
    """What is recorded of the authority."""

    kind: Kind
    ministry_id: int
    mandated_from: date | None
    mandated_until: date | None


class BodyPage(Answer):
    """What is and was recorded of the authority, in order of the records' numbers."""

    authority_id: int
    records: list[BodyTold]
    next_cursor: str | None


BODY: dict[str, Any] = {
    "id": 4,
    "order": {"number": "G-20013/2/2026-AB", "dated": "2026-02-20", "issued_by": "Joint Secretary"},
    "learned_position": 911,
    "withdrawn_position": None,
    "kind": "autonomous_body",
    "ministry_id": 3,
    "mandated_from": None,
    "mandated_until": None,
}
BODY_REQUESTS: dict[str, Any] = {
    "unchosen": {
        "summary": "An autonomous body, whose ministry has not chosen",
        "value": {name: BODY[name] for name in ("kind", "ministry_id", "order")},
    },
    "chosen": {
        "summary": "Its ministry mandates the same for it, until further notice",
        "value": {
            **{name: BODY[name] for name in ("kind", "ministry_id", "order")},
            "mandated_from": "2026-04-01",
        },
    },
}
BODY_PAGE: dict[str, Any] = {"authority_id": 11, "records": [BODY], "next_cursor": None}


def body_told(row: Any) -> dict[str, Any]:
    """Return a record as a body shows it."""
    return {**row, "order": order_told(row)}
