"""Measures the read of one official, token, policies and audit on, beside other servers."""

import asyncio
import shutil
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.keys import signer
from bench.beside import contestants, limits
from bench.beside.contestants import Contestant, Place
from bench.beside.limits import Round
from bench.ground import Ground
from bench.population import YEAR
from bench.processes import servers, tree

ROUNDS, SECONDS, CONNECTIONS, OFFICIALS = 5, 5, 16, 2000
MICROSECONDS = 1_000_000


@dataclass(slots=True)
class Taken:
    """What the rounds of one contestant came to."""

    rounds: list[Round] = field(default_factory=list)

    def rate(self) -> float:
        """Return the answers a second of the middle round."""
        return statistics.median(one.rate for one in self.rounds)

    def dear(self) -> float:
        """Return the answers that a second of processors is enough for."""
        return statistics.median(1 / (one.asking + one.postgres) for one in self.rounds)

    def said(self, than: "Taken") -> str:
        """Return what an answer takes of processors, beside what another's does."""
        asking = statistics.median(one.asking for one in self.rounds) * MICROSECONDS
        postgres = statistics.median(one.postgres for one in self.rounds) * MICROSECONDS
        dear = f"{self.dear():,.0f} a second of processors = {self.dear() / than.dear():.3g} x"
        return f"{dear} ({asking:.0f} us before PostgreSQL, {postgres:.0f} us in it)"


class MissingError(Exception):
    """What the bench needs is not installed."""


async def where_possible(ground: Ground) -> None:
    """Ask all of them if they are installed; else say plainly that this is left out, and why."""
    try:
        _need()
    except MissingError as missing:
        ground.ledger.tell(f"LEFT OUT, the read of one official beside others: {missing}")
        return
    await ground.server.as_owner("VACUUM ANALYZE")
    await beside_others(ground)


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
        bounds = [limits.plain(), limits.own(caller)]
        names = [one.name for one in standing] + [one.name for one in bounds]
        taken = {name: Taken() for name in names}
        most, how = ground.population.officials, (CONNECTIONS, SECONDS)
        for number in range(ROUNDS + 1):
            ground.ledger.tell(f"round {number} of {ROUNDS}" if number else "warming up")
            for one in standing:
                taken[one.name].rounds.append(await _round(one, folder, first))
            for bound in bounds:
                told = await asyncio.to_thread(limits.run, bound, place, most, how, first)
                taken[bound.name].rounds.append(told)
        for each in taken.values():
            del each.rounds[0]
        _note(ground, taken)


def _note(ground: Ground, taken: dict[str, Taken]) -> None:
    one, graph, two, rest, plain, own = taken
    pairs = [(graph, graph, ""), (one, graph, "; asked for 2.4 x")]
    pairs += [(rest, rest, ""), (two, rest, "; asked for 8 x")]
    pairs += [(plain, plain, ""), (own, plain, ""), (one, plain, "; asked for 0.15 x")]
    pairs += [(one, own, "")]
    for ours, theirs, asked in pairs:
        held, other = taken[ours], taken[theirs]
        ground.ledger.note(
            f"one official, {ours}",
            held.rate(),
            "answers/s",
            against=f"{theirs}; {held.said(other)}{asked}",
            ratio=held.rate() / other.rate(),
            n=ROUNDS,
        )


async def _round(one: Contestant, folder: Path, first: int) -> Round:
    def spent() -> tuple[float, float]:
        return sum(map(tree, one.processes)), servers(first)

    before = spent()
    told = await contestants.asked(one, folder, SECONDS, CONNECTIONS)
    after = spent()
    if failed := sum(each["failed"] for each in told):
        raise RuntimeError(f"{one.name}: {failed:.0f} requests failed")
    answers = sum(each["requests"] for each in told)
    asking, postgres = ((b - a) / answers for a, b in zip(before, after, strict=True))
    return Round(answers / max(each["seconds"] for each in told), asking, postgres)


def _need() -> None:
    wanted = {
        "wrk (Debian: apt install wrk)": shutil.which("wrk"),
        "pgbench (Debian: apt install postgresql-contrib)": limits.program(),
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
