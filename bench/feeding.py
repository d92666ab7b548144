"""python -m bench.feeding: enrolments by the organisation report, from the wire into indexed facts.

A stand-in in a process of its own answers over loopback; the real client reads it, as a sync does.
It tells each report from a file once it was asked for: what inventing them takes is told apart.
"""

import argparse
import asyncio
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from app.integrations.igot import roads
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection
from app.services.feed import bulk
from app.services.feed.roads import Roads
from app.services.feed.sync import windows
from app.store import authorities
from app.store.authorities import Authority
from app.store.database import Database, Writing
from app.store.feed import facts
from bench import copying
from bench.figures import Ledger, Watch, timed
from bench.population import YEAR
from bench.processes import MEGABYTE, Memory, growing, ours, servers, spent_by
from bench.server import Server

RESULTS = Path(__file__).with_name("feeding.json")
KEY, TOKEN, PORT = "bench-key", "bench-token", 18_765
ORIGIN = f"http://127.0.0.1:{PORT}"
RECORDS_EACH = 7.5  # that the stand-in's reports hold of one official, over both windows
READY_SECONDS = 30
SETTLES_SECONDS = 0.5
ROUNDS = 3
EMPTIED = "TRUNCATE completion, completion_history, evaluation_due"


@dataclass(slots=True)
class Parts:
    """Seconds that COPY and the upsert took, while the roads were travelled."""

    poured: float = 0.0
    merged: float = 0.0
    facts: int = 0


@dataclass(slots=True)
class Wire:
    """What the reports came to when nobody read what they say."""

    seconds: float = 0.0
    records: int = 0
    octets: int = 0


@dataclass(slots=True)
class Processors:
    """Where the processes are whose processors' seconds are counted."""

    postmaster: int
    stand_in: int

    def read(self) -> dict[str, float]:
        """Return the seconds of processors that each side has spent so far."""
        return {
            "client": ours(),
            "PostgreSQL": servers(self.postmaster),
            "stand-in": spent_by(self.stand_in),
        }


