"""A sync over what is already held: it changes nothing, and says so."""

import asyncpg

from app.store.database import Database
from tests.services.carried import carry, decide
from tests.services.held import Held, everything, last_run, meaning, staged
from tests.services.served import ServedIgot


async def test_a_second_run_changes_nothing(
    worker_database: Database, owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """The same world read twice leaves every row, version, position and digest as it was."""
    async with igot.feed() as feed:
        await carry(worker_database, feed)
        await decide(worker_database)
        before = await everything(owner)
        synced = await carry(worker_database, feed)
        decided = await decide(worker_database)

    assert (synced.learned, decided.changed, decided.published) == (0, 0, 0)
    assert await everything(owner) == before


async def test_a_run_over_an_earlier_world_ends_complete(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot, undisturbed: Held
) -> None:
    """What came since is learned; staging is empty, and the ledger says complete."""
    async with igot.feed() as feed:
        synced = await carry(early_database, feed)
    await decide(early_database)

    run = await last_run(early_owner)
    assert (run["state"], run["reason"], run["calls"]) == ("complete", None, synced.calls)
    assert await staged(early_owner) == 0
    assert await meaning(early_owner) == undisturbed
