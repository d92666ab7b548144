"""Corrections of sealed years: what awaits an order, and the orders."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.api.models.apar import CanonicalEntry, Digest
from app.api.models.examples import PUBLISHED
from app.api.models.registers import Number, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import NO_NUL, YEAR_PATTERN, Answer, YearLabel
from app.policy.reporting_year import ReportingYear


class AwaitingCorrection(Answer):
    """An entry that is held back since its year is sealed; since when it would be this one."""

    official_id: int
    digest: Digest
    since: datetime
    entry: CanonicalEntry


class AwaitingPage(Answer):
    """What awaits an order, in order of official."""

    reporting_year: YearLabel
    authority_id: int
    awaiting: list[AwaitingCorrection]
    next_cursor: str | None


class CorrectionRequest(Ordered):
    """An order for the entry that awaits one under this digest."""

    reporting_year: Annotated[str, Field(pattern=YEAR_PATTERN)]
    official_id: Number
    digest: Digest
    reason: Annotated[str, Field(min_length=1, max_length=1000, pattern=NO_NUL)]
    order: OrderStated


class CorrectionTold(Recorded):
    """A correction order as it is recorded."""

    reporting_year: YearLabel
    official_id: int
    digest: Digest
    reason: str


class CorrectionPage(Answer):
    """Correction orders of an authority, in order of their numbers."""

    authority_id: int
    correction_orders: list[CorrectionTold]
    next_cursor: str | None


AWAITING_PAGE: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "awaiting": [
        {
            "official_id": 4711,
            "digest": PUBLISHED["digest"],
            "since": "2026-07-02T03:00:00Z",
            "entry": PUBLISHED["entry"],
        }
    ],
    "next_cursor": None,
}
CORRECTION: dict[str, Any] = {
    "id": 5,
    "order": {"number": "A-12011/9/2026-Estt", "dated": "2026-07-03", "issued_by": "Director"},
    "learned_position": 2012,
    "withdrawn_position": None,
    "reporting_year": "2025-26",
    "official_id": 4711,
    "digest": PUBLISHED["digest"],
    "reason": "iGOT recorded the completion of 12 March late.",
}
CORRECTION_REQUESTS: dict[str, Any] = {
    "late": {
        "summary": "A completion that came late",
        "value": {
            name: CORRECTION[name]
            for name in ("reporting_year", "official_id", "digest", "reason", "order")
        },
    }
}
CORRECTION_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "correction_orders": [CORRECTION],
    "next_cursor": None,
}


def correction_told(row: Any) -> dict[str, Any]:
    """Return an order as a body shows it."""
    label = ReportingYear(row["reporting_year"]).label
    return {**row, "reporting_year": label, "digest": row["digest"].hex(), "order": order_told(row)}
