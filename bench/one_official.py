"""Measures the read of one official, token, policies and audit on, beside other servers."""

import asyncio
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.embedded.binaries import in_wheel
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.keys import signer
from bench.beside import contestants
from bench.beside.contestants import Contestant, Place
from bench.ground import Ground
from bench.population import YEAR
from bench.processes import servers, tree

ROUNDS, SECONDS, CONNECTIONS, OFFICIALS = 5, 5, 16, 2000
TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
# The same rows by the same keys, prepared, as the owner: nothing checked, nothing noted.
PLAIN = f"""\\set official random(1, %d)
SELECT entry.version, entry.position, entry.body, entry.digest, entry.facts_through,
    entry.published_at, cadre.name, prescriber.name
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
LEFT JOIN authority AS prescriber ON prescriber.id = entry.prescriber_id
LEFT JOIN cadre ON cadre.id = entry.cadre_id
WHERE head.reporting_year = {YEAR.start} AND head.official_id = :official;
"""


@dataclass(slots=True)
class Taken:
    """What each round of one contestant came to: answers a second, and a second of processors."""

    rates: list[float] = field(default_factory=list)
    dear: list[float] = field(default_factory=list)


class MissingError(Exception):
    """What the bench needs is not installed."""


async def beside_others(ground: Ground) -> None:
    """Ask all of them in turn, round after round; note the medians and the ratios.

    Raises MissingError, naming what to install.
    """
    _need()
    caller = Tenant(authorities=frozenset(ground.authority_ids))
    with tempfile.TemporaryDirectory() as held, ExitStack() as stack:
        folder = Path(held)
        keys, token = _keys(folder, ground.server.url, caller)
        place = Place(ground.server.url, await _officials(ground), token, folder)
        standing = [
            stack.enter_context(contestants.ours(place, keys, 1)),
            stack.enter_context(contestants.postgraphile(place)),
            stack.enter_context(contestants.ours(place, keys, 2)),
            stack.enter_context(contestants.django(place)),
        ]
        first = await ground.server.postmaster()
        taken = {one.name: Taken() for one in standing}
        limit: list[float] = []
        for number in range(ROUNDS + 1):
            ground.ledger.tell(f"round {number} of {ROUNDS}" if number else "warming up")
            for one in standing:
                rate, dear = await _round(one, folder, first)
                if number:
                    taken[one.name].rates.append(rate)
                    taken[one.name].dear.append(dear)
            tps = await asyncio.to_thread(_pgbench, place, ground.population.officials)
            limit += [tps] if number else []
        _note(ground, [one.name for one in standing], taken, limit)


def _note(ground: Ground, names: list[str], taken: dict[str, Taken], limit: list[float]) -> None:
    one, graph, two, rest = names
    against = [(one, graph, 2.4), (two, rest, 8.0)]
    for ours, theirs, asked in against:
        for name in (theirs, ours):
            rate = statistics.median(taken[name].rates)
            ratio = rate / statistics.median(taken[theirs].rates)
            dear = statistics.median(taken[name].dear)
            cheaper = dear / statistics.median(taken[theirs].dear)
            said = f"{theirs}; {dear:,.0f} a second of processors = {cheaper:.2f} x"
            wanted = f"; asked for {asked} x" if name == ours else ""
            ground.ledger.note(
                f"one official, {name}",
                rate,
                "answers/s",
                against=said + wanted,
                ratio=ratio,
                n=ROUNDS,
            )
    tps = statistics.median(limit)
    ratio = statistics.median(taken[one].rates) / tps
    ground.ledger.note("one official, pgbench prepared, plain", tps, "answers/s", n=ROUNDS)
    ground.ledger.note(
        f"one official, {one}",
        statistics.median(taken[one].rates),
        "answers/s",
        against="pgbench -M prepared, the plain read; asked for 0.15 x",
        ratio=ratio,
        n=ROUNDS,
    )


async def _round(one: Contestant, folder: Path, first: int) -> tuple[float, float]:
    """Return answers a second by the clock, and by processors: the server's and PostgreSQL's."""
    before = sum(map(tree, one.processes)) + servers(first)
    told = await contestants.asked(one, folder, SECONDS, CONNECTIONS)
    spent = sum(map(tree, one.processes)) + servers(first) - before
    if failed := sum(each["failed"] for each in told):
        raise RuntimeError(f"{one.name}: {failed:.0f} requests failed")
    answers = sum(each["requests"] for each in told)
    return answers / max(each["seconds"] for each in told), answers / spent


def _pgbench(place: Place, officials: int) -> float:
    script = place.folder / "plain.sql"
    script.write_text(PLAIN % officials, "utf-8")
    how = ["-n", "-M", "prepared", f"-c{CONNECTIONS}", "-j1", f"-T{SECONDS}"]
    done = subprocess.run(
        [str(_program()), *how, "-f", script],
        env={**os.environ, **place.variables()},
        capture_output=True,
        text=True,
        check=True,
    )
    found = TPS.search(done.stdout)
    if found is None:
        raise RuntimeError("pgbench told no rate")
    return float(found[1])


def _program() -> Path | str | None:
    own = in_wheel().folder / "pgbench"
    return own if own.exists() else shutil.which("pgbench")


def _need() -> None:
    wanted = {
        "wrk (Debian: apt install wrk)": shutil.which("wrk"),
        "pgbench (Debian: apt install postgresql-contrib)": _program(),
        "the peers: make bench-peers-setup": contestants.POSTGRAPHILE.exists()
        and contestants.GUNICORN.exists(),
    }
    if missing := [name for name, found in wanted.items() if not found]:
        raise MissingError("this bench needs " + ", and ".join(missing))


def _keys(folder: Path, url: str, tenant: Tenant) -> tuple[dict[str, str], str]:
    """Return settings that place the keys in a folder, and a token for a caller of that reach."""
    settings = Settings(database_url=url, signing_key_file=folder / "signing.pem")
    caller = Caller("bench", "auditor", frozenset({"apar:read"}), tenant)
    token = signer(settings).issue(caller, datetime.now(UTC), timedelta(hours=6))
    keys = {
        "KARMASETU_SIGNING_KEY_FILE": str(folder / "signing.pem"),
        "KARMASETU_PROOF_KEY_FILE": str(folder / "proof.pem"),
        "KARMASETU_PROOF_KEYS_DIRECTORY": str(folder / "proofs"),
    }
    return keys, token


async def _officials(ground: Ground) -> list[int]:
    """Return some officials who have an entry, drawn alike in each run."""
    drawn = (
        "SELECT official_id FROM apar_head WHERE reporting_year ="
        f" {YEAR.start} ORDER BY hashint4(official_id) LIMIT {OFFICIALS}"
    )
    with tempfile.NamedTemporaryFile() as told:
        await ground.server.as_owner(f"COPY ({drawn}) TO STDOUT", Path(told.name))
        return [int(line) for line in told.read().split()]
