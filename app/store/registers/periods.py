"""Periods of a year for which an APAR is written."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.policy.reporting_year import ReportingYear
from app.store.database import Reading
from app.store.tables.register import apar_period

REGISTER = apar_period


async def between(
    session: Reading, official_id: int, first: date, last: date
) -> list[dict[str, Any]]:
    """Return an official's periods in force that share a day with those between two days."""
    found = await session.run(
        select(apar_period)
        .where(
            apar_period.c.official_id == official_id,
            apar_period.c.withdrawn_position.is_(None),
            apar_period.c.valid_from <= last,
            apar_period.c.valid_until >= first,
        )
        .order_by(apar_period.c.valid_from)
    )
    return [dict(row) for row in found.mappings()]


async def of_year(session: Reading, official_id: int, year: ReportingYear) -> list[dict[str, Any]]:
    """Return an official's periods in force in a year, in the order of their days."""
    return await between(session, official_id, year.first_day, year.last_day)
