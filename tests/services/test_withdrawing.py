"""What a whole report no longer shows and the own list denies is withdrawn; nothing else is."""

from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import asyncpg
import pytest

from app.integrations.igot.feed import (
    FeedCompletion,
    FeedEnrolment,
    FeedNoRowsError,
    LearningFeed,
    Page,
    Window,
)
from app.services.feed import sync as service
from app.services.feed.fresh_look import Looked
from app.services.feed.roads import Roads
from app.services.feed.sync import windows
from app.services.feed.synced import Kind, Synced, Wanted
from app.services.feed.withdrawing import Answered, answer
from app.store import authorities, positions
from app.store.database import Database, Writing
from app.store.feed import withdrawals
from app.store.feed.withdrawals import WholeReading
from tests.harness.arranged import (
    IN_YEAR,
    YEAR,
    an_authority,
    an_official,
    official_id,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.reading import read_reports
from tests.services.carried import silent
from tests.services.moments import LATER, clock_at
from tests.services.served import ServedIgot

LAST_YEAR = IN_YEAR.replace(year=2024)
NOBODY = Looked()
PAIR = ("u", "A")
Stated = tuple[str, str, datetime]


# --- What a report misses ---------------------------------------------------------------------


@pytest.fixture
async def where(undone: Writing) -> int:
    """An authority with two officials; the first has completed A and B."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official(), an_official("user-2"))
    await take_completions(undone, ("user-1", "A", IN_YEAR), ("user-1", "B", IN_YEAR))
    await read_reports(undone, number)
    return number


async def missed(
    session: Writing,
    where: int,
    *shown: Stated,
    began: int | None = None,
    officials: int = 9,
    undated: Collection[tuple[str, str]] = (),
) -> set[tuple[str, str]]:
    """Read a report whole, and return what it no longer shows."""
    begun_at = await positions.last(session, "ingest") if began is None else began
    position, _ = await take_completions(session, *shown)
    reading = WholeReading(position, YEAR.start, where, begun_at, {("user-9", "Z"), *undated})
    total, found = await withdrawals.missing(session, reading, officials)
    assert total >= len(found)
    return found


async def test_what_is_shown_no_longer_is_missed(undone: Writing, where: int) -> None:
    """Of each what the report leaves out, undated rows apart; of whom it nowhere shows, all."""
    assert await missed(undone, where, ("user-1", "A", IN_YEAR)) == {("user-1", "B")}
    assert await missed(undone, where, ("user-2", "A", IN_YEAR)) == {
        ("user-1", "A"),
        ("user-1", "B"),
    }
    undated = [("user-1", "A")]
    assert await missed(undone, where, ("user-2", "A", IN_YEAR), undated=undated) == {
        ("user-1", "B")
    }


async def test_a_report_without_a_record_misses_nothing(undone: Writing, where: int) -> None:
    """A report that failed reads the same as one of nobody."""
    assert await missed(undone, where) == set()


async def test_another_years_completion_shows_nothing_here(undone: Writing, where: int) -> None:
    """Completions of another year stand, and one of another year's moment does not show this."""
    await take_completions(undone, ("user-1", "C", LAST_YEAR))
    shown = (("user-1", "A", LAST_YEAR), ("user-1", "B", IN_YEAR))

    assert await missed(undone, where, *shown) == {("user-1", "A")}


async def test_what_a_look_or_an_older_window_has_shown_is_not_missed(
    undone: Writing, where: int
) -> None:
    """A completion that no whole report of the year ever showed is not missed in one."""
    await take_completions(undone, ("user-1", "C", IN_YEAR))

    assert await missed(undone, where, ("user-1", "A", IN_YEAR)) == {("user-1", "B")}


@pytest.mark.usefixtures("where")
async def test_anothers_officials_are_not_missed(undone: Writing) -> None:
    """Nor are those of another authority, nor who came since the reading began."""
    other = await an_authority(undone, "org-2")
    shown = ("user-2", "A", IN_YEAR)
    assert await missed(undone, other, shown) == set()
    began = await positions.last(undone, "ingest")
    await take_staff(undone, other, an_official())
    assert await missed(undone, other, shown, began=began) == set()


async def test_only_so_many_officials_have_their_turn(undone: Writing, where: int) -> None:
    """Of all who miss something as many are told as can be looked at."""
    await take_completions(undone, ("user-2", "A", IN_YEAR), ("user-2", "B", IN_YEAR))
    await read_reports(undone, where)
    found = await missed(undone, where, ("user-2", "B", IN_YEAR), officials=1)

    assert found in ({("user-1", "A"), ("user-1", "B")}, {("user-2", "A")})


async def test_what_is_withdrawn_is_kept_and_stands_again_when_shown(
    undone: Writing, where: int
) -> None:
    """It is withdrawn once, at a position; its official is due; shown again, it counts again."""
    last = await positions.last(undone, "ingest")
    assert await withdrawals.withdraw(undone, {("user-1", "B")}, YEAR.start, last) == 1
    assert await withdrawals.withdraw(undone, {("user-1", "B")}, YEAR.start, last) == 0
    standing = (
        "SELECT withdrawn_position FROM completion JOIN course ON course.id = course_id"
        " ORDER BY course.feed_id"
    )
    due = dict(await rows(undone, "SELECT official_id, position FROM evaluation_due"))

    assert await rows(undone, standing) == [(None,), (last,)]
    assert due[await official_id(undone)] == last
    assert await missed(undone, where, ("user-1", "B", IN_YEAR)) == {("user-1", "A")}
    assert await rows(undone, standing) == [(None,), (None,)]


# --- What the own list says of it -------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "catalogue", "became"),
    [
        ({"enrolled": frozenset({PAIR})}, (), "denied"),
        ({"enrolled": frozenset({PAIR}), "completed": frozenset({(*PAIR, 2024)})}, (), "denied"),
        ({"enrolled": frozenset({PAIR}), "completed": frozenset({(*PAIR, 2025)})}, "A", "shown"),
        ({"enrolled": frozenset({("u", "B")})}, "A", "denied"),
        ({"enrolled": frozenset({("u", "B")})}, "B", "open"),
        ({"enrolled": frozenset({PAIR}), "undated": frozenset({PAIR})}, "A", "open"),
        ({"enrolled": frozenset({PAIR}), "unreadable": frozenset({"u"})}, "A", "open"),
    ],
)
def test_a_list_denies_what_it_shows_unfinished_or_not_at_all(
    told: dict[str, Any], catalogue: str, became: str
) -> None:
    """Finished elsewhere than in the year is denied, and so is a course that is only not listed.

    A course that left the catalogue, and a row that can't be trusted, deny nothing.
    """
    looked = replace(NOBODY, listing=frozenset({"u"}), **told)
    nothing = Answered(set(), set(), set())

    assert answer({PAIR}, looked, catalogue, 2025) == replace(nothing, **{became: {PAIR}})


