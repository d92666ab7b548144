"""An authority's entries of one cadre as CSV for people, in the cadre's form."""

import json
from collections.abc import AsyncIterator, Sequence

from app.policy.apar import entry_schema, sub_table
from app.policy.apar.entry_schema import SchemaColumn
from app.policy.reporting_year import ReportingYear
from app.services.tabular import harmless, written
from app.store.apar import entries, entry_forms
from app.store.apar.entries import ExportSize
from app.store.database import Reading

CHUNK = 1_000


async def columns(session: Reading, year: ReportingYear, cadre: str) -> Sequence[SchemaColumn]:
    """Return the columns of a cadre's form of a year; of a cadre without one, the common ones."""
    for own in await entry_forms.in_use(session, year):
        if own.cadre.name == cadre:
            return own.schema.columns_of(cadre)
    return entry_schema.current().columns_of(None)


def version_of(size: ExportSize, cadre: str, shown: Sequence[SchemaColumn]) -> bytes:
    """Return what the bytes depend on: of which versions of whom, of which cadre, in which form."""
    form = json.dumps([one.model_dump() for one in shown], ensure_ascii=False)
    return f"{size.newest} {size.count} {size.digest} {cadre} {form}".encode()


async def table(
    session: Reading,
    year: ReportingYear,
    authority_id: int,
    cadre: str,
    shown: Sequence[SchemaColumn],
) -> AsyncIterator[bytes]:
    """Yield the rows of the cadre's officials, in their order, a chunk at a time, under headings.

    An empty name is of those who are in no cadre.
    """
    yield written([sub_table.headings(shown)])
    after = 0
    while found := await entries.page(session, year.start, authority_id, after, CHUNK):
        after = found[-1].official_id
        yield written(
            [harmless(value) for value in row]
            for one in found
            if (one.cadre or "") == cadre
            for row in sub_table.rows(one.official_id, json.loads(one.body), shown)
        )
