"""Feed runs: what each came to, through when facts are held, and what was kept aside."""

from datetime import timedelta

import pytest

from app.store import authorities, positions
from app.store.database import Writing
from app.store.feed import facts, feed_runs
from app.store.feed.feed_runs import NATIONAL, ROADS, Doubt, Merged
from tests.harness.arranged import IN_YEAR, NOW, YEAR, an_authority, an_official, rows, take_staff

RUN = "SELECT state, reason, calls, counts FROM feed_run"
ASIDE = "SELECT road, quirk, subject, first_run_id, last_run_id FROM quarantine ORDER BY subject"


@pytest.mark.parametrize(
    ("reason", "state"), [(None, "complete"), ("officials: feed-unavailable", "incomplete")]
)
async def test_a_run_ends_complete_or_says_why(
    undone: Writing, reason: str | None, state: str
) -> None:
    """A run that gives a reason is incomplete; one without is complete."""
    run = await feed_runs.start(undone, YEAR.start, NOW)
    running = await rows(undone, "SELECT state FROM feed_run")
    await feed_runs.finish(undone, run, NOW, reason=reason, calls=3, counts={"completions": 2})

    assert running == [("running",)]
    assert await rows(undone, RUN) == [(state, reason, 3, {"completions": 2})]


async def test_facts_are_held_through_the_slowest_road(undone: Writing) -> None:
    """Facts are held through the moment of the road that is furthest behind."""
    for hours, road in enumerate(ROADS):
        await feed_runs.move_watermark(
            undone,
            road=road,
            authority_id=NATIONAL if road == "assessments" else 7,
            year=YEAR.start,
            merged=Merged(1, NOW - timedelta(hours=hours), 9),
        )

    assert await feed_runs.facts_through(undone, 7, YEAR.start) == NOW - timedelta(hours=3)


async def test_a_road_never_run_means_nothing_is_held(undone: Writing) -> None:
    """While one road has never run, it can't be said through when facts are held."""
    await feed_runs.move_watermark(
        undone, road="officials", authority_id=7, year=YEAR.start, merged=Merged(1, NOW, 9)
    )

    assert await feed_runs.facts_through(undone, 7, YEAR.start) is None


async def test_strangers_are_kept_aside(undone: Writing) -> None:
    """Completions of a user whom no search has shown are kept aside, once, and never dropped."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    stated = [
        (9, user, "A", IN_YEAR, "completed_on", None, None) for user in ("user-1", "who", "who")
    ]
    await facts.pour_completions(undone, stated)
    await facts.merge_completions(undone, 9, await positions.close(undone, 4, NOW))
    kept = await feed_runs.keep_strangers(undone, 4, 9, "completions", number)
    await feed_runs.keep_strangers(undone, 5, 9, "completions", number)

    assert kept == 1
    assert await rows(undone, ASIDE) == [("completions", "official_unknown", "who", 4, 5)]


async def test_a_doubt_is_kept_once(undone: Writing) -> None:
    """A record in doubt that a feed repeats is one row, which names the first and last run."""
    doubt = Doubt("date_in_future", "user-1", "completed tomorrow")
    await feed_runs.keep_aside(undone, 1, "completions", 7, [doubt, doubt])
    await feed_runs.keep_aside(undone, 2, "completions", 7, [doubt])
    await feed_runs.keep_aside(undone, 3, "completions", 7, [])

    assert await rows(undone, ASIDE) == [("completions", "date_in_future", "user-1", 1, 2)]


async def test_authorities_are_merged_once(undone: Writing) -> None:
    """Authorities count when new, renamed or moved in the tree, and keep their number."""
    row = {"kind": "mdo", "feed_id": "o", "map_id": "m", "parent_map_id": None, "name": "Rivers"}
    first = await authorities.merge(undone, [row])
    again = await authorities.merge(undone, [row])
    [before] = await authorities.every(undone)
    renamed = await authorities.merge(undone, [row | {"name": "Streams"}])
    moved = [await authorities.place(undone, [("o", "m", "p", None)]) for _ in range(2)]
    [after] = await authorities.every(undone)

    assert (first, again, renamed, moved) == (1, 0, 1, [1, 0])
    assert (before.name, after.name, after.id) == ("Rivers", "Streams", before.id)
