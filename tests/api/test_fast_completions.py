"""Completions much faster than their courses last: the list, and the core that agrees with it."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from app.policy import pace
from app.store import positions
from app.store.database import Database, Writing
from app.store.feed import facts
from app.store.mandate import official_facts
from tests.api.population import COURSES, Population
from tests.harness.arranged import IN_YEAR, NOW, RULES

pytestmark = pytest.mark.usefixtures("alone")
RULE = "completion.implausibly_fast"
LASTS = 1200
# Seconds from enrolment to completion: at the tenth of the duration, just below, and odd ones.
TAKEN = (120.0, 119.999999, 0.0, -1.0, None, 100_000.0)


async def _arrange(session: Writing) -> None:
    """Have every official complete courses in all those times, one of them of unknown duration."""
    named = "UPDATE course SET duration_seconds = :s WHERE feed_id <> 'D'"
    await session.run(text(named), {"s": LASTS})
    position = await positions.close(session, 1, NOW)
    stated: list[facts.StagedCompletion] = []
    for number in range(len(TAKEN) - 1):
        for place, course in enumerate(COURSES):
            taken = TAKEN[(number + place) % len(TAKEN)]
            begun = None if taken is None else IN_YEAR - timedelta(seconds=taken)
            stated.append((position, f"one-{number}", course, IN_YEAR, "completed_on", None, begun))
    await facts.pour_completions(session, stated)
    await facts.merge_completions(session, position, position)


async def _by_the_core(session: Writing, officials: tuple[int, ...]) -> set[tuple[int, str]]:
    """Return official and course of what the core calls too fast."""
    courses = await session.run(text("SELECT id, feed_id FROM course"))
    feed_ids = {row.id: row.feed_id for row in courses}
    found: set[tuple[int, str]] = set()
    for number in officials:
        loaded = await official_facts.load(session, number, RULES)
        assert loaded is not None
        found |= {
            (number, feed_ids[one.course_id])
            for one in loaded.facts.completions
            if pace.implausible(one, RULES)
        }
    return found


async def test_the_list_and_the_core_agree(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """Page by page the list names what the core calls too fast, and the explanation marks it."""
    async with worker_database.writing() as session:
        await _arrange(session)
        expected = await _by_the_core(session, population.officials)
    address = f"/v1/authorities/{population.authority}/fast-completions/2025-26"
    first = (await client.get(address, params={"limit": 1})).json()
    rest = (await client.get(address, params={"cursor": first["next_cursor"]})).json()
    officials = [*first["officials"], *rest["officials"]]
    listed = {
        (one["official_id"], done["course_id"]) for one in officials for done in one["completions"]
    }

    assert len(first["officials"]) == 1
    assert (first["rule"]["id"], first["rule"]["standing"]) == (RULE, "house")
    assert listed == expected
    assert len(listed) > 1
    for number in population.officials:
        told = (await client.get(f"/v1/officials/{number}/evaluations/2025-26")).json()
        marked = {(number, one["course_id"]) for one in told["courses"] if one["implausibly_fast"]}
        assert marked == {one for one in expected if one[0] == number}


async def test_an_authority_that_is_not_there(client: httpx.AsyncClient) -> None:
    """Of an authority that the caller does not see nothing is told."""
    answered = await client.get("/v1/authorities/4711/fast-completions/2025-26")

    assert answered.status_code == 404
