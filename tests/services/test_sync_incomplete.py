"""A sync of which a road fails: it says so, decides for nobody too early, and recovers whole."""

import asyncpg
import pytest

from app.store.database import Database
from tests.services.carried import carry, decide
from tests.services.held import Held, last_run, meaning, staged, watermarks
from tests.services.served import KEY, ServedIgot

LASTING = 99_999
STANDING = """
    SELECT official.id, official.profile_id, evaluation.outcome FROM official
    JOIN evaluation ON evaluation.official_id = official.id"""
# A route that fails to the end, and the words by which the run's reason must name its road.
FAILING = (
    ("org/v1/search", "organisations: feed-unavailable"),
    ("user/v1/search", "officials of authority"),
    ("cbplan/v4/search", "plans: feed-unavailable"),
    ("report/org/enrolment", "completions of authority"),
    ("report/apar/assigned/courses", "assessments: feed-unavailable"),
)


@pytest.mark.parametrize(("route", "reason"), FAILING)
async def test_what_was_never_held_in_full_is_not_decided_on(
    worker_database: Database,
    owner: asyncpg.Connection,
    igot: ServedIgot,
    route: str,
    reason: str,
) -> None:
    """A first run of which one road fails ends incomplete and gives nobody an adverse outcome."""
    igot.misbehave({"route": route, "page": None, "fault": "http500", "times": LASTING})
    async with igot.feed() as feed:
        await carry(worker_database, feed)
    decided = await decide(worker_database)

    run = await last_run(owner)
    assert (run["state"], reason in run["reason"], run["ended_at"] is None) == (
        "incomplete",
        True,
        False,
    )
    assert (decided.officials, await staged(owner)) == (0, 0)


@pytest.mark.parametrize(("route", "reason"), FAILING[2:4])
async def test_outcomes_held_stay_and_the_next_run_recovers(
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    route: str,
    reason: str,
    undisturbed: Held,
) -> None:
    """A road that fails downgrades nobody, and the next good run ends as if it never had."""
    before = await _met(early_owner)
    igot.misbehave({"route": route, "page": None, "fault": "http500", "times": LASTING})
    async with igot.feed() as feed:
        failed = await carry(early_database, feed)
        await decide(early_database)
        meanwhile = await _met(early_owner)
        igot.misbehave()
        recovered = await carry(early_database, feed)
    await decide(early_database)

    assert (reason in failed.failures[0], recovered.failures) == (True, [])
    assert [who for who in before if before[who] and meanwhile.get(who) is False] == []
    assert await meaning(early_owner) == undisturbed


async def test_a_failed_road_moves_no_watermark(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Of an authority's roads only those move that were travelled to their end."""
    route = "report/org/enrolment"
    igot.misbehave({"route": route, "page": None, "fault": "truncate", "times": LASTING})
    async with igot.feed() as feed:
        synced = await carry(early_database, feed)

    moved = {mark.road for mark in await watermarks(early_owner) if mark.run_id == synced.run_id}
    assert moved == {"officials", "plans", "assessments"}


async def test_a_wrong_key_changes_nothing(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """A gateway that refuses us on every road leaves what is held, and the run says why."""
    before = await meaning(early_owner)
    async with igot.feed(key="another-key") as feed:
        await carry(early_database, feed)

    run = await last_run(early_owner)
    assert (run["state"], "feed-refused" in run["reason"]) == ("incomplete", True)
    assert (await meaning(early_owner), KEY in run["reason"]) == (before, False)


async def _met(owner: asyncpg.Connection) -> dict[tuple[int, int], bool]:
    """Return who has met the mandate, by official and profile: with another he has another."""
    return {(row[0], row[1]): row[2] == "met" for row in await owner.fetch(STANDING)}


@pytest.mark.parametrize("fault", ["http500", "wrong_total", "duplicate_page"])
async def test_a_roster_that_failed_or_is_short_shows_nobody_gone(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot, fault: str
) -> None:
    """Whoever a failed or contradictory search leaves out has not left."""
    igot.misbehave({"route": "user/v1/search", "page": None, "fault": fault, "times": LASTING})
    async with igot.feed() as feed:
        await carry(early_database, feed)

    assert await early_owner.fetchval("SELECT count(left_position) FROM official") == 0
