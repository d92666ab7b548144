"""python -m bench.feeding: enrolments by the organisation report, from the wire into indexed facts.

A stand-in in a process of its own answers over loopback; the real client reads it, as a sync does.
"""

import argparse
import asyncio
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from app.integrations.igot import roads
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection
from app.services.feed.roads import Roads
from app.services.feed.sync import windows
from app.store import authorities, facts
from app.store.authorities import Authority
from app.store.database import Writing
from app.store.facts import StagedCompletion
from bench import copying
from bench.figures import Ledger, timed
from bench.population import YEAR
from bench.server import Server

KEY, TOKEN, PORT = "bench-key", "bench-token", 18_765
ORIGIN = f"http://127.0.0.1:{PORT}"
RECORDS_EACH = 7.5  # that the stand-in's reports hold of one official, over both windows
READY_SECONDS = 30


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
    held: list[Authority] = field(default_factory=list)


@contextmanager
def stand_in(officials: int) -> Iterator[None]:
    """Serve a stand-in of so many officials until the block ends."""
    command = [sys.executable, "-m", "app.cli", "sandbox", "igot", "--port", str(PORT)]
    options = ["--officials", str(officials), "--key", KEY, "--user-token", TOKEN]
    served = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        if served.stdout is None or not served.stdout.readline():
            raise RuntimeError("the stand-in did not start")
        yield
    finally:
        served.terminate()
        served.wait(READY_SECONDS)


async def wire_alone(held: list[Authority]) -> Wire:
    """Read every report to its end, and nothing of what it says."""
    wire = Wire(held=held)
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


async def parsed(feed: IgotFeed, held: list[Authority]) -> float:
    """Return the seconds in which the client reads every report into typed records."""
    with timed() as watch:
        for authority in held:
            for span in windows(YEAR):
                async for _ in feed.completions(authority.feed_id, span):
                    pass
    return watch.seconds


@contextmanager
def observed() -> Iterator[Parts]:
    """Time the store's two parts, wherever they are called from."""
    parts, pour, merge = Parts(), facts.pour_completions, facts.merge_completions

    async def poured(session: Writing, records: Sequence[StagedCompletion]) -> None:
        with timed() as watch:
            await pour(session, records)
        parts.poured += watch.seconds

    async def merged(session: Writing, load_id: int, position: int) -> int:
        with timed() as watch:
            count = await merge(session, load_id, position)
        parts.merged += watch.seconds
        parts.facts += count
        return count

    facts.pour_completions, facts.merge_completions = poured, merged
    try:
        yield parts
    finally:
        facts.pour_completions, facts.merge_completions = pour, merge


async def travel(road: Roads, held: list[Authority]) -> tuple[float, Parts]:
    """Carry every authority's completions; return the seconds, and those of the parts."""
    with observed() as parts, timed() as watch:
        for authority in held:
            await road.completions(authority, windows(YEAR))
    return watch.seconds, parts


async def frame(road: Roads) -> AsyncIterator[Authority]:
    """Take up what completions hang on; yield the authorities that have officials."""
    await road.organisations()
    await road.courses()
    async with road.database.reading() as session:
        held = await authorities.every(session)
    for authority in held:
        await road.officials(authority)
        yield authority


async def measure(server: Server, ledger: Ledger) -> None:
    """Take every measurement over one served world."""
    worker = server.open("karmasetu_worker")
    async with IgotFeed(IgotConnection(f"{ORIGIN}/api", KEY, TOKEN), _now) as feed:
        road = Roads(worker, feed, YEAR, 1, _now)
        held = [authority async for authority in frame(road)]
        await server.as_owner("VACUUM ANALYZE")
        wire = await wire_alone(held)
        reading = await parsed(feed, held)
        first, parts = await travel(road, held)
        await server.as_owner("VACUUM ANALYZE")
        again, unchanged = await travel(road, held)
    limit = parts.facts / await copying.bare(server, worker)
    _note(ledger, wire, {"wire and parsing": reading, "COPY": parts.poured, "upsert": parts.merged})
    for name, seconds in (("first load", first), ("unchanged reload", again)):
        ledger.note(
            f"{parts.facts:,} facts, {name}",
            parts.facts / seconds,
            "facts/s",
            against="psql \\copy of them into the same key",
            ratio=limit / seconds,
        )
    ledger.note("facts that the reload changed", unchanged.facts, "facts")
    ledger.note("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
    await worker.close()


def _note(ledger: Ledger, wire: Wire, shares: dict[str, float]) -> None:
    ledger.note(f"{wire.records:,} records, wire alone", wire.records / wire.seconds, "records/s")
    for name, seconds in {"wire alone": wire.seconds, **shares}.items():
        ledger.note(f"seconds of {name}", seconds, "s")


def _now() -> datetime:
    return datetime.now(UTC)


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print; the parts overlap, so that their seconds add up to more than the whole."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    parser = argparse.ArgumentParser(prog="python -m bench.feeding", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="how many, about")
    records: int = parser.parse_args(given).records
    ledger = Ledger(f"python -m bench.feeding --records {records}")
    with stand_in(max(int(records / RECORDS_EACH), 200)), Server.lent() as server:
        asyncio.run(measure(server, ledger))
    ledger.console.print(ledger.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
