"""A pass that the extract misses and the own list shows unfinished is withdrawn; no other."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from app.integrations.igot.feed import FeedAssessment, FeedEnrolment, LearningFeed, Page
from app.policy.reporting_year import ReportingYear
from app.services.feed.fresh_look import Looked
from app.services.feed.results_taken_back import denied
from app.store import positions
from app.store.database import Database, Writing
from app.store.feed import facts, feed_runs, plans, withdrawals
from app.store.feed.withdrawals import MissingResult
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    an_authority,
    an_official,
    official_id,
    rows,
    take_staff,
)
from tests.services.served import ServedIgot
from tests.services.test_withdrawing import carry

PASS, FAIL = MissingResult("u", "X", True), MissingResult("u", "X", False)
PAIR = ("u", "X")
RESULTS = """
    SELECT official_id, attempt, state FROM assessment_result
    WHERE reporting_year = 2025 AND withdrawn_position IS NULL ORDER BY 1, 2"""
PASSES = """
    SELECT who.value, course.feed_id FROM assessment_result AS result
    JOIN official_identifier AS who ON who.official_id = result.official_id
        AND who.kind = 'igot_user'
    JOIN course ON course.id = result.assessment_id
    WHERE result.reporting_year = 2025 GROUP BY 1, 2 HAVING bool_or(result.state = 'passed')
    ORDER BY md5(who.value) LIMIT 3"""
Stated = tuple[str, str]


# --- What an extract misses -------------------------------------------------------------------


@pytest.fixture
async def extract(undone: Writing) -> Writing:
    """Two officials of an authority and one of another, each with a pass in X that was shown."""
    for name, users in (("org-1", ("u", "v")), ("org-2", ("w",))):
        number = await an_authority(undone, name)
        await take_staff(undone, number, *(an_official(one) for one in users))
    await plans.mention_courses(undone, ["X", "Y"])
    await told(undone, ("u", "X"), ("v", "X"), ("w", "X"))
    return undone


async def told(session: Writing, *shown: Stated, year: ReportingYear = YEAR) -> set[MissingResult]:
    """Read an extract of passes to its end, and return what it misses."""
    begun_at = await positions.last(session, "ingest")
    position = await positions.close(session, 1, NOW)
    taken = [(position, user, what, "passed", 80.0, IN_YEAR, True) for user, what in shown]
    await facts.pour_assessments(session, taken)
    await facts.merge_assessments(session, position, position, year.start)
    missing = await withdrawals.missing_results(session, position, YEAR.start, begun_at, 9)
    await feed_runs.move_watermark(
        session,
        road="assessments",
        authority_id=feed_runs.NATIONAL,
        year=year.start,
        merged=feed_runs.Merged(1, NOW, position),
    )
    return missing


async def test_what_an_extract_shows_no_longer_is_missed(extract: Writing) -> None:
    """Of an authority of which it shows somebody; of one that it is silent of, nothing."""
    assert await told(extract, ("v", "X")) == {MissingResult("u", "X", passed=True)}
    assert await told(extract, ("u", "X"), ("v", "X"), ("w", "X")) == set()
    assert await told(extract) == set()


async def test_what_another_years_extract_has_shown_is_not_missed(extract: Writing) -> None:
    """A result of this year's date that came with another's extract is not this one's to miss."""
    await told(extract, ("u", "Y"), year=ReportingYear(2024))

    assert await told(extract, ("u", "X"), ("v", "X"), ("w", "X")) == set()


async def test_a_withdrawn_result_is_kept_and_stands_again_when_shown(extract: Writing) -> None:
    """It is withdrawn once, at a position, its official due; shown again, it counts again."""
    last = await positions.last(extract, "ingest")
    gone = {MissingResult("u", "X", passed=True)}
    counts = [await withdrawals.withdraw_results(extract, gone, YEAR.start, last) for _ in range(2)]
    due = dict(await rows(extract, "SELECT official_id, position FROM evaluation_due"))
    left = len(await rows(extract, RESULTS))
    await told(extract, ("u", "X"))

    assert (counts, left) == ([1, 0], 2)
    assert due[await official_id(extract, "u")] == last
    assert len(await rows(extract, RESULTS)) == 3


# --- What the own list says of it -------------------------------------------------------------


@pytest.mark.parametrize(
    ("looked", "one", "is_denied"),
    [
        ({"enrolled": frozenset({PAIR})}, PASS, True),
        ({"enrolled": frozenset({PAIR})}, FAIL, False),
        ({"enrolled": frozenset({("u", "A")})}, PASS, False),
        ({"enrolled": frozenset({PAIR}), "completed": frozenset({(*PAIR, 2024)})}, PASS, False),
        ({"enrolled": frozenset({PAIR}), "undated": frozenset({PAIR})}, PASS, False),
        ({"enrolled": frozenset({PAIR}), "unreadable": frozenset({"u"})}, PASS, False),
        ({}, PASS, False),
    ],
)
def test_only_an_unfinished_assessment_denies_a_pass(
    looked: dict[str, Any], one: MissingResult, *, is_denied: bool
) -> None:
    """Not listed, finished in whichever year, or told by a row that can't be trusted: it stays."""
    assert denied({one}, replace(Looked(), **looked)) == ({one} if is_denied else set())


# --- The road of a reconciling run ------------------------------------------------------------


class TakingBack:
    """A feed whose extract no longer shows some results; lists show some of these unfinished."""

    def __init__(self, feed: LearningFeed, gone: set[Stated], unfinished: set[Stated]) -> None:
        self._feed, self._gone, self._unfinished = feed, gone, unfinished

    def __getattr__(self, name: str) -> object:
        """Do everything else as the feed itself."""
        return getattr(self._feed, name)

    async def assessments(self, year: ReportingYear) -> AsyncIterator[Page[FeedAssessment]]:
        """Yield the extract without what is gone."""
        async for page in self._feed.assessments(year):
            kept = [r for r in page.records if (r.user_id, r.assessment_id) not in self._gone]
            yield replace(page, records=kept)

    async def own_enrolments(self, user_id: str) -> AsyncIterator[Page[FeedEnrolment]]:
        """Yield the own list, with the assessments that it shows unfinished."""
        more = [FeedEnrolment(*one, None) for one in self._unfinished if one[0] == user_id]
        async for page in self._feed.own_enrolments(user_id):
            yield replace(page, records=[*page.records, *more])


async def test_a_pass_that_igot_takes_back_counts_no_longer(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Missing in the extract and unfinished on the list: withdrawn; only missing: held.

    A full run withdraws nothing; shown again, everything is as if it never had been gone. One
    result the later world does not show at any rate, and no list says anything of it.
    """
    async with igot.feed() as feed:
        first = await carry(early_database, feed, "reconciling")
        before = await early_owner.fetch(RESULTS)
        pairs = [(row[0], row[1]) for row in await early_owner.fetch(PASSES)]
        taking = TakingBack(feed, set(pairs), set(pairs[:1]))
        full = await carry(early_database, taking, "full")
        untouched = await early_owner.fetch(RESULTS)
        synced = await carry(early_database, taking, "reconciling")
        left = await early_owner.fetch(RESULTS)
        await carry(early_database, feed, "full")

    assert (full.failures, synced.failures, untouched == before) == ([], [], True)
    held = first.counts["results_missing_and_held"] + len(pairs) - 1
    assert synced.counts["results_missing_and_held"] == held
    assert synced.counts["withdrawn"] == len(before) - len(left) > 0
    assert await early_owner.fetch(RESULTS) == before
