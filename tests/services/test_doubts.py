"""What a report leaves open is called neither short nor pending until something settles it."""

from contextlib import suppress
from datetime import UTC, date, datetime

import httpx
import pytest

from app.integrations.igot.extract import EXTRACT_COLUMNS
from app.integrations.igot.feed import FeedMalformedError, Window
from app.integrations.igot.reports import ENROLMENT_COLUMNS
from app.services.feed.looking import look_afresh
from app.services.feed.roads import Roads
from app.store import authorities, positions
from app.store.authorities import Authority
from app.store.database import Database
from app.store.feed import plans
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    evaluate,
    rows,
    take_completions,
    take_staff,
)
from tests.integrations.igot.scripted import ORG, USER, Handler, core, feed_of, report

EARLIER = datetime(2024, 9, 1, tzinfo=UTC)
# Next in turn after USER.
NEXT = f"{USER[:-1]}f"
SPAN = [Window(date(2025, 4, 1), date(2026, 3, 31))]
# The course is certified, and nothing says when.
UNDATED = f"{USER}|A|None|None|c1|Yes|None"
DOUBTED = "SELECT withdrawn_position IS NULL FROM completion_doubt"
WHO_WAITS = """
    SELECT value FROM completion_doubt JOIN official_identifier USING (official_id)
    WHERE completion_doubt.withdrawn_position IS NULL AND kind = 'igot_user'"""
OUTCOME = "SELECT outcome FROM evaluation"


async def held(database: Database, *completed: tuple[str, datetime]) -> Authority:
    """Hold an official under a plan with an assessment, and what he completed; return where."""
    async with database.writing() as session:
        number = await an_authority(session, ORG)
        await take_staff(session, number, an_official(USER))
        plan = a_plan(number, "A", "B", assessment="X")
        await plans.merge(session, plan, await positions.close(session, 1, NOW))
        if completed:
            await take_completions(session, *((USER, course, at) for course, at in completed))
        return (await authorities.every(session))[0]


def roads_over(database: Database, answer: Handler) -> Roads:
    """Return the roads over scripted answers."""
    return Roads(database, feed_of(answer), YEAR, 7, lambda: NOW)


def enrolments(completed_on: datetime | None) -> Handler:
    """Answer with a report that leaves A undated, and with a list that dates it or does not."""

    def answer(request: httpx.Request) -> httpx.Response:
        if "/report/" in request.url.path:
            return report("|".join(ENROLMENT_COLUMNS), UNDATED)
        row = {"userId": USER, "courseId": "A", "status": 1}
        if completed_on is not None:
            row["completedOn"] = int(completed_on.timestamp() * 1000)
        return core({"courses": [row]})

    return answer


@pytest.mark.parametrize(("year", "doubted"), [(EARLIER, True), (IN_YEAR, False)])
async def test_only_this_years_completion_settles_a_doubt(
    worker_database: Database, year: datetime, *, doubted: bool
) -> None:
    """A completion held in an earlier year says nothing of this one's; one of this year does."""
    where = await held(worker_database, ("A", year))
    await roads_over(worker_database, enrolments(None)).completions(where, SPAN)
    async with worker_database.writing() as session:
        await evaluate(session)

        assert await rows(session, DOUBTED) == ([(True,)] if doubted else [])
        outcome = "not_established" if doubted else "assessment_pending"
        assert await rows(session, OUTCOME) == [(outcome,)]


@pytest.mark.parametrize(
    ("dated", "doubted", "outcome"),
    [
        (None, True, "not_established"),
        (EARLIER, False, "short_of_courses"),
        (IN_YEAR, False, "assessment_pending"),
    ],
)
async def test_a_look_that_dates_the_pair_settles_it(
    worker_database: Database, dated: datetime | None, outcome: str, *, doubted: bool
) -> None:
    """A look that knows the date settles the doubt, whichever year it names; another does not."""
    where = await held(worker_database, ("A", EARLIER))
    roads = roads_over(worker_database, enrolments(dated))
    await roads.completions(where, SPAN)
    await look_afresh(roads)
    async with worker_database.writing() as session:
        await evaluate(session)

        assert await rows(session, DOUBTED) == [(doubted,)]
        assert await rows(session, OUTCOME) == [(outcome,)]


async def test_a_list_that_fails_every_time_keeps_nobody_else_waiting(
    worker_database: Database,
) -> None:
    """Whose list can't be read goes to the end of the turn: the next run settles the others."""
    where = await held(worker_database)
    async with worker_database.writing() as session:
        await take_staff(session, where.id, an_official(USER), an_official(NEXT))

    def answer(request: httpx.Request) -> httpx.Response:
        if "/report/" in request.url.path:
            return report("|".join(ENROLMENT_COLUMNS), UNDATED, UNDATED.replace(USER, NEXT))
        if NEXT not in str(request.url) + request.content.decode():
            return core({"nothing": []})
        done = int(IN_YEAR.timestamp() * 1000)
        return core({"courses": [{"userId": NEXT, "courseId": "A", "completedOn": done}]})

    roads = roads_over(worker_database, answer)
    await roads.completions(where, SPAN)
    with pytest.raises(FeedMalformedError):
        await look_afresh(roads)
    with suppress(FeedMalformedError):
        await look_afresh(roads)
    async with worker_database.writing() as session:
        assert await rows(session, WHO_WAITS) == [(USER,)]


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"comprehensive_level_assessment_status": "Passed?"}, "not_established"),
        ({"score_achieved": "high"}, "not_established"),
        ({"assessment_date": "soon"}, "not_established"),
        ({}, "assessment_pending"),
    ],
)
async def test_an_unreadable_result_is_never_pending(
    worker_database: Database, cells: dict[str, str], outcome: str
) -> None:
    """Whose result can't be read is not told that he did not attempt the assessment."""
    await held(worker_database, ("A", IN_YEAR))
    usual = dict.fromkeys(EXTRACT_COLUMNS, "None") | {"user_id": USER, "mdo_id": ORG}
    row = usual | {"content_id": "X", "assessment_id": "do_paper"} | cells
    answer = report("|".join(EXTRACT_COLUMNS), "|".join(row.values()))
    await roads_over(worker_database, lambda _: answer).assessments()
    async with worker_database.writing() as session:
        await evaluate(session)

        assert await rows(session, OUTCOME) == [(outcome,)]
        kept = await rows(session, "SELECT count(*) FROM quarantine WHERE road = 'assessments'")
    assert kept == [(1 if cells else 0,)]
