"""python -m bench.pushing: filings to the stand-in SPARROW, through deaths, and taken back."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import asyncpg
import httpx
from joserfc.jwk import OKPKey
from sqlalchemy.engine import make_url

from app.demo.processes import free_port, running, wait_until_it_answers
from app.integrations.sparrow.api import SparrowConnection, SparrowDesk
from app.integrations.sparrow.filing import Letter
from app.policy.apar.filing import Verdict
from app.services.apar.signatures import CALL, ProofKeys
from app.services.filings.pushing import Pusher
from app.store.database import Database, Tenant
from app.store.filings import instances
from app.store.filings.instances import Scope
from bench.figures import Ledger
from bench.population import YEAR
from bench.processes import Spent, postmaster, spending
from bench.server import Server

RESULTS = Path(__file__).with_name("pushing.json")
INSTANCE, KEY = "bench", "bench-key"
COURSES = 6
# Two authorities, the second of which is served no more in the end.
FILL = """
WITH told AS (
    SELECT n, n AS position, (n % 2)::integer + 1 AS authority_id,
        '{"assessments":[],"courses":[' || (
            SELECT string_agg('{"completed_on":"2025-09-01","course_id":"do_1138' || n || c
                || '","name":"Course ' || c || '","status":"completed"}', ',')
            FROM generate_series(1, $3) AS c
        ) || '],"reporting_year":"2025-26","ruleset":"r","schema":"karmasetu.apar-entry/1",'
        || '"summary":{"completed":6,"outcome":"met","prescribed":6,"required":3}}' AS body
    FROM generate_series(1, $2::integer) AS n
), entered AS (
    INSERT INTO apar_entry (reporting_year, official_id, version, authority_id, position, body,
        digest, facts_through, published_at)
    SELECT $1, n, 1, authority_id, position, body, sha256(convert_to(body, 'UTF8')), $4, $4
    FROM told
), headed AS (
    INSERT INTO apar_head (reporting_year, official_id, authority_id, version, position, digest)
    SELECT $1, n, authority_id, 1, position, sha256(convert_to(body, 'UTF8')) FROM told
)
INSERT INTO official_identifier (official_id, kind, value, authority_id, learned_position)
SELECT n, 'sparrow_email', 'o' || n || '@example.gov.in', authority_id, 1 FROM told
"""
COUNTED = "UPDATE position_counter SET value = $1 WHERE kind = 'publish'"


class KilledError(Exception):
    """The worker is taken away in the midst of its push."""


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print the table and write bench/pushing.json; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.pushing", description=__doc__)
    parser.add_argument("--filings", type=int, default=50_000, help="how many officials are told")
    asked = parser.parse_args(given)
    ledger = Ledger(f"python -m bench.pushing --filings {asked.filings}")
    port, log = free_port(0), Path(tempfile.gettempdir(), "karmasetu-bench-sparrow.log")
    command = ["sandbox", "sparrow", "--port", str(port)]
    with Server.lent() as server, running(command, {"KARMASETU_SPARROW_KEY": KEY}, log) as process:
        wait_until_it_answers(process, f"http://127.0.0.1:{port}/_ledger", log)
        asyncio.run(measure(server, f"http://127.0.0.1:{port}", asked.filings, ledger))
    ledger.keep(RESULTS)
    ledger.console.print(ledger.table())
    return 0


async def measure(server: Server, origin: str, filings: int, ledger: Ledger) -> None:
    """Push everything, with a death at a tenth, the middle and nine tenths; then take half back."""
    ledger.tell(f"filling {filings:,} published entries")
    address = make_url(server.url).set(drivername="postgresql").render_as_string(False)
    owner = await asyncpg.connect(address)
    await owner.execute(FILL, YEAR.start, filings, COURSES, datetime.now(UTC))
    await owner.execute(COUNTED, filings)
    await owner.execute("ANALYZE")
    first = postmaster(Path(await owner.fetchval("SHOW data_directory")))
    await owner.close()
    await register(server, origin)
    deaths = [filings // 10, filings // 2, filings * 9 // 10]
    with spending(first) as pushing:
        await push(server, deaths)
    held = await ledger_of(origin)
    faults = held["counts"].get("repeated", 0) + abs(len(held["records"]) - filings)
    note(ledger, f"{filings:,} filings, a worker killed three times", filings, pushing)
    ledger.note("  of them lost or filed twice", faults, "filings")
    await narrow(server)
    with spending(first) as taking:
        await push(server, [])
    held = await ledger_of(origin)
    back = sum(one["kind"] == "withdrawal" for one in held["records"])
    note(ledger, "taken back from an instance that serves fewer", back, taking)
    if faults or back != filings // 2:
        raise RuntimeError(f"{faults} lost or filed twice, {back} taken back")


def note(ledger: Ledger, name: str, count: int, spent: Spent) -> None:
    """Note a rate by the clock and by processors, the stand-in's left out."""
    ledger.note(name, count / spent.seconds, "a second")
    ledger.note(name, count / spent.processors, "a second of processors")


