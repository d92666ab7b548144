"""Following a year's entries: every change after a position, and through which one they are told.

Publish positions are given under one lock that is held to the commit: whoever sees a position
sees all before it, and so a reader who asks again from where he stood never misses one.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import CursorExpiredError
from app.policy.reporting_year import ReportingYear
from app.services import freshness
from app.services.freshness import Freshness
from app.store import positions
from app.store.apar import changes
from app.store.apar.changes import Change
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Tenant, Writing
from app.store.mandate import outcomes

# House value: how many positions one question looks through. Whoever sees few of them gets short
# pages, and never makes the store read a year to find nothing.
SPAN = 100_000


@dataclass(frozen=True, slots=True)
class Changes:
    """Some changes; through which position they are all there, and whether later ones are held.

    ``freshness`` has in their order how fresh the facts are, where a change is of an entry.
    """

    changes: tuple[Change, ...]
    freshness: tuple[Freshness | None, ...]
    consistent_through: int
    more: bool


async def follow(
    session: Writing, year: ReportingYear, after: int, limit: int, access: Access, now: datetime
) -> Changes:
    """Return up to ``limit`` changes that follow a position, and note the access.

    Raises CursorExpiredError for a position that this store has not come to: it was restored.
    """
    last = await positions.last(session, "publish")
    if after > last:
        raise CursorExpiredError("the cursor is from another store; start again without one")
    through = min(last, after + SPAN)
    found = await changes.between(session, year.start, after, through, limit)
    if len(found) == limit:
        through = found[-1].position
    await audit.append(session, access, "opened", positions=(after + 1, through))
    fresh = await _freshness(session, year, found, now)
    return Changes(tuple(found), fresh, through, through < last)


async def _freshness(
    session: Reading, year: ReportingYear, found: Sequence[Change], now: datetime
) -> tuple[Freshness | None, ...]:
    theirs = {one.authority_id for one in found if one.authority_id is not None}
    held = await freshness.of_authorities(session, theirs, year.start, now)
    return tuple(
        None
        if one.authority_id is None
        else held[one.authority_id].of_official(one.confirmed_through, now)
        for one in found
    )


async def epoch(session: Reading, tenant: Tenant) -> str:
    """Return which store the session reads, for whom.

    Whoever may see more than before must start again: what is new to him stands at old positions.
    """
    # One's own record is followed by nobody; left out, cursors of before it was there hold on.
    seen = {name: value for name, value in tenant.settings().items() if name != "official"}
    reach = hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
    return f"{await outcomes.epoch(session)}/{reach[:16]}"
