"""An official's APAR periods of a year, each with what was completed in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.policy.apar import apar_period
from app.policy.apar.apar_period import Within
from app.policy.mandate import Evaluation
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.ruleset import Rule
from app.services.mandate import outcomes
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import periods

Row = Mapping[str, Any]
RULE = "year.apar_periods"


@dataclass(frozen=True, slots=True)
class Periods:
    """An official's periods of a year with what falls into each, and the year's evaluation.

    ``rule`` says that the year has one outcome, however many APARs are written in it.
    """

    rule: Rule
    evaluation: Evaluation
    periods: tuple[tuple[Row, Within], ...]


async def told(
    session: Writing, year: ReportingYear, official_id: int, access: Access, now: datetime
) -> Periods | None:
    """Return an official's periods of a year; None where the caller sees no outcome of his.

    Raises EnginesDisagreeError as the explanation of the year does.
    """
    explained = await outcomes.explain(session, year, official_id, access, now)
    if explained is None:
        return None
    held = await periods.of_year(session, official_id, year)
    evaluation = explained.evaluation
    found = ((row, _within(evaluation, row)) for row in held)
    return Periods(ruleset.load(year).rule(RULE), evaluation, tuple(found))


def _within(evaluation: Evaluation, row: Row) -> Within:
    return apar_period.within(evaluation, row["valid_from"], row["valid_until"])
