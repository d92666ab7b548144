"""Kinds of runs: what each learns, and what it must not conclude."""

import itertools
import json

import asyncpg
import pytest

from app.integrations.igot.feed import LearningFeed
from app.services.feed import sync as service
from app.services.feed.older_windows import older, planned
from app.services.feed.sync import windows
from app.services.feed.synced import Kind, Synced, Wanted
from app.store.authorities import Authority
from app.store.database import Database
from tests.services.carried import YEAR, silent
from tests.services.held import watermarks
from tests.services.moments import LATER, clock_at
from tests.services.served import ServedIgot

OLD = "SELECT count(*) FROM completion WHERE reporting_year < 2024"
FOUND = "SELECT verdict, sum(facts) FROM reconciliation GROUP BY 1"
READ_TWICE = """
    SELECT count(*) AS read FROM feed_road JOIN feed_run ON feed_run.id = run_id
    WHERE feed_road.state = 'complete' AND run_id > 1 AND NOT feed_road.counts ? 'in_doubt'
    GROUP BY road, authority_id"""
LEDGER = """
    SELECT road, authority_id, state, calls, counts FROM feed_road
    WHERE run_id = (SELECT max(run_id) FROM feed_road)"""


async def carry(database: Database, feed: LearningFeed, wanted: Wanted) -> Synced:
    """Carry out a run of a kind."""
    return await service.sync(database, feed, YEAR, clock_at(LATER), silent, wanted)


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


async def test_a_run_spends_no_more_calls_than_it_may(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Spent, each further road ends incomplete and says so; the next run goes on where it stood.

    Three runs of it read what one would, whichever roads fall to which.
    """
    runs: list[Synced] = []
    for calls in (40, 40, 400):
        async with igot.feed() as feed:
            runs.append(await carry(early_database, feed, Wanted(calls=calls, in_parts=True)))
    roads = [row["read"] for row in await early_owner.fetch(READ_TWICE)]

    assert [one.calls for one in runs[:2]] == [40, 40]
    assert "feed-budget: the calls that this run may send are spent" in runs[1].failures[-1]
    assert (runs[2].failures, set(roads)) == ([], {1})


@pytest.mark.parametrize("kind", ["full", "incremental", "reconciling"])
async def test_a_run_takes_as_many_calls_as_it_planned(
    early_database: Database, igot: ServedIgot, kind: Kind
) -> None:
    """From the second run on, road by road, of a world that stays as it is.

    How many lists reports leave in doubt nobody knows before they are read: looks are the most.
    """
    wanted = Wanted(kind, older_calls=5 if kind == "reconciling" else 0)
    runs: list[Synced] = []
    for _ in range(2):
        async with igot.feed() as feed:
            runs.append(await carry(early_database, feed, wanted))
    last = runs[-1]

    planned_looks, looks = last.planned.pop("fresh looks", 0), last.used.pop("fresh looks", 0)
    assert sum(runs[0].planned.values()) > 0
    assert {road: n for road, n in last.used.items() if n} == {
        road: n for road, n in last.planned.items() if n
    }
    assert looks <= planned_looks
    assert last.calls == looks + sum(last.planned.values())


async def test_a_plan_that_does_not_fit_ends_before_its_first_call(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """The run says how many calls it would take on which road; nothing is asked of iGOT."""
    async with igot.feed() as feed:
        whole = await carry(early_database, feed, Wanted())
    allowed, asked = sum(whole.planned.values()) // 2, igot.requests
    async with igot.feed() as feed:
        refused = await carry(early_database, feed, Wanted(calls=allowed))
    kept = await early_owner.fetchrow(
        "SELECT state, calls, calls_allowed, planned FROM feed_run ORDER BY id DESC LIMIT 1"
    )

    assert (igot.requests, refused.calls) == (asked, 0)
    assert f"plan-too-large: {allowed} calls may be sent" in refused.failures[0]
    assert "officials 13" in refused.failures[0]
    assert tuple(kept)[:3] == ("incomplete", 0, allowed)
    assert json.loads(kept["planned"]) == refused.planned


async def test_a_first_run_plans_anew_as_soon_as_it_knows_the_authorities(
    worker_database: Database, igot: ServedIgot
) -> None:
    """An empty store plans for none; once they are listed, too large a plan ends the run."""
    async with igot.feed() as feed:
        refused = await carry(worker_database, feed, Wanted(calls=20))
    async with igot.feed() as feed:
        whole = await carry(worker_database, feed, Wanted())

    assert refused.failures[0].startswith("the run: plan-too-large: 20 calls may be sent")
    assert refused.calls == refused.planned["organisations"] == refused.used["organisations"]
    assert list(refused.used) == ["organisations"]
    assert refused.counts["authorities"] == whole.planned["completions"] / len(windows(YEAR)) > 10
    assert whole.failures == []


def test_every_older_window_has_its_turn() -> None:
    """Over the runs all windows of all authorities are asked for, never more than the budget."""
    held = [Authority(number, "mdo", f"org-{number}", f"Authority {number}") for number in (1, 2)]
    before = older(YEAR, 5)
    turns = [planned(held, before, 4, run_id) for run_id in range(5)]

    assert {len(turn) for turn in turns} == {4}
    assert len({one for turn in turns for one in turn}) == len(before) * len(held)
    assert planned(held, before, 0, 7) == planned([], before, 4, 7) == []


def test_older_windows_end_where_a_full_run_begins() -> None:
    """Each window is of 365 days at most, and no day lies between two of them."""
    every = [*reversed(older(YEAR, 5)), *windows(YEAR)]

    assert all((one.last - one.first).days < 365 for one in every)
    assert {(b.first - a.last).days for a, b in itertools.pairwise(every)} == {1}
