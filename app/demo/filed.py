"""The demonstration's push: a SPARROW instance is registered, told, and asked what it holds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from subprocess import Popen
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from rich.console import Console

from app.demo.processes import free_port, running, wait_until_it_answers
from app.errors import OverloadedError
from app.policy.reporting_year import ReportingYear

INSTANCE = "sparrow-demo"
PLACE = f"/v1/sparrow/instances/{INSTANCE}"
PATIENCE_SECONDS = 120.0
# What the network does to the first call: it arrives twice.
TWICE = [{"fault": "duplicate", "call": 1}]


@dataclass(frozen=True, slots=True)
class Sparrow:
    """The stand-in SPARROW: where it is, the folder in which workers find its key, its program."""

    origin: str
    keys: Path
    process: Popen[bytes]
    log: Path


@contextmanager
def served(log: Path) -> Iterator[Sparrow]:
    """Start a stand-in SPARROW of our own, and leave its key where workers look for it."""
    port, key = free_port(0), token_urlsafe(24)
    origin = f"http://127.0.0.1:{port}"
    arguments = ["sandbox", "sparrow", "--port", str(port)]
    with (
        TemporaryDirectory() as keys,
        running(arguments, {"KARMASETU_SPARROW_KEY": key}, log) as process,
    ):
        (Path(keys) / f"{INSTANCE}.key").write_text(key, "ascii")
        yield Sparrow(origin, Path(keys), process, log)


def push(
    console: Console, calls: httpx.Client, sparrow: Sparrow, authority_id: int, year: ReportingYear
) -> None:
    """Have the instance told of an authority's entries, and print what came of it.

    Raises OverloadedError when the API does not answer, or no worker pushes.
    """
    wait_until_it_answers(sparrow.process, f"{sparrow.origin}/_ledger", sparrow.log)
    httpx.put(f"{sparrow.origin}/_faults", json=TWICE, timeout=30)
    _register(calls, sparrow, authority_id, year)
    status = _settled(calls)
    [told] = [one for one in status["years"] if one["reporting_year"] == year.label]
    dead = calls.get(f"{PLACE}/filings", params={"state": "dead", "limit": "1"}).json()["filings"]
    reason = f" ({dead[0]['failure']})" if dead else ""
    console.print(
        f"  Told so far: {told['accepted']:,} filings accepted, each with a receipt;"
        f" {told['dead']:,} dead letters{reason}; {told['lag_positions']:,} positions behind."
    )
    counts = httpx.get(f"{sparrow.origin}/_ledger", timeout=30).json()["counts"]
    if counts:
        console.print(
            f"  The instance itself: {counts.get('received', 0):,} received, since one call came"
            f" twice; {counts.get('filed', 0):,} filed, each once."
        )


def _register(
    calls: httpx.Client, sparrow: Sparrow, authority_id: int, year: ReportingYear
) -> None:
    held = calls.get(PLACE)
    tag = {"If-Match": held.headers["etag"]} if held.status_code == httpx.codes.OK else {}
    body = {
        "base_url": sparrow.origin,
        "enabled": True,
        "reporting_years": [year.label],
        "serves": {"authorities": [authority_id]},
    }
    answer = calls.put(PLACE, json=body, headers=tag)
    if answer.is_error:
        raise OverloadedError(f"the API answered {answer.status_code} for {PLACE}")


def _settled(calls: httpx.Client) -> dict[str, Any]:
    """Return how the instance does once it has been told all, or rests."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        status: dict[str, Any] = calls.get(f"{PLACE}/status").raise_for_status().json()
        if status["state"] != "behind":
            return status
        if time.monotonic() > deadline:
            raise OverloadedError("no worker has pushed; its log is beside the API's")
        time.sleep(0.2)
