"""Who was late with the year's training plan is listed for whoever may see all; no official is."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from app.policy.plans import delay as plan_delay
from app.policy.reporting_year import IST
from app.store import positions
from app.store.database import Database
from app.store.feed import plans
from tests.api.conftest import ClientOf
from tests.api.population import COURSES, Population
from tests.harness.arranged import NOW, RULES, a_plan

ADDRESS = "/v1/late-plans/2025-26"
LATE = plan_delay.late_from(RULES)
IN_TIME = LATE - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("held", "first", "after", "told"),
    [
        (0, None, 1, "TP-001"),
        (2, None, 1, "TP-003"),
        (2, LATE, 1, "TP-002"),
        (2, IN_TIME, 1, None),
        (0, None, 0, None),
    ],
)
def test_what_is_late(held: int, first: datetime | None, after: int, told: str | None) -> None:
    """The rule's day in India is the last in time, and until it has passed nobody is late."""
    today = RULES.plans_added_by + timedelta(days=after)
    found = plan_delay.delay(held, first, today, RULES)

    assert datetime(2025, 9, 1, tzinfo=IST) == LATE
    assert (found and found.id) == told


@pytest.mark.usefixtures("alone")
async def test_who_was_late_is_listed(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """The earliest publication ever shown counts; what is not for the APAR is no such plan."""

    async def listed(authority: int, **changes: Any) -> list[tuple[int, str]]:
        await _show(worker_database, authority, **changes)
        told = (await client.get(ADDRESS)).json()["authorities"]
        return [(one["authority"]["id"], one["finding_id"]) for one in told]

    who = population.other
    assert await listed(who) == []
    assert await listed(who, apar=False) == [(who, "TP-001")]
    assert await listed(who, feed_id="new", published_at=None) == [(who, "TP-003")]
    assert await listed(who, feed_id="new", published_at=LATE) == [(who, "TP-002")]
    assert await listed(who, feed_id="other", published_at=IN_TIME) == []
    assert await listed(who, feed_id="other", published_at=LATE) == []


async def _show(database: Database, authority: int, **changes: Any) -> None:
    async with database.writing() as session:
        stated = a_plan(authority, *COURSES, **changes)
        await plans.merge(session, stated, await positions.close(session, 1, NOW))


@pytest.mark.usefixtures("alone")
async def test_pages(
    client: httpx.AsyncClient, population: Population, worker_database: Database
) -> None:
    """Each authority stands on one page, with those for whom it prescribes."""
    for authority in (population.authority, population.other):
        await _show(worker_database, authority, apar=None)
    first = (await client.get(ADDRESS, params={"limit": 1})).json()
    following = {"limit": 1, "cursor": first["next_cursor"]}
    second = (await client.get(ADDRESS, params=following)).json()
    told = [*first["authorities"], *second["authorities"]]

    assert [one["authority"]["id"] for one in told] == [population.authority, population.other]
    assert [one["officials"] for one in told] == [5, 5]
    assert (first["added_by"], second["next_cursor"]) == ("2025-08-31", None)


async def test_whom_the_list_is_not_for(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """One authority's caller is refused; a year without rules is not found."""
    async with as_authority(population.authority) as one:
        assert (await one.get(ADDRESS)).json()["code"] == "forbidden"
    assert (await client.get("/v1/late-plans/2024-25")).status_code == 404
    assert (await client.get("/v1/late-plans/2026-27")).json()["authorities"] == []
