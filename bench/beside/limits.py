"""What PostgreSQL alone could answer: pgbench with the plain read, and with our own statement."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.embedded.binaries import in_wheel
from app.store.apar import entries
from app.store.database import Tenant
from bench.beside.contestants import Place
from bench.population import YEAR
from bench.processes import ours, servers

TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
DONE = re.compile(r"actually processed: ([0-9]+)", re.MULTILINE)
ENDING_SECONDS = 1.0
# The same rows by the same keys, prepared, as the owner: nothing checked, nothing noted.
PLAIN = f"""
SELECT entry.version, entry.position, entry.body, entry.digest, entry.facts_through,
    entry.published_at, cadre.name, prescriber.name
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
LEFT JOIN authority AS prescriber ON prescriber.id = entry.prescriber_id
LEFT JOIN cadre ON cadre.id = entry.cadre_id
WHERE head.reporting_year = {YEAR.start} AND head.official_id = :drawn;
"""
# What pgbench draws for itself in our statement, where the service gives lists.
DRAWN = {
    "CAST(:official_ids AS integer[])": "ARRAY[CAST(:drawn AS integer)]",
    "CAST(:request_ids AS text[])": "ARRAY[CAST(gen_random_uuid() AS text)]",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A statement, and for pgbench: variables of the statement, and settings of its connections."""

    name: str
    script: str
    variables: Mapping[str, str]
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """Answers a second; seconds of processors for each, of what asks PostgreSQL and of itself."""

    rate: float
    asking: float
    postgres: float


def plain() -> Limit:
    """Return the read that the issue names."""
    return Limit("pgbench prepared, plain", PLAIN, {})


def own(tenant: Tenant) -> Limit:
    """Return our own statement, one official each: policies on, noted, in the API's role."""
    script = entries.looked_at(YEAR.start).text
    for service, drawn in DRAWN.items():
        script = script.replace(service, drawn)
    script = script.replace(":person", "NULL")
    told = {"client_id": "bench", "purpose": "unstated", "action": "apar.entry"}
    numbers = {name: str(value) for name, value in entries.MARKS}
    variables = {**tenant.settings(), **told, **numbers}
    # pgbench takes no variable that is empty.
    for empty in [name for name, value in variables.items() if not value]:
        script = re.sub(rf":{empty}\b", "''", script)
        del variables[empty]
    name = "pgbench prepared, our statement for one official"
    return Limit(name, script + ";", variables, "-c role=karmasetu_api -c jit=off")


def run(limit: Limit, place: Place, most: int, how: tuple[int, int], first: int) -> Round:
    """Have pgbench ask for officials up to a number.

    ``how``: by so many connections, for so many seconds; ``first`` is the server's first process.
    """
    script = place.folder / "limit.sql"
    script.write_text(f"\\set drawn random(1, {most})\n{limit.script}", "utf-8")
    connections, seconds = how
    options = ["-n", "-M", "prepared", f"-c{connections}", "-j1", f"-T{seconds}"]
    given = [f"--define={name}={value}" for name, value in limit.variables.items()]
    before = ours(), servers(first)
    done = subprocess.run(
        [str(program()), *options, *given, "-f", script],
        env={**os.environ, **place.variables(), "PGOPTIONS": limit.settings},
        capture_output=True,
        text=True,
        check=True,
    )
    # Its connections' processes end a moment after it; while they do, what they spent is nowhere.
    time.sleep(ENDING_SECONDS)
    after = ours(), servers(first)
    rate, told = TPS.search(done.stdout), DONE.search(done.stdout)
    if rate is None or told is None:
        raise RuntimeError("pgbench told no rate")
    asking, postgres = ((b - a) / int(told[1]) for a, b in zip(before, after, strict=True))
    return Round(float(rate[1]), asking, postgres)


def program() -> Path | str | None:
    """Return where pgbench is, None where there is none."""
    held = in_wheel().folder / "pgbench"
    return held if held.exists() else shutil.which("pgbench")
