"""Reports are read while others are merged: each authority's own rows, failures and calls."""

import asyncio

import httpx
import pytest

from app.errors import FeedFailedError
from app.integrations.igot.feed import FeedIncompleteError
from app.integrations.igot.reports import ENROLMENT_COLUMNS
from app.services.feed import bulk
from app.services.feed.reading_ahead import AHEAD
from app.services.feed.roads import Roads
from app.store import authorities
from app.store.authorities import Authority
from app.store.database import Database
from app.store.feed import facts
from tests.harness.arranged import NOW, YEAR, an_authority, an_official, rows, take_staff
from tests.integrations.igot.scripted import feed_of, report
from tests.services.test_doubts import SPAN

COUNT = 7
BROKEN = "org-3"
HELD = """
    SELECT authority.feed_id, official_identifier.value, course.feed_id
    FROM completion
    JOIN authority ON authority.id = completion.authority_id
    JOIN official_identifier USING (official_id)
    JOIN course ON course.id = completion.course_id
    WHERE official_identifier.kind = 'igot_user'
"""
STAGED = "SELECT count(*) FROM staging.completion"


def answer(request: httpx.Request) -> httpx.Response:
    """Answer with a report of the organisation's one official, one of them cut short."""
    org = request.headers["x_org_id"]
    done = "2025-08-12 10:20:30+00:00"
    row = f"{org.replace('org', 'user')}|do_1_{org}|{done}|{done}|cert-1|Yes|{done}"
    whole = report("|".join(ENROLMENT_COLUMNS), row)
    cut = httpx.Response(200, content=whole.content[:-9])
    return cut if org == BROKEN else whole


@pytest.fixture
async def held(worker_database: Database) -> list[Authority]:
    """More authorities than staging has bays, an official in each."""
    async with worker_database.writing() as session:
        for number in range(COUNT):
            here = await an_authority(session, f"org-{number}")
            await take_staff(session, here, an_official(f"user-{number}"))
        return await authorities.every(session)


def roads_over(database: Database) -> Roads:
    """Return the roads over the scripted reports."""
    return Roads(database, feed_of(answer), YEAR, 7, lambda: NOW)


def test_staging_has_a_bay_for_each_report_that_is_under_way() -> None:
    """One is merged, AHEAD of them wait, one is poured: none of them shares a bay."""
    assert facts.BAYS >= 1 + AHEAD + 1


async def test_each_report_is_merged_as_its_authoritys_own(
    worker_database: Database, held: list[Authority]
) -> None:
    """However far reading is ahead: one cut short fails alone, all others are taken up whole."""
    roads, failed = roads_over(worker_database), []
    async with bulk.reports(roads, held, SPAN) as reports:
        async for one in reports:
            await asyncio.sleep(0.02)  # Merging takes its time: all bays fill up.
            try:
                assert (await one.merge(roads))["completions"] == 1
            except FeedIncompleteError:
                failed.append(one.authority.feed_id)
            assert one.calls == 1

    assert failed == [BROKEN]
    async with worker_database.writing() as session:
        assert sorted(await rows(session, HELD)) == [
            (f"org-{number}", f"user-{number}", f"do_1_org-{number}")
            for number in range(COUNT)
            if f"org-{number}" != BROKEN
        ]
        assert await rows(session, STAGED) == [(0,)]


async def broken_off(database: Database, held: list[Authority]) -> None:
    """Break off at the first report, once others were poured as well."""
    async with bulk.reports(roads_over(database), held, SPAN) as reports:
        async for _ in reports:
            await asyncio.sleep(0.2)
            async with database.writing() as session:
                assert await rows(session, STAGED) != [(0,)]
            raise FeedFailedError("broken off")


async def test_who_stops_midway_leaves_nothing_in_staging(
    worker_database: Database, held: list[Authority]
) -> None:
    """A merge that breaks ends the reading, and what was poured ahead is thrown away."""
    with pytest.raises(FeedFailedError, match="broken off"):
        await broken_off(worker_database, held)

    async with worker_database.writing() as session:
        assert await rows(session, STAGED) == [(0,)]