@dataclass(slots=True)
class Taken:
    """What something took by the clock and by the processors of each side."""

    watch: Watch
    processors: dict[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Return the seconds by the clock."""
        return self.watch.seconds

    @property
    def work(self) -> float:
        """Return the seconds of processors that are not the stand-in's."""
        return sum(self.processors.values()) - self.processors["stand-in"]


@dataclass(slots=True)
class Round:
    """One round: the bare copy, the first load and the unchanged reload of the same facts.

    ``memory`` is this process's during the first load.
    """

    bare: Taken
    first: Taken
    again: Taken
    parts: Parts
    changed: int
    memory: Memory


@contextmanager
def taking(of: Processors) -> Iterator[Taken]:
    """Time a block by the clock and by processors."""
    before = of.read()
    with timed() as watch:
        taken = Taken(watch)
        yield taken
    # A backend that has ended is counted once the server has noticed.
    time.sleep(SETTLES_SECONDS)
    taken.processors = {side: spent - before[side] for side, spent in of.read().items()}


@contextmanager
def stand_in(officials: int) -> Iterator[int]:
    """Serve a stand-in of so many officials until the block ends; lend its process's number."""
    command = [sys.executable, "-m", "app.cli", "sandbox", "igot", "--port", str(PORT)]
    options = ["--officials", str(officials), "--key", KEY, "--user-token", TOKEN]
    served = subprocess.Popen(
        [*command, *options, "--keep-reports"], stdout=subprocess.PIPE, text=True
    )
    try:
        if served.stdout is None or not served.stdout.readline():
            raise RuntimeError("the stand-in did not start")
        yield served.pid
    finally:
        served.terminate()
        served.wait(READY_SECONDS)


async def wire_alone(held: list[Authority]) -> Wire:
    """Read every report to its end, and nothing of what it says."""
    wire = Wire()
    headers = {"Authorization": f"Bearer {KEY}"}
    with timed() as watch:
        async with httpx.AsyncClient(base_url=f"{ORIGIN}/api/", headers=headers) as client:
            for authority in held:
                for span in windows(YEAR):
                    call = roads.report_enrolments(authority.feed_id, span)
                    async with client.stream(
                        call.method, call.path, json=call.body, headers=dict(call.headers)
                    ) as answer:
                        async for chunk in answer.aiter_raw():
                            wire.records += chunk.count(b"\n")
                            wire.octets += len(chunk)
    wire.seconds = watch.seconds
    return wire


async def parsed(feed: IgotFeed, held: list[Authority]) -> None:
    """Have the client take every report, and keep nothing of it."""
    for authority in held:
        for span in windows(YEAR):
            async for _ in feed.completions(authority.feed_id, span):
                pass


@contextmanager
def observed() -> Iterator[Parts]:
    """Time the store's two parts, wherever they are called from."""
    parts, pour, merge = Parts(), facts.pour_completion_lines, facts.merge_completions

    async def poured(session: Writing, load_id: int, lines: Sequence[str]) -> None:
        with timed() as watch:
            await pour(session, load_id, lines)
        parts.poured += watch.seconds

    async def merged(session: Writing, load_id: int, position: int) -> int:
        with timed() as watch:
            count = await merge(session, load_id, position)
        parts.merged += watch.seconds
        parts.facts += count
        return count

    facts.pour_completion_lines, facts.merge_completions = poured, merged
    try:
        yield parts
    finally:
        facts.pour_completion_lines, facts.merge_completions = pour, merge


async def travel(road: Roads, held: list[Authority]) -> None:
    """Carry every authority's completions, as a full run does."""
    async with bulk.reports(road, held, windows(YEAR)) as reports:
        async for report in reports:
            await report.merge(road)


async def frame(road: Roads) -> AsyncIterator[Authority]:
    """Take up what completions hang on; yield the authorities that have officials."""
    await road.organisations()
    await road.courses()
    async with road.database.reading() as session:
        held = await authorities.every(session)
    for authority in held:
        await road.officials(authority)
        yield authority


async def one_round(
    server: Server, road: Roads, held: list[Authority], counted: Processors
) -> Round:
    """Load into empty tables, load again, and copy what is then held."""
    await server.as_owner(EMPTIED)
    async with growing(alone=True) as memory:
        with observed() as parts, taking(counted) as first:
            await travel(road, held)
    await server.as_owner("VACUUM ANALYZE")
    with observed() as unchanged, taking(counted) as again:
        await travel(road, held)
    async with copying.copies_back(server) as copy:
        with taking(counted) as bare:
            await copy()
    return Round(bare, first, again, parts, unchanged.facts, memory)


async def measure(server: Server, ledger: Ledger, stand_in_process: int, rounds: int) -> None:
    """Take every measurement over one served world."""
    worker = Database.open(server.url, "karmasetu_worker", pool_size=4)
    counted = Processors(await server.postmaster(), stand_in_process)
    async with IgotFeed(IgotConnection(f"{ORIGIN}/api", KEY, TOKEN), _now) as feed:
        road = Roads(worker, feed, YEAR, 1, _now)
        held = [authority async for authority in frame(road)]
        await server.as_owner("VACUUM ANALYZE")
        invented, wire = await wire_alone(held), await wire_alone(held)
        with taking(counted) as reading:
            await parsed(feed, held)
        taken = [await one_round(server, road, held, counted) for _ in range(rounds)]
    for name, one in (("invented by the stand-in", invented), ("wire alone", wire)):
        rate = one.records / one.seconds
        ledger.note(f"{one.records:,} records, {name}", rate, "records/s")
    ledger.note("wire and parsing", wire.records / reading.seconds, "records/s")
    told(ledger, taken)
    await worker.close()


def told(ledger: Ledger, rounds: Sequence[Round]) -> None:
    """Note the ratios of the rounds' medians, and the shares of the round in the middle."""
    count = rounds[0].parts.facts
    for name, of in (("first load", "first"), ("unchanged reload", "again")):
        pairs = [(one.bare, getattr(one, of)) for one in rounds]
        for unit, by in (("facts/s", "seconds"), ("facts/s of processors", "work")):
            spent = statistics.median(getattr(ours_, by) for _, ours_ in pairs)
            ratio = statistics.median(getattr(b, by) / getattr(o, by) for b, o in pairs)
            ledger.note(
                f"{count:,} facts, {name}",
                count / spent,
                unit,
                against="psql \\copy of them into the same table",
                ratio=ratio,
                n=len(rounds),
            )
        middle = sorted(pairs, key=lambda pair: pair[1].seconds)[len(pairs) // 2][1]
        for side, seconds in middle.processors.items():
            ledger.note(f"{name}, processors of the {side}", seconds, "s")
    last = rounds[-1]
    for name, seconds in (("COPY", last.parts.poured), ("upsert", last.parts.merged)):
        ledger.note(f"first load, clock of {name}", seconds, "s")
    grown = max(one.memory.grown for one in rounds) / MEGABYTE
    ledger.note("first load, memory beyond what the officials took", grown, "MB")
    most = max(one.memory.most for one in rounds) / MEGABYTE
    ledger.note("first load, the most that the client held", most, "MB")
    ledger.note("facts that the reload changed", sum(one.changed for one in rounds), "facts")


def _now() -> datetime:
    return datetime.now(UTC)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print and keep; the parts overlap, so that they add up to more than the whole."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    parser = argparse.ArgumentParser(prog="python -m bench.feeding", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="how many, about")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the median is taken")
    asked = parser.parse_args(given)
    ledger = Ledger(f"python -m bench.feeding --records {asked.records} --rounds {asked.rounds}")
    officials = max(int(asked.records / RECORDS_EACH), 200)
    with stand_in(officials) as process, Server.lent() as server:
        asyncio.run(measure(server, ledger, process, asked.rounds))
    ledger.keep(RESULTS)
    ledger.console.print(ledger.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
