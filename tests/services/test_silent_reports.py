"""Reports that answer 404: the own lists of all officials stand in for one; nothing else does."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import pytest

from app.integrations.igot.enrolments import no_list
from app.integrations.igot.feed import (
    Fault,
    FeedCompletion,
    FeedEnrolment,
    FeedNoRowsError,
    FeedUnavailableError,
    LearningFeed,
    Page,
    Provenance,
    Window,
)
from app.services.feed import silent_reports
from app.services.feed import sync as service
from app.services.feed.limits import SyncLimits
from app.services.feed.roads import Roads
from app.services.feed.sync import windows
from app.services.feed.synced import Kind, Synced, Wanted
from app.store import authorities, positions
from app.store.authorities import Authority
from app.store.database import Database
from app.store.feed import facts, feed_runs
from app.store.feed.feed_runs import Merged
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    an_authority,
    an_official,
    rows,
    take_completions,
    take_staff,
)
from tests.services.carried import decide, silent
from tests.services.moments import LATER, clock_at
from tests.services.served import ServedIgot

THROUGH = """
    SELECT facts_through FROM feed_watermark WHERE road = 'completions' AND authority_id = $1"""
SMALLEST = """
    SELECT feed_id, authority_id, count(*) AS staff FROM official JOIN authority
    ON authority.id = authority_id GROUP BY 1, 2 HAVING count(*) > 9 ORDER BY 3 LIMIT 1"""
NOWHERE = Provenance("enrolment list", "v1", 0, "", NOW)
HOURS = timedelta(hours=2)


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


async def carry(
    database: Database, feed: Any, at: datetime, an_hour: int, kind: Kind = "full"
) -> Synced:
    """Carry out a run that may read so many lists an hour."""
    wanted = Wanted(kind, limits=SyncLimits(looks_an_hour=an_hour))
    return await service.sync(database, feed, YEAR, clock_at(at), silent, wanted)


async def test_a_permanent_404_is_decided_as_soon_as_all_own_lists_are_read(
    worker_database: Database, owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """So many lists an hour over several runs of any kind; until then it is told what is missing.

    The facts are held through the earliest of the lists. Then they are read again in turn.
    """
    async with igot.feed() as feed:
        await carry(worker_database, feed, LATER, 0, "incremental")
        here = await owner.fetchrow(SMALLEST)
        number, staff = here["authority_id"], here["staff"]
        quiet = Silent(feed, here["feed_id"])
        first = await carry(worker_database, quiet, LATER, staff)
        within = await carry(worker_database, quiet, LATER, staff, "incremental")
        early = await decide(worker_database)
        held = await owner.fetchval(THROUGH, number)
        read = first.counts["own_lists_read"]
        last = await carry(worker_database, quiet, LATER + HOURS, staff - read, "incremental")
        decided = await decide(worker_database)
        through = await owner.fetchval(THROUGH, number)
        again = await carry(worker_database, quiet, LATER + 2 * HOURS, 2, "incremental")

    told = (
        f"of {staff} officials the own lists of {read} are read since: {staff - read} are missing"
    )
    assert told in first.failures[0]
    assert 0 < read == staff - first.counts["looked_at_afresh"] < staff
    assert (within.counts["own_lists_read"], held, len(early.unready)) == (0, None, 1)
    assert (last.failures, last.counts["corroborated_by_lists"]) == ([], staff)
    assert (decided.unready, through) == ([], LATER)
    assert (again.failures, again.counts["own_lists_read"]) == ([], 2)


# --- What the lists of a silent authority say ---------------------------------------------------


class Scripted:
    """A feed of one silent organisation, whose officials' lists are given."""

    def __init__(self) -> None:
        self.lists: dict[str, Any] = {}
        self.calls = 0

    async def completions(self, org_id: str, window: Window) -> AsyncIterator[Page[FeedCompletion]]:
        """Show a row of the later window, and answer 404 in the other."""
        if window == windows(YEAR)[0]:
            raise FeedNoRowsError(f"{org_id}: 404")
        later = FeedCompletion("user-1", "A", IN_YEAR + HOURS, "completed_on", None)
        yield Page([later], [Fault("certificate-undated", "row", "", "user-2", "Z")], NOWHERE)

    async def own_enrolments(self, user_id: str) -> AsyncIterator[Page[FeedEnrolment]]:
        """Yield the list, or raise what stands in its place."""
        told = self.lists[user_id]
        if isinstance(told, Exception):
            raise told
        yield Page(
            [one for one in told if isinstance(one, FeedEnrolment)],
            [one for one in told if isinstance(one, Fault)],
            NOWHERE,
        )


