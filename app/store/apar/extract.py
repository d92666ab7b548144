"""What is held, in the shape of iGOT's own APAR extract: its columns, and its rows as a stream."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, tuple_

from app.policy.rules import ruleset
from app.store import cadres
from app.store.apar import entry_forms
from app.store.apar.copying import pour_out
from app.store.database import Reading
from app.store.statements import source
from app.store.tables.official import official_identifier

# In the order of the published definition of iGOT's report.
COLUMNS = (
    "user_id", "mdo_id", "mdo_name", "full_name", "assessment_id", "assessment_name",
    "assessment_type", "score_achieved", "content_id", "batch_id", "content_name",
    "content_type", "content_sub_type", "enrolled_on", "content_progress_percentage",
    "certificate_id", "certificate_generated", "content_last_accessed_on",
    "first_completed_on", "content_duration", "content_status", "competency_type", "phone",
    "email", "cadre", "groups", "designation", "external_system_id", "isApar", "cbp_plan_id",
    "allocated_on", "comprehensive_level_assessment_status", "cbp_plan_start_date",
    "cbp_plan_end_date", "parichay_id", "consumption_status", "assessment_date",
)  # fmt: skip
# The table behind it has these besides; they come where they are asked for.
BESIDES = ("assigned_on", "plan_year")


@dataclass(frozen=True, slots=True)
class Extract:
    """Which rows: of a year, of plans published between two moments, of some officials; or all."""

    columns: Sequence[str] = COLUMNS
    year: int | None = None
    published: tuple[datetime, datetime] | None = None
    official_ids: Sequence[int] | None = None


async def officials(session: Reading, identifiers: Mapping[str, str]) -> list[int]:
    """Return the officials whom all of some identifiers (kind to value) lead to."""
    held = official_identifier.c
    found = await session.run(
        select(held.official_id)
        .where(
            held.withdrawn_position.is_(None),
            tuple_(held.kind, held.value).in_(identifiers.items()),
        )
        .group_by(held.official_id)
        .having(func.count() == len(identifiers))
        .order_by(held.official_id)
    )
    return list(found.scalars())


async def rows(session: Reading, extract: Extract) -> AsyncGenerator[bytes]:
    """Return the extract's rows in pieces, in no order."""
    first, end = extract.published or (None, None)
    scored = await _scored(session)
    parameters = (extract.year, first, end, extract.official_ids, *scored)
    return pour_out(session, _statement(extract.columns), "lines", *parameters)


async def _scored(session: Reading) -> tuple[list[int], list[int]]:
    """Return of which years' entries of which cadres scores are told."""
    shown = [
        (year.start, one.cadre.name)
        for year in ruleset.available_years()
        for one in await entry_forms.in_use(session, year)
        if "scores" in one.cadre.shown
    ]
    held = await cadres.numbers(session, {name for _, name in shown})
    told = [(year, held[name]) for year, name in shown if name in held]
    return [year for year, _ in told], [number for _, number in told]


def _statement(columns: Sequence[str]) -> str:
    """Return the statement for some columns; raise ValueError for one that there is not."""
    held = (*COLUMNS, *BESIDES)
    # What stands in the statement is ours, never what was sent.
    cells = ", ".join(f'extract."{held[held.index(one)]}"' for one in columns)
    rows = source("export/extract_cells").replace("extract.cells", cells)
    return f"WITH extract AS (\n{source('export/extract')})\n{rows}"
