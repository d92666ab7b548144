"""What the picture of onboarding is counted from, and each day's counts as they were kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.policy.facts import Employment
from app.policy.onboarding.picture import Cell, Counts
from app.store.database import Reading, Writing
from app.store.onboarding.rosters import Roster
from app.store.statements import statement
from app.store.tables.picture import onboarding_snapshot, roster_count
from app.store.tables.roster import roster

_ROSTERED = ("rostered", "missing", "wrongly_mapped", "duplicates")
_ONBOARDED = (
    "onboarded",
    "verified",
    "not_my_user",
    "not_on_roster",
    "no_level",
    "no_plan",
    "not_decided",
)


@dataclass(frozen=True, slots=True)
class CheckedRoster:
    """The roster that an authority was last counted by, and what it came to by group."""

    id: int
    checked_at: datetime
    by_group: Mapping[str | None, Counts]


async def count_roster(session: Writing, held: Roster) -> None:
    """Count a roster by group, in the transaction that checked it."""
    await session.run(
        delete(roster_count).where(
            roster_count.c.roster_id == held.id,
            roster_count.c.authority_id == held.authority_id,
        )
    )
    named = {"authority_id": held.authority_id, "roster_id": held.id}
    await session.run(statement("roster/count"), named)


async def last_roster(session: Reading, authority_id: int, year: int) -> CheckedRoster | None:
    """Return the roster of the year that was checked last."""
    found = await session.run(
        select(roster.c.id, roster.c.ended_at)
        .where(
            roster.c.authority_id == authority_id,
            roster.c.reporting_year == year,
            roster.c.state == "done",
        )
        .order_by(roster.c.id.desc())
        .limit(1)
    )
    row = found.one_or_none()
    if row is None:
        return None
    counted = await session.run(
        select(roster_count).where(
            roster_count.c.roster_id == row.id, roster_count.c.authority_id == authority_id
        )
    )
    by_group = {
        each["group_key"] or None: Counts(**{name: each[name] for name in _ROSTERED})
        for each in counted.mappings()
    }
    return CheckedRoster(row.id, row.ended_at, by_group)


async def onboarded(
    session: Reading, authority_id: int, year: int, roster_id: int | None
) -> tuple[Cell, ...]:
    """Return an authority's officials on iGOT, counted; who is not on a roster if there is one."""
    found = await session.run(
        statement("read/onboarding_cells"),
        {"authority_id": authority_id, "year": year, "roster_id": roster_id},
    )
    told = [name for name in _ONBOARDED if roster_id is not None or name != "not_on_roster"]
    return tuple(
        Cell(
            Employment(row["employment"]),
            row["group_key"] or None,
            row["level"],
            Counts(**{name: int(row[name]) for name in told}),
        )
        for row in found.mappings()
    )


async def keep(
    session: Writing, authority_id: int, year: int, day: tuple[date, datetime], counts: Any
) -> None:
    """Keep the counts of a day, in the place of what was counted earlier on it."""
    taken_on, taken_at = day
    row = {
        "authority_id": authority_id,
        "reporting_year": year,
        "taken_on": taken_on,
        "taken_at": taken_at,
        "counts": counts,
    }
    kept = upsert(onboarding_snapshot).values(row)
    await session.run(
        kept.on_conflict_do_update(
            index_elements=["authority_id", "reporting_year", "taken_on"],
            set_={name: kept.excluded[name] for name in ("taken_at", "counts")},
        )
    )


async def series(
    session: Reading, authority_id: int, year: int, first: date, last: date
) -> list[dict[str, Any]]:
    """Return the counts of days between two, both included, in their order."""
    snapshot = onboarding_snapshot.c
    found = await session.run(
        select(snapshot.taken_on, snapshot.taken_at, snapshot.counts)
        .where(
            snapshot.authority_id == authority_id,
            snapshot.reporting_year == year,
            snapshot.taken_on.between(first, last),
        )
        .order_by(snapshot.taken_on)
    )
    return [dict(row) for row in found.mappings()]
