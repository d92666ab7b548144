"""Whom no report can know yet is not found short: he waits until his authority's is read again."""

import json

import pytest

from app.store import positions
from app.store.database import Database, Tenant, Writing
from app.store.feed import plans
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    a_plan,
    an_authority,
    an_official,
    official_id,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.reading import read_reports, run

DUE = "SELECT official_id FROM evaluation_due ORDER BY 1"
OUTCOME = "SELECT outcome, completed FROM evaluation WHERE official_id = :who"
HEADS = "SELECT official_id, authority_id, version FROM apar_head"
LAST = "SELECT body FROM apar_entry WHERE official_id = :who ORDER BY version DESC LIMIT 1"


async def an_mdo(
    session: Writing, feed_id: str, *courses: str, assessment: str | None = None
) -> int:
    """Take up an authority with a plan of its own."""
    number = await an_authority(session, feed_id)
    plan = a_plan(number, *courses, assessment=assessment)
    await plans.merge(session, plan, await positions.close(session, 1, NOW))
    return number


async def held_and_decided(
    database: Database, there: tuple[str, ...] = ("C", "D")
) -> tuple[int, int, int]:
    """Decide for an official of the first of two authorities; return both and his number."""
    async with database.writing() as session:
        first = await an_mdo(session, "org-1", "A", "B")
        second = await an_mdo(session, "org-2", *there)
        await take_staff(session, first, an_official())
        await read_reports(session, first, second)
        who = await official_id(session)
    await run(database)
    return first, second, who


async def test_a_new_official_waits_for_the_next_report(worker_database: Database) -> None:
    """Who joins the roster after the report was read has no outcome and no entry; he is due."""
    first, _, old = await held_and_decided(worker_database)
    async with worker_database.writing() as session:
        await take_staff(session, first, an_official(), an_official("user-2"))
        new = await official_id(session, "user-2")
    for only_due in (False, True):
        await run(worker_database, only_due=only_due)

    async with worker_database.writing() as session:
        assert await rows(session, OUTCOME, who=new) == []
        assert await rows(session, HEADS) == [(old, first, 1)]
        assert await rows(session, DUE) == [(new,)]


async def test_a_new_official_is_decided_once_read(worker_database: Database) -> None:
    """The next report that is read lets him be decided for, by what it says, and due no longer."""
    first, second, _ = await held_and_decided(worker_database)
    async with worker_database.writing() as session:
        await take_staff(session, first, an_official(), an_official("user-2"))
        new = await official_id(session, "user-2")
    await run(worker_database)
    async with worker_database.writing() as session:
        await take_completions(session, ("user-2", "A", IN_YEAR), ("user-2", "B", IN_YEAR))
        await read_reports(session, first, second)
    await run(worker_database, only_due=True)

    async with worker_database.writing() as session:
        assert await rows(session, OUTCOME, who=new) == [("met", 2)]
        assert await rows(session, DUE) == []


async def test_who_moves_in_waits_for_the_next_report(worker_database: Database) -> None:
    """An official who moves is due, and keeps the outcome that stands, until he is read there."""
    _, second, who = await held_and_decided(worker_database)
    async with worker_database.writing() as session:
        before = await rows(session, "SELECT plan_ids, outcome FROM evaluation")
        await take_staff(session, second, an_official())
    await run(worker_database)

    async with worker_database.writing() as session:
        assert await rows(session, "SELECT plan_ids, outcome FROM evaluation") == before
        assert await rows(session, DUE) == [(who,)]


async def test_who_waits_gets_no_entry_against_its_own_summary(worker_database: Database) -> None:
    """What is learned of an official who waits is not shown beside an outcome that is older."""
    _, second, who = await held_and_decided(worker_database)
    async with worker_database.writing() as session:
        await take_staff(session, second, an_official())
        await take_completions(session, ("user-1", "A", IN_YEAR))
    await run(worker_database)

    async with worker_database.writing() as session:
        [(body,)] = await rows(session, LAST, who=who)
    entry = json.loads(body)
    shown = [course for course in entry["courses"] if course["status"] == "completed"]
    assert len(shown) == entry["summary"]["completed"]


@pytest.mark.parametrize("there", [("C", "D"), ("A", "B")], ids=["other", "same_courses"])
async def test_who_moved_is_published_anew(
    worker_database: Database, api_database: Database, there: tuple[str, ...]
) -> None:
    """Once read there his entry is the new authority's to see, and no other head of his stands."""
    first, second, who = await held_and_decided(worker_database, there)
    async with worker_database.writing() as session:
        await take_staff(session, second, an_official())
        await read_reports(session, first, second)
    await run(worker_database)

    seen = []
    for tenant in (Tenant(authorities=frozenset({one})) for one in (second, first)):
        async with api_database.writing(tenant) as session:
            seen.append(await rows(session, HEADS))
    assert seen == [[(who, second, 2)], []]
    async with worker_database.writing() as session:
        assert len(await rows(session, HEADS)) == 1
        [(body,)] = await rows(session, LAST, who=who)
    assert [course["course_id"] for course in json.loads(body)["courses"]] == list(there)
