"""Kinds of runs, and reports that answer 404: what each learns, and what it must not conclude."""

import itertools
from collections.abc import AsyncIterator

import asyncpg
import pytest

from app.integrations.igot.feed import FeedCompletion, FeedNoRowsError, LearningFeed, Page, Window
from app.services.feed import sync as service
from app.services.feed.older_windows import older, planned
from app.services.feed.roads import Roads
from app.services.feed.sync import Wanted, windows
from app.store.authorities import Authority
from app.store.database import Database
from tests.services.carried import YEAR, decide, silent
from tests.services.held import meaning, watermarks
from tests.services.moments import LATER, clock_at
from tests.services.served import ServedIgot

OLD = "SELECT count(*) FROM completion WHERE reporting_year < 2024"
FOUND = "SELECT verdict, sum(facts) FROM reconciliation GROUP BY 1"
LEDGER = """
    SELECT road, authority_id, state, calls, counts FROM feed_road
    WHERE run_id = (SELECT max(run_id) FROM feed_road)"""


async def carry(database: Database, feed: LearningFeed, wanted: Wanted) -> service.Synced:
    """Carry out a run of a kind."""
    return await service.sync(database, feed, YEAR, clock_at(LATER), silent, wanted)


class Silent:
    """A feed of which some organisations' enrolment report answers 404."""

    def __init__(self, feed: LearningFeed, *org_ids: str) -> None:
        self._feed = feed
        self._org_ids = org_ids

    def __getattr__(self, name: str) -> object:
        """Do everything else as the feed itself."""
        return getattr(self._feed, name)

    async def completions(self, org_id: str, window: Window) -> AsyncIterator[Page[FeedCompletion]]:
        """Yield the organisation's pages, unless it is one of the silent ones."""
        if org_id in self._org_ids:
            raise FeedNoRowsError("iGOT's enrolment report answered 404")
        async for page in self._feed.completions(org_id, window):
            yield page


async def test_an_incremental_run_learns_and_confirms_nothing(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """It takes up the latest enrolments; the watermark of a year's completions stays."""
    before = await watermarks(early_owner)
    async with igot.feed() as feed:
        synced = await carry(early_database, feed, Wanted("incremental"))
    after = await watermarks(early_owner)

    assert synced.failures == []
    assert synced.counts["completions"] > 0
    road = {"completions"}
    assert {one for one in after if one.road in road} == {one for one in before if one.road in road}


async def test_a_reconciling_run_reaches_older_enrolments_within_its_budget(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """What was enrolled in before the windows of a full run is read, a call each, and no more."""
    before = await early_owner.fetchval(OLD)
    async with igot.feed() as feed:
        synced = await carry(early_database, feed, Wanted("reconciling", older_calls=13))
    rows = [row for row in await early_owner.fetch(LEDGER) if row["road"].startswith("older")]

    assert synced.failures == []
    assert (len(rows), {row["calls"] for row in rows}) == (13, {1})
    assert await early_owner.fetchval(OLD) > before
    found = dict(await early_owner.fetch(FOUND))
    assert found["equal"] > 0
    assert sum(found.values()) - found["equal"] < found["equal"] / 10


def test_every_older_window_has_its_turn() -> None:
    """Over the runs all windows of all authorities are asked for, never more than the budget."""
    held = [Authority(number, "mdo", f"org-{number}", f"Authority {number}") for number in (1, 2)]
    turns = [planned(held, YEAR, 4, run_id) for run_id in range(5)]

    assert {len(turn) for turn in turns} == {4}
    assert len({one for turn in turns for one in turn}) == len(older(YEAR)) * len(held)
    assert planned(held, YEAR, 0, 7) == planned([], YEAR, 4, 7) == []


def test_older_windows_end_where_a_full_run_begins() -> None:
    """Each window is of 365 days at most, and no day lies between two of them."""
    every = [*reversed(older(YEAR)), *windows(YEAR)]

    assert all((one.last - one.first).days < 365 for one in every)
    assert {(b.first - a.last).days for a, b in itertools.pairwise(every)} == {1}


async def test_a_404_is_made_good_by_the_officials_own_lists(
    worker_database: Database, owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """A small authority whose report answers 404 is read official by official, and decided for."""
    async with igot.feed() as feed:
        await carry(worker_database, feed, Wanted("incremental"))
        smallest = await owner.fetchrow(
            "SELECT feed_id, authority_id, count(*) AS staff FROM official JOIN authority"
            " ON authority.id = authority_id GROUP BY 1, 2 ORDER BY 3 LIMIT 1"
        )
        quiet: LearningFeed = Silent(feed, smallest["feed_id"])  # type: ignore[assignment]
        synced = await carry(worker_database, quiet, Wanted())
    decided = await decide(worker_database)
    rows = {(row["road"], row["authority_id"]): row for row in await owner.fetch(LEDGER)}

    told = rows["completions", smallest["authority_id"]]
    assert (synced.failures, decided.unready) == ([], [])
    assert f'"corroborated_by_lists": {smallest["staff"]}' in told["counts"]


async def test_a_404_of_many_officials_stays_incomplete(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Where their lists would take too many calls nothing is concluded, and no outcome changes."""
    before = (await meaning(early_owner))["completions"]
    async with igot.feed() as feed:
        every = [row["feed_id"] for row in await early_owner.fetch("SELECT feed_id FROM authority")]
        quiet: LearningFeed = Silent(feed, *every)  # type: ignore[assignment]
        run = Roads(early_database, quiet, YEAR, 99, clock_at(LATER))
        run.lists.left = 0
        with pytest.raises(FeedNoRowsError):
            await run.completions(Authority(1, "mdo", every[0], "One"), windows(YEAR))

    assert (await meaning(early_owner))["completions"] == before
