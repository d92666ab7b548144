"""A push whose worker is killed is gone on with by another, from the last receipt."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.filings.office import STAFF, fill, opened
from tests.filings.served import KEY, PROOFS, ServedSparrow, served
from tests.jobs.quick_worker import BATCH
from tests.jobs.workers import NONE_LEFT, QUICK_WORKER, until, worker

KEY_FILE = "p-killed.key"
ALL_ACCEPTED = "NOT EXISTS (SELECT FROM filing WHERE state <> 'accepted')"


@pytest.fixture
def sparrow() -> Iterator[ServedSparrow]:
    """The stand-in SPARROW behind a socket."""
    with served() as running:
        yield running


async def test_a_killed_push_is_gone_on_with(
    database_url: str,
    owner: asyncpg.Connection,
    tmp_path: Path,
    sparrow: ServedSparrow,
) -> None:
    """The worker is gone while its second batch is on its way; each entry is filed once.

    Both workers sign: the instance believes no other key than theirs.
    """
    await asyncio.to_thread(lambda: asyncio.run(fill(database_url)))
    (tmp_path / KEY_FILE).write_text(f"{KEY}\n")
    sparrow.misbehave({"fault": "delay", "call": 2, "seconds": 100})
    keys = {
        "KARMASETU_SPARROW_KEYS_DIRECTORY": str(tmp_path),
        "KARMASETU_PROOF_KEY": PROOFS.key.as_pem(private=True).decode(),
        "KARMASETU_PROOF_KEYS_DIRECTORY": str(tmp_path / "proofs"),
    }
    async with opened(database_url) as office:
        instance = await office.register("p-killed", base_url=sparrow.origin)
        async with worker(database_url, QUICK_WORKER, **keys) as run:
            await asyncio.to_thread(sparrow.until_met)
            run.process.kill()
            await asyncio.wait_for(run.process.wait(), 10)
        # What was on its way arrives after its sender is gone.
        sparrow.misbehave()
        await asyncio.to_thread(
            lambda: sparrow.until(lambda held: held["counts"]["filed"] == 2 * BATCH)
        )
        async with worker(database_url, QUICK_WORKER, **keys):
            await until(owner, f"{ALL_ACCEPTED} AND {NONE_LEFT}")
        found = await office.filings(instance)

    assert len(found) == STAFF
    assert sparrow.ledger()["counts"] == {"received": STAFF, "filed": STAFF}
