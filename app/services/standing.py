"""Where an installation stands: positions, the feed's lag, and whether a worker is at work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.store import standing as store
from app.store.database import Database, Tenant
from app.store.standing import JobCount

# House values. A worker links audit events within five seconds, and takes a job up at once.
AUDIT_LAG_MAX = 30.0
JOB_LAG_MAX = 60.0
# Nothing waits for a worker, so that none is missed; some do what waits; what waits is left lying.
Worker = Literal["idle", "at-work", "silent"]
# Events of all authorities: only their number and their age are told.
EVERYBODY = Tenant(everything=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """Positions, counts and lags in seconds; ``feed_lag`` is None where no sync ever read all."""

    published: int
    learned: int
    feed_lag: float | None
    unchained: int
    audit_lag: float
    jobs: tuple[JobCount, ...]
    job_lag: float
    busy: bool

    @property
    def worker(self) -> Worker:
        """Say whether some worker does what waits for one; where nothing waits, none is heard."""
        if self.audit_lag > AUDIT_LAG_MAX or self.job_lag > JOB_LAG_MAX:
            return "silent"
        waits = self.unchained or any(one.due_since is not None for one in self.jobs)
        return "at-work" if self.busy or waits else "idle"


async def read(database: Database, now: datetime) -> Standing:
    """Return where the installation stands at a moment."""
    async with database.reading(EVERYBODY) as session:
        held = await store.held(session)
        jobs = await store.jobs(session)
    due = [one.due_since for one in jobs if one.due_since is not None]
    # While a worker is at one, others may wait for it.
    heard = [one.heard_at for one in jobs if one.heard_at is not None]
    busy = bool(heard) and _since(max(heard), now) < JOB_LAG_MAX
    return Standing(
        published=held.published,
        learned=held.learned,
        feed_lag=None if held.fed_at is None else _since(held.fed_at, now),
        unchained=held.unchained,
        audit_lag=_since(held.unchained_since or now, now),
        jobs=tuple(jobs),
        job_lag=0.0 if busy or not due else _since(min(due), now),
        busy=busy,
    )


def _since(moment: datetime, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0)
