"""Rosters that are meant to hurt: each is refused clearly, and nobody dies of it."""

import asyncio
import gc
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.api.calling import EVERYBODY, token_of
from tests.api.population import Population
from tests.api.rosters import send
from tests.integrations.rosters_made import HOSTILE, malformed

SECONDS = 5.0
# By the clock, on a machine however busy: nothing waits for what never comes.
HUNG = 45.0
MALFORMED = int(os.environ.get("KARMASETU_MALFORMED", "12"))
AT_ONCE = 2
TOLD_EVERY = 500
LONGEST_HOURS = 24
MEBIBYTE = 1024 * 1024


def tell(line: str) -> None:
    """Say how far a long run has come, where output is not captured."""
    sys.stdout.write(f"\n{line}")
    sys.stdout.flush()


def resident() -> int:
    """Return the bytes that this process, the API's, has in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


def processors() -> float:
    """Return the seconds of processors that this process and its readers have taken."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_is_refused(
    client: httpx.AsyncClient, population: Population, name: str
) -> None:
    """It is 413 or 422 with a reason in words, within seconds, and costs the API no memory."""
    content = HOSTILE[name]()
    await send(client, population.authority, b"E-mail\na@b.in\n", dry_run=True)
    gc.collect()
    before, started, spent = resident(), time.monotonic(), processors()
    answered = await send(client, population.authority, content)
    clock, spent, grown = time.monotonic() - started, processors() - spent, resident() - before

    assert answered.status_code in {413, 422}, answered.text
    assert len(answered.json()["detail"]) > 20
    # Where others keep the machine busy, what processors did for it is what it would have taken.
    assert min(clock, spent) < SECONDS
    assert clock < HUNG
    assert grown < 50 * MEBIBYTE
    assert (await client.get("/health/live")).status_code == 200


async def test_malformed_files_are_answered(
    client: httpx.AsyncClient, settings: Settings, population: Population
) -> None:
    """Whatever is sent is understood or refused: no failure of ours, no lost reader, no memory."""
    found: Counter[int] = Counter()
    files = malformed(MALFORMED, seed=7)
    client.headers["Authorization"] = f"Bearer {token_of(settings, EVERYBODY, LONGEST_HOURS)}"
    await send(client, population.authority, b"E-mail\na@b.in\n", dry_run=True)
    gc.collect()
    before = most = resident()

    async def some() -> None:
        nonlocal most
        for content in files:
            answered = await send(client, population.authority, content, dry_run=True)
            found[answered.status_code] += 1
            most = max(most, resident())
            _understood_or_refused(answered, content)
            if found.total() % TOLD_EVERY == 0:
                grown = (most - before) // MEBIBYTE
                tell(f"{found.total():,} of {MALFORMED:,}: {dict(found)}, {grown} MiB more at most")

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))

    assert set(found) <= {200, 413, 422}
    assert found.total() == MALFORMED
    assert len(found) > 1
    assert most - before < 50 * MEBIBYTE
    assert (await client.get("/health/live")).status_code == 200


def _understood_or_refused(answered: httpx.Response, content: bytes) -> None:
    if answered.status_code == 422:
        assert "can't be read." not in answered.json()["detail"] or b"PK" in content
    if answered.status_code == 200:
        told = answered.json()
        assert told["rows"] == told["accepted"] + told["refused"]