async def register(server: Server, origin: str) -> None:
    """Have the instance serve both authorities."""
    api = server.open("karmasetu_api")
    row = {"id": INSTANCE, "base_url": origin, "enabled": True, "reporting_years": [YEAR.start]}
    now = datetime.now(UTC)
    async with api.writing(Tenant(everything=True)) as session:
        stated = {**Scope((1, 2)).parameters(), "changed_by": "bench", "changed_at": now}
        await instances.enter(session, {**row, **stated})
    await api.close()


async def narrow(server: Server) -> None:
    """Have the instance serve the first authority alone."""
    api = server.open("karmasetu_api")
    async with api.writing(Tenant(everything=True)) as session:
        held = await instances.one(session, INSTANCE)
        if held is None:
            raise RuntimeError("the instance is gone")
        await instances.change(session, held, Scope((1,)).parameters())
    await api.close()


class Mortal(SparrowDesk):
    """A desk whose process is gone right after a batch was filed, before anybody took note."""

    deaths: ClassVar[list[int]] = []
    filed: ClassVar[int] = 0

    async def file(self, letters: Sequence[Letter]) -> Mapping[str, Verdict]:
        """File a batch, and die of it when so many are filed."""
        said = await super().file(letters)
        Mortal.filed += len(letters)
        if self.deaths and self.filed >= self.deaths[0]:
            self.deaths.pop(0)
            raise KilledError
        return said


async def push(server: Server, deaths: list[int]) -> None:
    """Push until nothing waits; the process that pushes is gone whenever so many are filed."""
    own = OKPKey.generate_key("Ed25519")
    proofs = ProofKeys(own, {own.thumbprint(): own})
    Mortal.deaths, Mortal.filed = deaths, 0

    def sign(content: bytes) -> str:
        return proofs.sign(content, CALL, datetime.now(UTC))

    def desk(_: str, base_url: str) -> SparrowDesk:
        return Mortal(SparrowConnection(base_url, KEY, sign))

    while True:
        database = Database.open(server.url, "karmasetu_worker", pool_size=4)
        pusher = Pusher(database, desk, lambda: datetime.now(UTC), lambda *_: None)
        try:
            pushed = await pusher.run(INSTANCE)
        except KilledError:
            continue
        finally:
            await database.close()
        if pushed.end != "done":
            raise RuntimeError(f"the push ended as {pushed.end}: {pushed.failure}")
        return


async def ledger_of(origin: str) -> dict[str, Any]:
    """Return what the stand-in holds."""
    async with httpx.AsyncClient(timeout=120) as client:
        held: dict[str, Any] = (await client.get(f"{origin}/_ledger")).json()
    return held


if __name__ == "__main__":
    sys.exit(main())
