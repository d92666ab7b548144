"""What iGOT takes back after a year was sealed is a correction: held back, ordered, then told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from app.services.tokens import Caller
from app.store.database import Database, Tenant
from tests.api.calling import EVERYBODY, client_of, started, token_of
from tests.api.conftest import settings_over
from tests.services.carried import decide
from tests.services.served import ServedIgot
from tests.services.test_withdrawing import TakingBack, carry

# Somebody of whom iGOT shows a live course that his plan prescribes, completed.
COUNTED = """
    SELECT head.official_id, head.authority_id, who.value, course.feed_id
    FROM apar_head AS head
    JOIN evaluation USING (reporting_year, official_id)
    JOIN official ON official.id = head.official_id AND official.authority_id = head.authority_id
    JOIN completion AS held USING (reporting_year, official_id)
    JOIN prescribed_course AS prescribed ON prescribed.course_id = held.course_id
        AND prescribed.plan_id = ANY (evaluation.plan_ids)
    JOIN course ON course.id = held.course_id AND course.status = 'Live'
    JOIN official_identifier AS who ON who.official_id = head.official_id
        AND who.kind = 'igot_user'
    WHERE head.reporting_year = 2025 AND held.evidence = 'completed_on'
        AND held.withdrawn_position IS NULL AND official.left_position IS NULL
    ORDER BY md5(who.value || course.feed_id) LIMIT 1"""
ORDER = {"number": "C-1/2026", "dated": "2026-05-02", "issued_by": "Director"}
REASON = "iGOT has taken the completion back."


class Desk:
    """The API over the database of the sync, for whoever sees the authority."""

    def __init__(self, calling: Any, authority: int) -> None:
        self._calling, self.authority = calling, authority

    async def ask(self, method: str, path: str, person: str = "p-1", **sent: Any) -> httpx.Response:
        """Ask as a person, and return the answer if it is a good one."""
        async with self._calling(person) as client:
            answered: httpx.Response = await client.request(method, path, **sent)
        assert answered.is_success, answered.text
        return answered

    async def seal(self) -> None:
        """Have two people seal the year."""
        asked = await self.ask(
            "POST", "/v1/apar/2025-26/seals", json={"authority_id": self.authority}
        )
        await self.ask("POST", f"{asked.headers['location']}/confirmation", "p-2")

    async def awaited(self) -> list[dict[str, Any]]:
        """Return the differences that wait for an order."""
        path = f"/v1/authorities/{self.authority}/corrections-awaited/2025-26"
        found: list[dict[str, Any]] = (await self.ask("GET", path)).json()["awaiting"]
        return found

    async def entry(self, official: int) -> dict[str, Any]:
        """Return an official's entry as it stands."""
        path = f"/v1/apar/2025-26/officials/{official}"
        found: dict[str, Any] = (await self.ask("GET", path)).json()
        return found


@pytest.fixture
async def counted(
    early_owner: asyncpg.Connection, early_database: Database, igot: ServedIgot
) -> Any:
    """An official, his authority, and the feed's ids of a completion that counts for him."""
    async with igot.feed() as feed:
        await carry(early_database, feed, "reconciling")
    await decide(early_database)
    return await early_owner.fetchrow(COUNTED)


@pytest.fixture
async def desk(early_url: str, counted: Any, tmp_path: Path) -> AsyncIterator[Desk]:
    """The API over the same database."""
    settings = settings_over(early_url, tmp_path)
    async with started(settings) as app:

        def calling(person: str) -> httpx.AsyncClient:
            seen = Tenant(authorities=frozenset({counted["authority_id"]}))
            caller: Caller = replace(EVERYBODY, role="mdo_admin", person=person, tenant=seen)
            return client_of(app, token_of(settings, caller))

        yield Desk(calling, counted["authority_id"])


async def test_a_withdrawal_in_a_sealed_year_is_a_correction(
    early_database: Database, igot: ServedIgot, desk: Desk, counted: Any
) -> None:
    """By report and own list withdrawn, the entry stays as sealed until an order names it."""
    official, pair = counted["official_id"], (counted["value"], counted["feed_id"])
    sealed = await desk.entry(official)
    await desk.seal()
    async with igot.feed() as feed:
        synced = await carry(early_database, TakingBack(feed, {pair}, set()), "reconciling")
    await decide(early_database)
    held_back = await desk.entry(official)
    [waiting] = [one for one in await desk.awaited() if one["official_id"] == official]

    assert synced.counts["withdrawn"] == 1
    assert (held_back["version"], held_back["digest"]) == (sealed["version"], sealed["digest"])
    assert waiting["entry"]["summary"]["completed"] == sealed["entry"]["summary"]["completed"] - 1

    told = {"reporting_year": "2025-26", "reason": REASON, "order": ORDER}
    order = {**told, "official_id": official, "digest": waiting["digest"]}
    await desk.ask("POST", f"/v1/authorities/{desk.authority}/correction-orders", json=order)
    await decide(early_database)
    corrected = await desk.entry(official)
    changes = (await desk.ask("GET", "/v1/apar/2025-26/changes?limit=1000")).json()["changes"]

    assert corrected["correction"] == {**ORDER, "reason": REASON}
    assert (corrected["version"], corrected["digest"]) == (sealed["version"] + 1, waiting["digest"])
    statuses = {one["course_id"]: one["status"] for one in corrected["entry"]["courses"]}
    assert statuses[pair[1]] == "not_completed"
    assert [one["kind"] for one in changes if one["official_id"] == official][-1] == "correction"
