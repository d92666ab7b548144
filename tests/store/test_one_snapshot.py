"""What is published is decided on the same facts, whoever merges meanwhile."""

import asyncio
import json
from typing import Any

import pytest

from app.store import positions
from app.store.apar import publishing
from app.store.database import Database
from app.store.feed import plans
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    a_plan,
    an_authority,
    an_official,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.reading import read_reports, run

BODIES = "SELECT body FROM apar_entry ORDER BY version"
MEANWHILE_SECONDS = 0.3


def consistent(body: str) -> bool:
    """Say whether an entry shows as many completed courses as its summary counts."""
    entry = json.loads(body)
    shown = [one for one in entry["courses"] if one["status"] == "completed"]
    counted: int = entry["summary"]["completed"]
    return len(shown) == counted


async def test_a_merge_waits_for_what_is_being_decided(
    worker_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync that merges between deciding and publishing waits, and the next run takes it up."""
    async with worker_database.writing() as session:
        number = await an_authority(session)
        await take_staff(session, number, an_official())
        await plans.merge(session, a_plan(number), await positions.close(session, 1, NOW))
        await read_reports(session, number)

    async def feed() -> None:
        async with worker_database.writing() as feeding:
            await take_completions(feeding, ("user-1", "A", IN_YEAR), ("user-1", "B", IN_YEAR))

    merges: list[asyncio.Task[None]] = []
    unmerged: list[int] = []
    publish = publishing.publish

    async def publish_late(*given: Any, **named: Any) -> int:
        merges.append(asyncio.create_task(feed()))
        _, waiting = await asyncio.wait(merges, timeout=MEANWHILE_SECONDS)
        unmerged.append(len(waiting))
        return await publish(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "publish", publish_late)
        await run(worker_database)
    await asyncio.gather(*merges)
    await run(worker_database, only_due=True)

    async with worker_database.writing() as session:
        bodies = [body for (body,) in await rows(session, BODIES)]
    assert unmerged == [1]
    assert [json.loads(body)["summary"]["completed"] for body in bodies] == [0, 2]
    assert all(map(consistent, bodies))
