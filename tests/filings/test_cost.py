"""What taking a batch costs: that of the batch, in a table that the planner knows nothing of."""

from typing import Any

from sqlalchemy import text

from app.store.statements import source
from tests.filings.office import Office
from tests.harness.arranged import NOW, YEAR

MANY, BATCH = 600, 100
# Blocks that are looked at for a filing; a scan for each would be a thousand times as many.
BLOCKS_EACH = 60
FILL = """
    INSERT INTO filing (instance_id, reporting_year, official_id, position, authority_id, kind,
        published_at, state, attempts, tries, due_at)
    SELECT 'many', :year, 100000 + n, n, 1, 'tombstone', :now, 'pending', 0, 0, :now
    FROM generate_series(1, :many) AS n
"""
EXPLAINED = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "


async def test_a_batch_costs_what_a_batch_costs(office: Office) -> None:
    """Right after thousands of filings came, taking the next hundred looks at few blocks."""
    named: dict[str, Any] = {"instance": "many", "year": YEAR.start, "now": NOW}
    whose = {"authorities": [1], "services": [], "cadres": []}
    async with office.worker.engine.connect() as connection, connection.begin() as undone:
        await connection.execute(text(FILL), {"year": YEAR.start, "now": NOW, "many": MANY})
        found = await connection.execute(
            text(EXPLAINED + source("filing/take")),
            {**named, **whose, "fresh": True, "limit": BATCH},
        )
        [explained] = found.scalar_one()
        await undone.rollback()

    assert explained["Plan"]["Actual Rows"] == BATCH
    assert explained["Plan"]["Shared Hit Blocks"] < BATCH * BLOCKS_EACH