@pytest.fixture
async def quiet(worker_database: Database) -> tuple[Roads, Scripted, Authority]:
    """Roads over such a feed; three officials are held, of whom the first has completed A."""
    async with worker_database.writing() as session:
        number = await an_authority(session)
        await take_staff(session, number, *(an_official(f"user-{one}") for one in (1, 2, 3)))
        await take_completions(session, ("user-1", "A", IN_YEAR))
        authority = (await authorities.every(session))[0]
    feed = Scripted()
    roads = Roads(worker_database, feed, YEAR, 7, lambda: NOW)  # type: ignore[arg-type]
    return roads, feed, authority


def done(user_id: str, course_id: str) -> FeedEnrolment:
    """Return a completed course of a list."""
    at = FeedCompletion(user_id, course_id, IN_YEAR, "completed_on", None)
    return FeedEnrolment(user_id, course_id, at)


async def doubted(roads: Roads) -> list[str]:
    """Return the feed users who are in doubt."""
    async with roads.database.reading() as session:
        return sorted(await facts.doubted(session, 1))


async def test_what_lists_leave_open_leaves_their_officials_in_doubt(
    quiet: tuple[Roads, Scripted, Authority],
) -> None:
    """The window that answers takes nothing back; each list settles its official, or does not.

    An undated row, and a user without a list, are doubts; a doubt that a list dates is settled.
    """
    roads, feed, authority = quiet
    undated = Fault("certificate-undated", "enrolment C", "", "user-3", "C")
    counts = await roads.completions(authority, windows(YEAR))
    before = await doubted(roads)
    feed.lists = {
        "user-1": [no_list("user-1")],
        "user-2": [done("user-2", "Z")],
        "user-3": [undated],
    }
    learned = await silent_reports.read(roads)
    settled = await silent_reports.settle(roads, authority)
    async with roads.database.writing() as session:
        moments = await rows(session, "SELECT completed_at FROM completion ORDER BY course_id")

    assert (counts["completions"], counts["windows_without_rows"]) == (0, 1)
    assert (roads.silent, before) == ({authority.id}, ["user-2"])
    assert (learned["completions"], settled) == (1, {"corroborated_by_lists": 3})
    assert await doubted(roads) == ["user-1", "user-3"]
    assert moments == [(IN_YEAR,), (IN_YEAR,)]


async def test_a_list_that_fails_keeps_what_was_read_before_it(
    quiet: tuple[Roads, Scripted, Authority], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The road ends incomplete, and the next run goes on where it stood; no watermark moves."""
    roads, feed, authority = quiet
    monkeypatch.setattr(silent_reports, "PORTION", 1)
    roads.silent = {authority.id}
    feed.lists = {"user-1": [done("user-1", "B")], "user-2": FeedUnavailableError("iGOT is down")}
    with pytest.raises(FeedUnavailableError):
        await silent_reports.read(roads)
    with pytest.raises(FeedNoRowsError, match="of 3 officials the own lists of 1 are read"):
        await silent_reports.settle(roads, authority)
    feed.lists = {"user-2": [], "user-3": []}
    learned = await silent_reports.read(roads)

    assert learned["own_lists_read"] == 2
    assert await silent_reports.settle(roads, authority) == {"corroborated_by_lists": 3}


async def test_a_list_older_than_the_last_whole_report_stands_in_for_none(
    quiet: tuple[Roads, Scripted, Authority],
) -> None:
    """What was read before the report was last whole says nothing of what came since."""
    roads, feed, authority = quiet
    roads.silent = {authority.id}
    feed.lists = {f"user-{one}": [] for one in (1, 2, 3)}
    await silent_reports.read(roads)
    async with roads.database.writing() as session:
        whole = Merged(8, NOW + HOURS, await positions.last(session, "ingest"))
        await feed_runs.move_watermark(
            session,
            road="completions",
            authority_id=authority.id,
            year=YEAR.start,
            merged=whole,
        )
    with pytest.raises(FeedNoRowsError, match="the own lists of 0 are read"):
        await silent_reports.settle(roads, authority)
