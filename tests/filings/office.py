"""Two small authorities with published entries, and what tests do with them and their filings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from app.policy.apar.filing import Kind
from app.store import positions
from app.store.database import Database, Tenant
from app.store.feed import plans
from app.store.filings import instances, outbox
from app.store.filings.instances import Instance, Scope
from app.store.filings.outbox import Taken
from tests.harness.arranged import NOW, YEAR, a_plan, an_authority, an_official, take_staff
from tests.harness.published import decide_and_publish, publish

STAFF = 6
EVERYTHING = Tenant(everything=True)
# Another count of completed courses: an entry that differs, without the cost of deciding it.
ALTER = "UPDATE evaluation SET completed = completed + 1 WHERE official_id = ANY (:officials)"
MOVE = "UPDATE evaluation SET authority_id = :there WHERE official_id = :official"
HEADS = "SELECT official_id, position FROM apar_head WHERE authority_id = ANY (:numbers)"


@dataclass(frozen=True, slots=True)
class Office:
    """A database that holds entries of two authorities, in the worker's role and in the API's."""

    worker: Database
    api: Database
    own: int
    other: int

    async def register(
        self, name: str, *authorities: int, base_url: str = "http://127.0.0.1:9"
    ) -> Instance:
        """Register an instance that serves some authorities, the office's own unless named."""
        row = {
            "id": name,
            "base_url": base_url,
            "enabled": True,
            "reporting_years": [YEAR.start],
            **Scope(authorities or (self.own,)).parameters(),
            "changed_by": "tests",
            "changed_at": NOW,
        }
        async with self.api.writing(EVERYTHING) as session:
            assert await instances.enter(session, row)
        return await self.instance(name)

    async def instance(self, name: str) -> Instance:
        """Return an instance as it stands."""
        async with self.worker.reading() as session:
            held = await instances.one(session, name)
        assert held is not None
        return held

    async def plan(self, instance: Instance) -> int:
        """Plan all that is published since the outbox was planned last."""
        async with self.worker.writing() as session:
            after = await outbox.planned_through(session, instance, YEAR) or 0
            last = await positions.last(session, "publish")
            return await outbox.plan(session, instance, YEAR, (after, last), NOW)

    async def take(self, instance: Instance, limit: int = 100) -> list[Taken]:
        """Take the next filings to be sent."""
        async with self.worker.writing() as session:
            return await outbox.take(session, instance, YEAR, limit, NOW)

    async def alter(self, *officials: int) -> None:
        """Publish other entries of some officials."""
        async with self.worker.writing() as session:
            await session.run(text(ALTER), {"officials": list(officials)})
            await publish(session)

    async def move(self, official: int, there: int) -> None:
        """Have an official turn up at another authority, and publish."""
        async with self.worker.writing() as session:
            await session.run(text(MOVE), {"official": official, "there": there})
            await publish(session)

    async def heads(self, *authorities: int) -> dict[int, int]:
        """Return the positions of the entries that stand, by official."""
        async with self.worker.reading() as session:
            found = await session.run(text(HEADS), {"numbers": list(authorities or (self.own,))})
            return {row.official_id: row.position for row in found}

    async def filings(self, instance: Instance) -> list[Any]:
        """Return an instance's filings as they stand, in order of position."""
        async with self.worker.reading() as session:
            found = await session.run(
                text("SELECT * FROM filing WHERE instance_id = :name ORDER BY position"),
                {"name": instance.id},
            )
            return list(found)

    async def states(self, instance: Instance) -> dict[tuple[int, Kind], str]:
        """Return the state of each filing by official and kind, the last one of several."""
        found = await self.filings(instance)
        return {(one.official_id, one.kind): one.state for one in found}


def moved(instance: Instance, scope: Scope) -> Instance:
    """Return an instance that serves others."""
    return replace(instance, scope=scope)


async def fill(address: str) -> None:
    """Fill a database with the entries of two authorities' officials."""
    database = Database.open(address, "karmasetu_worker", pool_size=1)
    async with database.writing() as session:
        for name in ("own", "other"):
            number = await an_authority(session, name)
            staff = (
                an_official(f"{name}-{n}", email=f"{name}{n}@example.gov.in") for n in range(STAFF)
            )
            await take_staff(session, number, *staff)
            await plans.merge(session, a_plan(number), 1)
        await decide_and_publish(session)
    await database.close()


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Office]:
    """Open the office in a database that was filled."""
    worker = Database.open(address, "karmasetu_worker", pool_size=5)
    api = Database.open(address, "karmasetu_api", pool_size=2)
    async with worker.reading() as session:
        found = await session.run(text("SELECT id FROM authority ORDER BY id"))
        own, other = found.scalars()
    try:
        yield Office(worker, api, own, other)
    finally:
        await api.close()
        await worker.close()
