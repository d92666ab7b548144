"""Exports, actions and rosters under a key: once as all that creates, and once beyond its day."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx
import pytest

from tests.api.population import Population
from tests.api.rosters import the_file
from tests.api.test_once import KEY, USED_BEFORE, is_taken

GOOD = "Official one-0,one0@example.gov.in,ONE-0,Under Secretary,Group A"


@dataclass(frozen=True, slots=True)
class Long:
    """What creates something: its address, what it sends, what else, and into which table."""

    table: str
    path: str
    sent: dict[str, Any]
    other: dict[str, Any]

    async def ask(
        self, client: httpx.AsyncClient, sent: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Ask for it under the key, or for what else is sent."""
        return await client.post(self.path, headers=KEY, **(sent or self.sent))


def _export(_: Population) -> Long:
    forms: list[dict[str, Any]] = [{"json": {"form": form}} for form in ("csv", "ndjson")]
    return Long("apar_export", "/v1/apar/2025-26/exports", *forms)


def _action(population: Population) -> Long:
    marks: list[dict[str, Any]] = [
        {"json": {"kind": kind, "official_id": population.officials[0]}}
        for kind in ("not_my_user", "verify")
    ]
    path = f"/v1/authorities/{population.authority}/onboarding/actions"
    return Long("onboarding_action", path, *marks)


def _roster(population: Population) -> Long:
    # Each form has a boundary of its own: the file tells that the two are the same.
    files: list[dict[str, Any]] = [
        {"files": {"file": ("r.csv", the_file(line))}} for line in (GOOD, "Nobody,,,,")
    ]
    path = f"/v1/authorities/{population.authority}/rosters?reporting_year=2025-26"
    return Long("roster", path, *files)


@pytest.fixture(params=[_export, _action, _roster])
def long(request: pytest.FixtureRequest, population: Population) -> Long:
    """One of what is asked for once, also when its reply is forgotten."""
    made: Callable[[Population], Long] = request.param
    return made(population)


@pytest.mark.usefixtures("alone")
async def test_the_same_again_is_replayed_and_another_refused(
    client: httpx.AsyncClient, owner: asyncpg.Connection, long: Long
) -> None:
    """The same under a key is the same reply, whatever became of it; another one is 422."""
    first = await long.ask(client)
    again = await long.ask(client)
    other = await long.ask(client, long.other)
    held = await owner.fetchval(f"SELECT count(*) FROM {long.table}")  # noqa: S608

    assert (first.status_code, first.headers.get("idempotency-replayed")) == (202, None)
    assert (again.status_code, again.headers["idempotency-replayed"]) == (202, "true")
    assert (again.content, again.headers["location"]) == (first.content, first.headers["location"])
    assert (other.status_code, other.json()["errors"]) == (422, USED_BEFORE)
    assert held == 1


async def test_what_is_under_way_is_a_conflict(
    client: httpx.AsyncClient, owner: asyncpg.Connection, long: Long
) -> None:
    """While the first is at it the second is 409 at once; afterwards it is the replay."""
    held = owner.transaction()
    await held.start()
    await owner.execute(f"LOCK TABLE {long.table} IN EXCLUSIVE MODE")
    first = asyncio.create_task(long.ask(client))
    await is_taken(owner)
    second = await long.ask(client)
    await held.rollback()
    answered, third = await first, await long.ask(client)

    assert (second.status_code, second.json()["code"]) == (409, "conflict")
    assert (answered.status_code, third.content) == (202, answered.content)


@pytest.mark.usefixtures("alone")
async def test_nothing_is_created_twice_once_the_reply_is_forgotten(
    client: httpx.AsyncClient, owner: asyncpg.Connection, long: Long
) -> None:
    """After its day the same leads to what was created then, and is no replay."""
    first = await long.ask(client)
    await owner.execute("DELETE FROM kept_reply")
    again = await long.ask(client)
    held = await owner.fetchval(f"SELECT count(*) FROM {long.table}")  # noqa: S608

    assert "idempotency-replayed" not in again.headers
    assert (again.status_code, again.headers["location"]) == (202, first.headers["location"])
    assert held == 1
