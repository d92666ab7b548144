"""What was asked of a feed and what became of it: runs, watermarks, quarantine."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.store.database import Reading, Writing
from app.store.feed.facts import joined_by_size
from app.store.statements import source
from app.store.tables.ledger import (
    feed_run,
    feed_watermark,
    feed_watermark_history,
    quarantine,
)
from app.store.tables.staging import staged_assessment, staged_completion

FEED = "igot"
# A road without an organisation filter is recorded under no authority.
NATIONAL = 0
# What says something of an official once his authority has shown him.
REPORTS = ("plans", "completions", "assessments")
ROADS = ("officials", *REPORTS)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record kept aside: on which road, why, about what."""

    quirk: str
    subject: str
    detail: str


async def start(session: Writing, year: int, now: datetime, kind: str = "full") -> int:
    """Record that a run begins, and return its number."""
    begun = await session.run(
        insert(feed_run)
        .values(
            feed=FEED,
            kind=kind,
            reporting_year=year,
            state="running",
            calls=0,
            counts={},
            started_at=now,
        )
        .returning(feed_run.c.id)
    )
    return int(begun.scalar_one())


async def resume(session: Writing, run_id: int, killed: int) -> None:
    """Record that a run takes up a killed one where that one was read to."""
    await session.run(update(feed_run).where(feed_run.c.id == run_id).values(resumes=killed))


async def finish(
    session: Writing,
    run_id: int,
    now: datetime,
    *,
    reason: str | None,
    calls: int,
    counts: Mapping[str, int],
) -> None:
    """Record how a run ended: complete, or incomplete with its reason."""
    state = "complete" if reason is None else "incomplete"
    await session.run(
        update(feed_run)
        .where(feed_run.c.id == run_id)
        .values(state=state, reason=reason, calls=calls, counts=dict(counts), ended_at=now)
    )


@dataclass(frozen=True, slots=True)
class Merged:
    """What a transaction merged: since when its answers stand, and at which ingest position."""

    run_id: int
    through: datetime
    position: int


async def close_abandoned(session: Writing, run_id: int, now: datetime) -> None:
    """Record that runs whose process died are incomplete; only under the lock that runs share."""
    await session.run(
        update(feed_run)
        .where(feed_run.c.state == "running", feed_run.c.id < run_id)
        .values(state="incomplete", reason="the run: its process died", ended_at=now)
    )


async def move_watermark(
    session: Writing, *, road: str, authority_id: int, year: int, merged: Merged
) -> None:
    """Say through when the road's facts are held; in the transaction that merged them."""
    row = {
        "feed": FEED,
        "road": road,
        "authority_id": authority_id,
        "reporting_year": year,
        "facts_through": merged.through,
        "position": merged.position,
        "run_id": merged.run_id,
    }
    kept = {name: value for name, value in row.items() if name != "run_id"}
    await session.run(upsert(feed_watermark_history).values(kept).on_conflict_do_nothing())
    moved = upsert(feed_watermark).values(row)
    await session.run(
        moved.on_conflict_do_update(
            index_elements=["feed", "road", "authority_id", "reporting_year"],
            set_={name: moved.excluded[name] for name in ("facts_through", "position", "run_id")},
        )
    )


async def facts_through(session: Reading, authority_id: int, year: int) -> datetime | None:
    """Return the moment through which all roads' facts of an authority are held; None if never."""
    held = await session.run(
        select(
            func.min(feed_watermark.c.facts_through).label("through"), func.count().label("roads")
        ).where(
            feed_watermark.c.feed == FEED,
            feed_watermark.c.reporting_year == year,
            feed_watermark.c.authority_id.in_([authority_id, NATIONAL]),
        )
    )
    seen = held.one()
    through: datetime | None = seen.through
    return through if seen.roads == len(ROADS) else None


async def facts_through_of(
    session: Reading, authority_ids: Collection[int], year: int
) -> dict[int, datetime]:
    """Return through when all roads' facts are held, of those authorities for which they ever were.

    As ``facts_through`` tells it of one.
    """
    held = await session.run(
        select(
            feed_watermark.c.authority_id, feed_watermark.c.road, feed_watermark.c.facts_through
        ).where(
            feed_watermark.c.feed == FEED,
            feed_watermark.c.reporting_year == year,
            feed_watermark.c.authority_id.in_([*authority_ids, NATIONAL]),
        )
    )
    marks: dict[int, dict[str, datetime]] = {}
    for row in held:
        marks.setdefault(row.authority_id, {})[row.road] = row.facts_through
    shared = marks.pop(NATIONAL, {})
    whole = {one: {**shared, **own} for one, own in marks.items()}
    return {one: min(roads.values()) for one, roads in whole.items() if len(roads) == len(ROADS)}


async def read_through(session: Reading, authority_id: int, year: int) -> int:
    """Return the position by which all roads but the officials' own were last read to their end."""
    held = await session.run(
        select(func.min(feed_watermark.c.position)).where(
            feed_watermark.c.feed == FEED,
            feed_watermark.c.reporting_year == year,
            feed_watermark.c.authority_id.in_([authority_id, NATIONAL]),
            feed_watermark.c.road.in_(REPORTS),
        )
    )
    return int(held.scalar_one())


async def keep_aside(
    session: Writing, run_id: int, road: str, authority_id: int, doubts: Sequence[Doubt]
) -> None:
    """Put records in quarantine, each once, however often the feed repeats it."""
    if not doubts:
        return
    rows = {
        (d.quirk, d.subject): {
            "road": road,
            "quirk": d.quirk,
            "subject": d.subject,
            "authority_id": authority_id,
            "detail": d.detail,
            "first_run_id": run_id,
            "last_run_id": run_id,
        }
        for d in doubts
    }
    kept = upsert(quarantine)
    statement = kept.on_conflict_do_update(
        index_elements=["road", "quirk", "subject", "authority_id"],
        set_={"last_run_id": kept.excluded.last_run_id, "detail": kept.excluded.detail},
    )
    await session.connection.execute(statement, list(rows.values()))


async def keep_strangers(
    session: Writing, run_id: int, load_id: int, road: str, authority_id: int
) -> int:
    """Put in quarantine the staged users whom no search has shown; return how many."""
    staged = {"completions": staged_completion, "assessments": staged_assessment}[road]
    found = text(source("ingest/strangers").replace("{table}", staged.name))
    about = {"load_id": load_id, "road": road, "authority_id": authority_id, "run_id": run_id}
    async with joined_by_size(session, staged, load_id):
        kept = await session.run(found, about)
    return kept.rowcount
