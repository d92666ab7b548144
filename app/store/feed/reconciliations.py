"""What iGOT's own extract says of a year's courses against what is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.policy.reporting_year import ReportingYear
from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.staging import staged_extract_course

COLUMNS = tuple(column.name for column in staged_extract_course.columns)
StagedCourse = tuple[int, str, str, str, bool, datetime | None]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """An authority's last reconciliation: how many facts of which verdict, for which reason."""

    authority_id: int
    run_id: int
    reporting_year: int
    findings: list[dict[str, Any]]


async def pour(session: Writing, records: Sequence[StagedCourse]) -> None:
    """Pour course rows into staging: load, feed user, feed course, organisation, done, when."""
    await session.copy_in("extract_course", COLUMNS, records, "staging")


async def reconcile(session: Writing, run_id: int, load_id: int, year: ReportingYear) -> None:
    """Compare a load with what is held, and record what came of it for each authority."""
    await session.run(
        statement("ingest/reconciled"),
        {
            "run_id": run_id,
            "load_id": load_id,
            "year": year.start,
            "opens": year.opens,
            "closes": year.closes,
        },
    )


async def page(session: Reading, year: int, after: int, limit: int) -> list[Reconciliation]:
    """Return up to ``limit`` authorities' last reconciliations that follow an authority."""
    found = await session.run(
        statement("read/reconciliations"), {"year": year, "after": after, "limit": limit}
    )
    return [Reconciliation(**row) for row in found.mappings()]
