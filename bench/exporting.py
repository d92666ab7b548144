"""Measures the CSV stream of one authority's entries beside psql's COPY of the same statement."""

import statistics

from app.store import copying, entries
from app.store.database import Tenant
from bench.figures import paired_ratio, timed
from bench.ground import Ground
from bench.population import YEAR

ROUNDS = 9


async def stream(ground: Ground) -> None:
    """Measure the largest authority's stream, as a caller who may see that authority alone."""
    authority = ground.authority_ids[0]
    api = ground.server.open("karmasetu_api")
    ours: list[float] = []
    theirs: list[float] = []
    rows = 0
    for number in range(ROUNDS + 1):
        with timed() as watch:
            async with api.reading(Tenant(authorities=frozenset({authority}))) as session:
                chunks = [
                    len(c)
                    async for c in copying.copy_out(
                        session, "standing", "table", YEAR.start, authority
                    )
                ]
                size = await entries.size(session, YEAR.start, authority) if not number else None
        with timed() as other:
            await ground.server.as_owner(_copy(authority))
        if size is not None:
            rows = size.count
            ground.ledger.tell(f"{rows:,} rows, {sum(chunks) / 1e6:.0f} MB")
            continue
        ours.append(watch.seconds)
        theirs.append(other.seconds)
    await api.close()
    ground.ledger.note(
        "export, CSV of one authority under row-level security",
        rows / statistics.median(ours),
        "rows/s",
        against=f"psql COPY TO STDOUT as owner: {rows / statistics.median(theirs):,.0f}/s",
        ratio=paired_ratio(ours, theirs),
        n=ROUNDS,
    )


def _copy(authority: int) -> str:
    lines = copying.query("standing", "table").splitlines()
    statement = "\n".join(line for line in lines if not line.startswith("--"))
    asked = statement.replace("$1", str(YEAR.start)).replace("$2", str(authority))
    return f"COPY ({asked}) TO STDOUT (FORMAT csv, HEADER)"
