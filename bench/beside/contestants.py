"""The servers that answer for one official's entry: ours, PostGraphile, Django REST framework."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from app.demo.processes import free_port, wait_until_it_answers
from bench.population import YEAR

HERE = Path(__file__).parent
# Where `make bench-peers-setup` puts them.
PEERS = HERE.parents[1] / ".peers"
POSTGRAPHILE = PEERS / "postgraphile/node_modules/.bin/postgraphile"
GUNICORN = PEERS / "django/bin/gunicorn"
PATIENCE_SECONDS = 180.0
# PostGraphile shows a partitioned table by its partitions alone. Two look-ups by key, since nothing
# in the tables tells it that the second follows from the first.
QUESTION = """
{ head: aparHeadY%(year)dByReportingYearAndOfficialId(
 reportingYear: %(year)d, officialId: %(official)d)
 { version authorityId }
 entry: aparEntryY%(year)dByReportingYearAndOfficialIdAndVersion(
 reportingYear: %(year)d, officialId: %(official)d, version: 1)
 { version position body factsThrough publishedAt prescriberId cadreId } }"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server under its name: where it answers, its processes, and what is asked of it."""

    name: str
    origins: tuple[str, ...]
    processes: tuple[int, ...]
    questions: tuple[str, ...]
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The database, whom to ask for, the bearer token for ours, and a folder to write into."""

    url: str
    officials: Sequence[int]
    token: str
    folder: Path

    def variables(self) -> dict[str, str]:
        """Return libpq's variables for the owner: no row-level security stands in a peer's way."""
        address = make_url(self.url)
        return {
            "PGHOST": str(address.query["host"]),
            "PGPORT": str(address.query["port"]),
            "PGUSER": str(address.username),
            "PGDATABASE": str(address.database),
        }


@contextmanager
def ours(place: Place, keys: Mapping[str, str], workers: int) -> Iterator[Contestant]:
    """Serve by so many processes of the service, each on a port: it has no other kind of worker."""
    command = [sys.executable, "-m", "app.cli", "serve", "--no-access-log", "--port"]
    variables = {"DATABASE_URL": place.url, "KARMASETU_REQUESTS_A_MINUTE": "1000000000", **keys}
    with ExitStack() as stack:
        served = [
            stack.enter_context(_served([*command, str(port)], variables, port, place.folder))
            for port in (free_port(0) for _ in range(workers))
        ]
        questions = [f"GET /v1/apar/{YEAR.label}/officials/{one}" for one in place.officials]
        origins, numbers = zip(*served, strict=True)
        name = f"Karmasetu, {_said(workers)}"
        yield Contestant(name, origins, numbers, tuple(questions), place.token)


@contextmanager
def postgraphile(place: Place) -> Iterator[Contestant]:
    """Serve by PostGraphile, one process, all its extras off."""
    port, where = free_port(0), place.variables()
    address = (
        f"postgres://{where['PGUSER']}@/{where['PGDATABASE']}"
        f"?host={where['PGHOST']}&port={where['PGPORT']}"
    )
    command = [
        str(POSTGRAPHILE),
        *("--connection", address, "--schema", "public", "--port", str(port)),
        *("--host", "127.0.0.1", "--disable-query-log", "--max-pool-size", "8"),
        *("--retry-on-init-fail", "--no-setof-functions-contain-nulls"),
    ]
    variables = {**where, "NODE_ENV": "production"}
    questions = tuple(
        "POST /graphql "
        + json.dumps({"query": QUESTION.replace("\n", "") % {"year": YEAR.start, "official": one}})
        for one in place.officials
    )
    with _served(command, variables, port, place.folder) as (origin, process):
        yield Contestant("PostGraphile 4, one process", (origin,), (process,), questions)


@contextmanager
def django(place: Place) -> Iterator[Contestant]:
    """Serve by Django REST framework: two workers of four threads, connections kept."""
    port = free_port(0)
    command = [
        str(GUNICORN),
        *("--chdir", str(HERE), "--bind", f"127.0.0.1:{port}", "--workers", "2"),
        *("--worker-class", "gthread", "--threads", "4", "--keep-alive", "60"),
        "django_service:application",
    ]
    questions = tuple(f"GET /entries/{YEAR.start}/{one}" for one in place.officials)
    with _served(command, place.variables(), port, place.folder) as (origin, process):
        name = "Django REST framework, two workers"
        yield Contestant(name, (origin,), (process,), questions)


@contextmanager
def _served(
    command: Sequence[str], variables: Mapping[str, str], port: int, folder: Path
) -> Iterator[tuple[str, int]]:
    log, origin = folder / f"{port}.log", f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **variables}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_it_answers(process, f"{origin}/health/live", log, PATIENCE_SECONDS)
        yield origin, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _said(workers: int) -> str:
    return "one worker" if workers == 1 else f"{workers} workers"


async def asked(
    contestant: Contestant, folder: Path, seconds: int, connections: int
) -> list[dict[str, float]]:
    """Have wrk ask all of a contestant's processes at once for a time; return what it told."""
    lines = folder / "asked.txt"
    lines.write_text("\n".join(contestant.questions) + "\n", "ascii")
    each = connections // len(contestant.origins)
    running = [
        await asyncio.create_subprocess_exec(
            *("wrk", "-t1", f"-c{each}", f"-d{seconds}s", "-s", str(HERE / "asking.lua"), origin),
            *("--", str(lines), contestant.token or "-"),
            stdout=asyncio.subprocess.PIPE,
        )
        for origin in contestant.origins
    ]
    told = [(await one.communicate())[0].decode() for one in running]
    return [json.loads(one[one.rindex("{") :]) for one in told]
