"""Where the store stands: counters, what waits, and the last run that read everything."""

from dataclasses import dataclass
from datetime import datetime

from app.store.database import Reading
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class Held:
    """The positions, when a sync last read all, and since when audit events wait for a link."""

    published: int
    learned: int
    fed_at: datetime | None
    unchained: int
    unchained_since: datetime | None


@dataclass(frozen=True, slots=True)
class JobCount:
    """How many jobs of a kind are in a state, since when one is due, and when one was heard of."""

    kind: str
    status: str
    count: int
    due_since: datetime | None
    heard_at: datetime | None


async def held(session: Reading) -> Held:
    """Return the counters, and what waits."""
    row = (await session.run(statement("read/standing"))).mappings().one()
    return Held(**row)


async def jobs(session: Reading) -> list[JobCount]:
    """Return the jobs at hand, by kind and state."""
    found = await session.run(statement("read/jobs"))
    return [JobCount(**row) for row in found.mappings()]
