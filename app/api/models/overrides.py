"""Overrides: an authority's own values for rules that no memorandum states."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, JsonValue

from app.api.models.registers import Line, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, YearLabel
from app.policy import ordered
from app.policy.orders import Fault, Order
from app.policy.reporting_year import ReportingYear
from app.policy.rules.overrides import Overriding


class OverrideRequest(Ordered):
    """One rule of one year, the authority's own value, and the order that says so."""

    reporting_year: YearLabel
    rule_id: Line
    value: Annotated[JsonValue, Field(description="In the rule's own shape.")]
    order: OrderStated

    @classmethod
    def also_wrong(cls, body: Mapping[str, Any], today: date) -> Iterator[Fault]:
        """Yield what is wrong with rule and value as well, where they can be read."""
        yield from super().also_wrong(body, today)
        label, rule_id = body.get("reporting_year"), body.get("rule_id")
        if not isinstance(label, str) or not isinstance(rule_id, str) or "value" not in body:
            return
        try:
            year = ReportingYear.parse(label)
        except ValueError:
            return
        # Of the order nothing but the value's own faults depends.
        wanted = Overriding(rule_id, body["value"], Order("", today, ""))
        yield from ordered.faults(year, wanted)


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
