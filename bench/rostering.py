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
from app.services.rosters.checking import RosterChecker
from app.services.tokens import SCOPES, Caller
from app.settings import Settings
from app.store.database import Database, Tenant
from app.wiring import signer
from bench import roster_staff
from bench.figures import Ledger, timed
from bench.server import Server

RESULTS = Path(__file__).with_name("rostering.json")
ROUNDS = 3
EVERYBODY = Caller("bench", "auditor", frozenset(SCOPES), Tenant(everything=True))
BLOCK = 256 * 1024


@dataclass(slots=True)
class Taken:
    """Seconds of one round: the bare COPY, the upload, the check."""

    bare: float
    upload: float
    check: float

    @property
    def whole(self) -> float:
        """From the first byte sent to the last finding written."""
        return self.upload + self.check


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
    content, expected, count = roster_staff.file(rows)
    taken = []
    for number in range(rounds):
        # Each round sends a file of its own: the same one would be the roster that is held.
        file = content + f"Nobody,nobody{number}@gov.in,N-{number}{',' * 9}\r\n".encode()
        bare = await copied(owner, content)
        taken.append(await one_round(server, file, bare, ledger, len(expected)))
        await owner.execute("TRUNCATE roster, roster_chunk, roster_finding")
    await owner.close()
    told(ledger, count, taken)
    return statistics.median(one.whole for one in taken)


async def copied(owner: asyncpg.Connection, content: bytes) -> float:
    """Return the seconds of a bare COPY of the same rows into a temporary table of text."""
    columns = ", ".join(f"c{number} text" for number in range(len(roster_staff.HEADINGS)))
    # The rows that no table of so many columns can take are left out.
    rows = b"".join(line for line in content.splitlines(keepends=True) if b"one more" not in line)
    with tempfile.TemporaryFile() as file:
        file.write(rows)
        file.seek(0)
        async with owner.transaction():
            await owner.execute(f"CREATE TEMP TABLE bare ({columns}) ON COMMIT DROP")
            with timed() as watch:
                await owner.copy_to_table("bare", source=file, format="csv", header=True)
    return watch.seconds


async def one_round(
    server: Server, file: bytes, bare: float, ledger: Ledger, planted: int
) -> Taken:
    """Send a roster through the API and check it as the worker does; the findings must be there."""
    worker = Database.open(server.url, "karmasetu_worker", pool_size=4)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings(database_url=server.url, signing_key_file=Path(folder, "key.pem"))
        app = create_app(settings, Limits())
        async with app.router.lifespan_context(app):
            with timed() as uploading:
                roster_id = await sent(app, settings, file)
            with timed() as checking:
                now = datetime(2026, 1, 15, tzinfo=UTC)
                tally = await RosterChecker(worker, lambda: now, lambda *_: None).run(roster_id)
    await worker.close()
    if tally.findings < planted:
        raise RuntimeError(f"{planted} faults were planted, {tally.findings} found")
    ledger.tell(
        f"  copy {bare:.2f} s, upload {uploading.seconds:.2f}, check {checking.seconds:.2f}"
    )
    return Taken(bare, uploading.seconds, checking.seconds)


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


def told(ledger: Ledger, rows: int, taken: Sequence[Taken]) -> None:
    """Note the rates of the rounds' medians."""
    ratio = statistics.median(one.bare / one.whole for one in taken)
    whole = statistics.median(one.whole for one in taken)
    bare = statistics.median(one.bare for one in taken)
    limit = f"COPY into a temporary table: {rows / bare:,.0f}/s"
    name = f"roster of {rows:,} rows"
    ledger.note(
        f"{name}, upload to findings", rows / whole, "rows/s", against=limit, ratio=ratio,
        n=len(taken),
    )  # fmt: skip
    for part in ("upload", "check"):
        seconds = statistics.median(getattr(one, part) for one in taken)
        ledger.note(
            f"{name}, {part}", rows / seconds, "rows/s", against=limit, ratio=bare / seconds,
            n=len(taken),
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
