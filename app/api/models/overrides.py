"""Overrides: an authority's own values for rules that no memorandum states."""

from typing import Annotated, Any

from pydantic import Field, JsonValue

from app.api.models.registers import Line, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Submission, YearLabel
from app.policy.reporting_year import ReportingYear


class OverrideRequest(Submission):
    """One rule of one year, the authority's own value, and the order that says so."""

    reporting_year: YearLabel
    rule_id: Line
    value: Annotated[JsonValue, Field(description="In the rule's own shape.")]
    order: OrderStated


class OverrideTold(Recorded):
    """An override as it is recorded."""

    reporting_year: YearLabel
    rule_id: str
    value: Any


class OverridePage(Answer):
    """An authority's overrides, in order of their numbers."""

    authority_id: int
    overrides: list[OverrideTold]
    next_cursor: str | None


OVERRIDE: dict[str, Any] = {
    "id": 5,
    "order": {
        "number": "A-11011/1/2025-Trg",
        "dated": "2025-08-01",
        "issued_by": "Joint Secretary",
    },
    "learned_position": 655,
    "withdrawn_position": None,
    "reporting_year": "2025-26",
    "rule_id": "assessment.attempt",
    "value": "latest",
}
OVERRIDE_PAGE: dict[str, Any] = {"authority_id": 3, "overrides": [OVERRIDE], "next_cursor": None}
OVERRIDE_REQUESTS: dict[str, Any] = {
    "attempt": {
        "summary": "The latest attempt counts",
        "value": {name: OVERRIDE[name] for name in ("reporting_year", "rule_id", "value", "order")},
    },
    "deadline": {
        "summary": "180 days for what is asked of liaison officers",
        "value": {
            "reporting_year": "2025-26",
            "rule_id": "liaison.deadline",
            "value": 180,
            "order": OVERRIDE["order"],
        },
    },
}


def override_told(row: Any) -> dict[str, Any]:
    """Return an override as a body shows it."""
    label = ReportingYear(row["reporting_year"]).label
    return {**row, "order": order_told(row), "reporting_year": label}
