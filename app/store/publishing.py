"""Publishing: changed outcomes become new versions of APAR entries, with gapless positions."""

from datetime import datetime

from sqlalchemy import func, select

from app.policy.reporting_year import ReportingYear
from app.store import positions
from app.store.database import Writing
from app.store.facts import empty_staging
from app.store.statements import statement
from app.store.tables.staging import staged_entry

SCHEMA = "karmasetu.apar-entry/1"


async def publish(  # noqa: PLR0913 - each says what is published, or as of when
    session: Writing,
    *,
    year: ReportingYear,
    authority_id: int,
    load_id: int,
    facts_through: datetime,
    now: datetime,
    only_due: bool = False,
) -> int:
    """Publish the entries of an authority that differ from what stands; return how many."""
    scope = {"year": year.start, "load_id": load_id}
    await session.run(
        statement("publish/composed"),
        {
            **scope,
            "authority_id": authority_id,
            "only_due": only_due,
            "year_label": year.label,
            "schema": SCHEMA,
        },
    )
    staged = await session.run(
        select(func.count()).select_from(staged_entry).where(staged_entry.c.load_id == load_id)
    )
    count = int(staged.scalar_one())
    if count:
        first = await positions.take(session, "publish", count)
        await session.run(
            statement("publish/publish"),
            {**scope, "first_position": first, "facts_through": facts_through, "now": now},
        )
        await empty_staging(session, staged_entry, load_id)
    return count


async def clear_due(session: Writing, year: ReportingYear, authority_id: int) -> None:
    """Take an authority's officials off the list of those due: they have been decided for."""
    await session.run(
        statement("publish/clear_due"), {"year": year.start, "authority_id": authority_id}
    )