def test_who_was_not_looked_at_or_lists_nothing_is_left_open() -> None:
    """An empty list reads like one that failed; a turn that did not come says nothing."""
    assert answer({PAIR}, NOBODY, "A", 2025).open == {PAIR}


# --- The road of a reconciling run ------------------------------------------------------------

TAKEN = """
    SELECT who.value, course.feed_id FROM completion AS held
    JOIN official ON official.id = held.official_id
    JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
    JOIN course ON course.id = held.course_id
    WHERE held.reporting_year = 2025 AND held.evidence = 'completed_on'
        AND course.status = 'Live'
    ORDER BY md5(who.value || course.feed_id) LIMIT 4"""
OF_THE_YEAR = """
    SELECT official_id, course_id, completed_at, evidence FROM completion
    WHERE reporting_year = 2025 AND withdrawn_position IS NULL ORDER BY 1, 2"""
WITHDRAWN = """
    SELECT who.value, course.feed_id FROM completion AS held
    JOIN official_identifier AS who ON who.official_id = held.official_id AND who.kind = 'igot_user'
    JOIN course ON course.id = held.course_id
    JOIN ingest_position AS closed ON closed.position = held.withdrawn_position
    WHERE closed.run_id = $1"""


class TakingBack:
    """A feed that no longer shows some completions: in the report, and as told in own lists."""

    def __init__(
        self, feed: LearningFeed, gone: set[tuple[str, str]], listed: set[tuple[str, str]]
    ) -> None:
        self._feed, self._gone, self._listed = feed, gone, listed
        self.silent_in: Window | None = None

    def __getattr__(self, name: str) -> object:
        """Do everything else as the feed itself."""
        return getattr(self._feed, name)

    async def completions(self, org_id: str, window: Window) -> AsyncIterator[Page[FeedCompletion]]:
        """Yield the report without what is gone; 404 in the silent window."""
        if window == self.silent_in:
            raise FeedNoRowsError("iGOT's enrolment report answered 404")
        async for page in self._feed.completions(org_id, window):
            kept = [one for one in page.records if (one.user_id, one.course_id) not in self._gone]
            yield replace(page, records=kept)

    async def own_enrolments(self, user_id: str) -> AsyncIterator[Page[FeedEnrolment]]:
        """Yield the own list, on which what is gone is unfinished unless it is still listed."""
        async for page in self._feed.own_enrolments(user_id):
            yield replace(page, records=[self._told(one) for one in page.records])

    def _told(self, row: FeedEnrolment) -> FeedEnrolment:
        pair = (row.user_id, row.course_id)
        denied = pair in self._gone and pair not in self._listed
        return row._replace(completion=None) if denied else row


