"""Requests to read records again: each waits once, and the next run of its year takes it up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.store.database import Reading, Writing
from app.store.feed.feed_runs import NATIONAL
from app.store.tables.ledger import feed_request


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """A request of an authority, or of all (None); ``run_id`` is the run that took it up."""

    id: int
    reporting_year: int
    authority_id: int | None
    requested_at: datetime
    run_id: int | None


async def ask(
    session: Writing, year: int, authority_id: int | None, client_id: str, now: datetime
) -> FeedRequest:
    """Record a request, or find the one that waits for the same already, and return it."""
    wanted = authority_id or NATIONAL
    stated = insert(feed_request).values(
        reporting_year=year, authority_id=wanted, requested_by=client_id, requested_at=now
    )
    await session.run(
        stated.on_conflict_do_nothing(
            index_elements=["reporting_year", "authority_id"], index_where=text("run_id IS NULL")
        )
    )
    found = await session.run(
        select(feed_request).where(
            feed_request.c.reporting_year == year,
            feed_request.c.authority_id == wanted,
            feed_request.c.run_id.is_(None),
        )
    )
    return _of(found.mappings().one())


async def one(session: Reading, request_id: int) -> FeedRequest | None:
    """Return a request, or None where the caller sees none."""
    found = await session.run(select(feed_request).where(feed_request.c.id == request_id))
    row = found.mappings().one_or_none()
    return None if row is None else _of(row)


async def take_up(session: Writing, run_id: int, year: int) -> set[int]:
    """Let a run take up what waits for its year; return the authorities, 0 for all of them."""
    taken = await session.run(
        update(feed_request)
        .where(feed_request.c.reporting_year == year, feed_request.c.run_id.is_(None))
        .values(run_id=run_id)
        .returning(feed_request.c.authority_id)
    )
    return set(taken.scalars())


def _of(held: RowMapping) -> FeedRequest:
    return FeedRequest(
        held["id"],
        held["reporting_year"],
        held["authority_id"] or None,
        held["requested_at"],
        held["run_id"],
    )
