"""A feed that failed is never an empty feed, in whatever order the roads fail and recover."""

from typing import Any

import asyncpg
import pytest

from app.store.database import Database
from tests.services.carried import carry, decide
from tests.services.served import ServedIgot

NEWCOMERS = "SELECT count(*) FROM official WHERE id NOT IN (SELECT official_id FROM evaluation)"


def failing(route: str) -> dict[str, Any]:
    """Return the line of a fault script that lets a route fail to the end."""
    return {"route": route, "page": None, "fault": "http500", "times": 99_999}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("org/v1/search", "cbplan/v4/search"),
        ("user/v1/search", "report/org/enrolment"),
        ("user/v1/search", "report/apar/assigned/courses"),
    ],
)
async def test_a_road_travelled_for_nobody_holds_for_nobody(
    worker_database: Database, igot: ServedIgot, first: str, then: str
) -> None:
    """A report read before its officials were known says nothing of them when it fails later."""
    async with igot.feed() as feed:
        igot.misbehave(failing(first))
        await carry(worker_database, feed)
        igot.misbehave(failing(then))
        await carry(worker_database, feed)
        undecided = await decide(worker_database)
        igot.misbehave()
        await carry(worker_database, feed)
        decided = await decide(worker_database)

    assert (undecided.officials, decided.officials, decided.unready) == (0, 298, [])


async def test_newcomers_wait_for_their_own_facts(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Who came in a run whose reports failed has no outcome until a report has shown him."""
    igot.misbehave(failing("report/org/enrolment"))
    async with igot.feed() as feed:
        await carry(early_database, feed)
        came = await early_owner.fetchval(NEWCOMERS)
        await decide(early_database)
        undecided = await early_owner.fetchval(NEWCOMERS)
        igot.misbehave()
        await carry(early_database, feed)
        await decide(early_database)

    assert came == undecided > 0
    assert await early_owner.fetchval(NEWCOMERS) == 0