async def carry(database: Database, feed: Any, kind: Kind) -> Synced:
    """Carry out a run of a kind."""
    return await service.sync(database, feed, YEAR, clock_at(LATER), silent, Wanted(kind))


async def test_what_igot_takes_back_counts_no_longer(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Missing in the report and denied by the list: withdrawn. Still on the list: held.

    The later world shows some officials with other external courses, of which lists say nothing:
    these stay open. Shown again, everything is as if it never had been gone.
    """
    async with igot.feed() as feed:
        first = await carry(early_database, feed, "reconciling")
        before = await early_owner.fetch(OF_THE_YEAR)
        pairs = [(row[0], row[1]) for row in await early_owner.fetch(TAKEN)]
        taking = TakingBack(feed, set(pairs), set(pairs[2:]))
        synced = await carry(early_database, taking, "reconciling")
        found = await early_owner.fetch(WITHDRAWN, synced.run_id)
        again = await carry(early_database, feed, "full")

    assert sorted((row[0], row[1]) for row in found) == sorted(pairs[:2])
    assert synced.failures == []
    left = first.counts["missing_and_open"]
    counts = synced.counts
    assert (counts["withdrawn"], counts["missing_in_report"]) == (2, 4 + left)
    assert (counts["missing_and_on_own_list"], counts["missing_and_open"]) == (2, left)
    assert again.counts["completions"] == 2
    assert await early_owner.fetch(OF_THE_YEAR) == before


async def test_a_window_without_rows_withdraws_nothing(
    early_database: Database, igot: ServedIgot
) -> None:
    """Of an authority of which a window answers 404 nothing is missed, whatever its lists say."""
    async with igot.feed() as feed:
        async with early_database.reading() as session:
            here = (await authorities.every(session))[0]
        taking = TakingBack(feed, set(), set())
        taking.silent_in = windows(YEAR)[0]
        run: Any = Roads(early_database, taking, YEAR, 99, clock_at(LATER))  # type: ignore[arg-type]
        run.withdraws = True
        counts = await run.completions(here, windows(YEAR))

    assert "missing_in_report" not in counts
    assert run.missing == {}
