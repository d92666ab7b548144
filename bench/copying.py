"""Measures the load: officials and completions by the store, beside psql's bare COPY."""

import statistics
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from app.store.database import Database
from bench.figures import Ledger, timed
from bench.loading import Spent
from bench.server import Server

ROUNDS = 3
COUNT = text("SELECT count(*) FROM completion")
# What the feed of this population doesn't state: orders, transfers and the like.
BESIDES = files(__package__).joinpath("besides.sql").read_text("utf-8")


async def bare(server: Server, worker: Database) -> float:
    """Return the rows a second that psql copies into an equal table with an equal key."""
    async with worker.reading() as session:
        rows = int((await session.run(COUNT)).scalar_one())
    rates = []
    async with bare_copies(server) as copy:
        for _ in range(ROUNDS):
            with timed() as watch:
                await copy()
            rates.append(rows / watch.seconds)
            await server.as_owner("TRUNCATE copied")
    return statistics.median(rates)


@asynccontextmanager
async def bare_copies(server: Server) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Lend what copies all completions by psql into an empty table with an equal key."""
    await server.as_owner("CREATE TABLE copied (LIKE completion INCLUDING ALL)")
    with TemporaryDirectory() as folder:
        place = Path(folder, "completions.csv")
        await server.as_owner("COPY (SELECT * FROM completion) TO STDOUT (FORMAT csv)", place)

        async def copy() -> None:
            await server.as_owner(f"\\copy copied FROM '{place}' (FORMAT csv)")

        yield copy
    await server.as_owner("DROP TABLE copied")


@asynccontextmanager
async def copies_back(server: Server) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Lend what copies all completions by psql into their own table, which is empty by then."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "completions.csv")
        await server.as_owner("COPY (SELECT * FROM completion) TO STDOUT (FORMAT csv)", place)
        await server.as_owner("TRUNCATE completion")

        async def copy() -> None:
            await server.as_owner(f"\\copy completion FROM '{place}' (FORMAT csv)")

        yield copy


async def loaded(ledger: Ledger, server: Server, worker: Database, spent: Spent) -> None:
    """Note what the load took, and what its completions would have taken by a bare COPY."""
    seconds, rows = spent.seconds, spent.rows
    limit = await bare(server, worker)
    poured, merged = seconds["completions poured"], seconds["completions merged"]
    against = f"psql \\copy into the same key: {limit:,.0f}/s"
    for name, part in (
        ("completions poured and merged", poured + merged + seconds["staging emptied"]),
        ("completions poured", poured),
    ):
        rate = rows["completions"] / part
        ledger.note(f"load, {name}", rate, "rows/s", against=against, ratio=rate / limit)
    for name in ("officials", "assessments"):
        rate = rows[name] / seconds[name]
        ledger.note(f"load, {name}", rate, "rows/s", against=against, ratio=rate / limit)
    whole = poured + merged
    ledger.note(
        "load, COPY's share of the completions' time",
        100 * poured / whole,
        "%",
        against="the merge",
        ratio=poured / merged,
    )
    await server.as_owner(BESIDES)
