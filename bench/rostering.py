"""python -m bench.rostering: a roster from upload to findings, beside a bare COPY of its rows."""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx
from fastapi import FastAPI
from sqlalchemy.engine import make_url

from app.api.edge import Limits
from app.main import create_app
from app.policy.access.scopes import SCOPES
from app.services.rosters.checking import RosterChecker
from app.services.rosters.phones import PhoneRoad
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Database, Tenant
from app.wiring.keys import signer
from bench import roster_staff
from bench.figures import Ledger
from bench.processes import MEGABYTE, Memory, Spent, growing, postmaster, spending
from bench.server import Server

RESULTS = Path(__file__).with_name("rostering.json")
ROUNDS = 3
EVERYBODY = Caller("bench", "karmayogi_bharat", frozenset(SCOPES), Tenant(everything=True))
BLOCK = 256 * 1024


@dataclass(slots=True)
class Taken:
    """What one round took, in seconds or in seconds of processors: COPY, upload, check."""

    bare: float
    upload: float
    check: float

    @property
    def whole(self) -> float:
        """From the first byte sent to the last finding written."""
        return self.upload + self.check


@dataclass(slots=True)
class Round:
    """One round: by the clock, by what processors did, and the bytes that memory rose by."""

    clock: Taken
    processors: Taken
    memory: Memory


def main(given: Sequence[str] | None = None) -> int:
    """Measure two sizes, print the table and write bench/rostering.json; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.rostering", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="the larger of two sizes")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the median is taken")
    asked = parser.parse_args(given)
    ledger = Ledger(f"python -m bench.rostering --rows {asked.rows} --rounds {asked.rounds}")
    medians = {}
    for rows in (asked.rows // 10, asked.rows):
        with Server.lent() as server:
            medians[rows] = asyncio.run(measure(server, rows, asked.rounds, ledger))
    small, large = medians.values()
    ledger.note(
        f"roster, {asked.rows:,} rows against a tenth",
        large / small,
        "times the seconds",
        against="12 allowed",
        ratio=12 / (large / small),
    )
    ledger.keep(RESULTS)
    ledger.console.print(ledger.table())
    return 0


async def measure(server: Server, rows: int, rounds: int, ledger: Ledger) -> float:
    """Return the median seconds from upload to findings of a roster of so many rows."""
    ledger.tell(f"filling {rows:,} officials")
    address = make_url(server.url).set(drivername="postgresql").render_as_string(False)
    owner = await asyncpg.connect(address)
    await roster_staff.fill(owner, rows)
    first = await postmaster_of(owner)
    content, planted, count = roster_staff.file(rows)
    # No road leads to phones here: a million users are more than a check asks iGOT for.
    expected = [one for one in planted if one[1] != "OB-023"]
    taken = []
    for number in range(rounds):
        # Each round sends a file of its own: the same one would be the roster that is held.
        file = content + f"Nobody,nobody{number}@gov.in,N-{number}{',' * 9}\r\n".encode()
        bare = await copied(owner, content, first)
        taken.append(await one_round(server, file, bare, ledger, first))
        found = await owner.fetchval("SELECT count(*) FROM roster_finding")
        if found < len(expected):
            raise RuntimeError(f"{len(expected)} faults were planted, {found} found")
        await owner.execute("TRUNCATE roster, roster_chunk, roster_finding")
    await owner.close()
    told(ledger, count, taken)
    return statistics.median(one.clock.whole for one in taken)


async def postmaster_of(owner: asyncpg.Connection) -> int:
    """Return the number of the server's first process."""
    return postmaster(Path(await owner.fetchval("SHOW data_directory")))


async def copied(owner: asyncpg.Connection, content: bytes, first: int) -> Spent:
    """Return what a bare COPY of the same rows into a temporary table of text took."""
    columns = ", ".join(f"c{number} text" for number in range(len(roster_staff.HEADINGS)))
    # The rows that no table of so many columns can take are left out.
    rows = b"".join(line for line in content.splitlines(keepends=True) if b"one more" not in line)
    with tempfile.TemporaryFile() as file:
        file.write(rows)
        file.seek(0)
        async with owner.transaction():
            await owner.execute(f"CREATE TEMP TABLE bare ({columns}) ON COMMIT DROP")
            with spending(first) as spent:
                await owner.copy_to_table("bare", source=file, format="csv", header=True)
    return spent


async def one_round(
    server: Server,
    file: bytes,
    bare: Spent,
    ledger: Ledger,
    first: int,
    phones: PhoneRoad | None = None,
) -> Round:
    """Send a roster through the API, and check it as the worker does."""
    worker = Database.open(server.url, "karmasetu_worker", pool_size=4)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings(database_url=server.url, signing_key_file=Path(folder, "key.pem"))
        app = create_app(settings, Limits())
        async with app.router.lifespan_context(app):
            async with growing() as memory:
                with spending(first) as uploading:
                    roster_id = await sent(app, settings, file)
            with spending(first) as checking:
                now = datetime(2026, 1, 15, tzinfo=UTC)
                checker = RosterChecker(worker, lambda: now, lambda *_: None, phones)
                await checker.run(roster_id)
    await worker.close()
    clock = Taken(bare.seconds, uploading.seconds, checking.seconds)
    processors = Taken(bare.processors, uploading.processors, checking.processors)
    for name, one in (("clock", clock), ("processors", processors)):
        ledger.tell(f"  {name}: copy {one.bare:.2f} s, upload {one.upload:.2f}, {one.check:.2f}")
    return Round(clock, processors, memory)


async def sent(app: FastAPI, settings: Settings, file: bytes) -> int:
    """Send a file as a roster and return its number."""
    token = signer(settings).issue(EVERYBODY, datetime.now(UTC), roster_staff.HOUR)
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/csv"}
    async with httpx.AsyncClient(transport=transport, base_url="http://api", timeout=600) as client:

        async def blocks() -> AsyncIterator[bytes]:
            for place in range(0, len(file), BLOCK):
                yield file[place : place + BLOCK]

        answered = await client.post(
            "/v1/authorities/1/rosters?reporting_year=2025-26", content=blocks(), headers=headers
        )
    if answered.status_code != httpx.codes.ACCEPTED:
        raise RuntimeError(f"the roster was refused: {answered.text}")
    return int(answered.json()["id"])


def told(ledger: Ledger, rows: int, rounds: Sequence[Round]) -> None:
    """Note the rates of the rounds' medians, and the memory that they took."""
    name = f"roster of {rows:,} rows"
    by_unit = {
        "rows/s": [one.clock for one in rounds],
        "rows/s of processors": [one.processors for one in rounds],
    }
    for unit, taken in by_unit.items():
        bare = statistics.median(one.bare for one in taken)
        limit = f"COPY into a temporary table: {rows / bare:,.0f}"
        for part in ("whole", "upload", "check"):
            seconds = statistics.median(getattr(one, part) for one in taken)
            ratio = statistics.median(one.bare / getattr(one, part) for one in taken)
            shown = "upload to findings" if part == "whole" else part
            ledger.note(
                f"{name}, {shown}", rows / seconds, unit, against=limit, ratio=ratio, n=len(taken)
            )
    for who in ("grown", "child"):
        most = max(getattr(one.memory, who) for one in rounds) / MEGABYTE
        shown = "the API, more than before" if who == "grown" else "the reading process"
        ledger.note(f"{name}, memory of {shown}", most, "MB", n=len(rounds))


if __name__ == "__main__":
    sys.exit(main())
