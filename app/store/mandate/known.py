"""What had been learned by a position: which positions are closed, and which reports were read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.store.database import Reading
from app.store.feed import feed_runs
from app.store.statements import known, statement
from app.store.tables.ledger import ingest_position
from app.store.tables.outcome import ruleset


@dataclass(frozen=True, slots=True)
class Span:
    """The first ingest position that is kept in full, and the last that is closed."""

    first: int
    last: int


async def span(session: Reading) -> Span:
    """Return which positions can be asked about."""
    found = (await session.run(statement("read/known_span"))).one()
    return Span(found.first, found.last)


async def before(session: Reading, moment: datetime) -> int | None:
    """Return the last position closed by a moment; None if nothing was learned after it yet.

    Without anything learned after, what the next run closes could still belong before the moment,
    and the same question would get two answers.
    """
    after = await session.run(
        select(ingest_position.c.position)
        .where(ingest_position.c.closed_at > moment)
        .order_by(ingest_position.c.position)
        .limit(1)
    )
    found = after.scalar_one_or_none()
    return None if found is None else int(found) - 1


async def read_by(session: Reading, official_id: int, year: int, known_at: int) -> datetime | None:
    """Return through when all reports of an official's authority were read by a position.

    None where one had not been read since he came: nothing can be said of him then.
    """
    asked = {
        "official_id": official_id,
        "year": year,
        "known_at": known_at,
        "feed": feed_runs.FEED,
        "national": feed_runs.NATIONAL,
        "roads": list(feed_runs.REPORTS),
    }
    through: datetime | None = (await session.run(known("read/known_reports"), asked)).scalar_one()
    return through


async def held_through(
    session: Reading, authority_id: int, year: int, known_at: int
) -> datetime | None:
    """Return through when all roads' facts of an authority were held at a position, if they were.

    As `feed_runs.facts_through` tells it of now.
    """
    asked = {
        "authority_id": authority_id,
        "year": year,
        "known_at": known_at,
        "feed": feed_runs.FEED,
        "national": feed_runs.NATIONAL,
        "roads": list(feed_runs.ROADS),
    }
    found = await session.run(statement("read/known_through"), asked)
    through: datetime | None = found.scalar_one()
    return through


async def closed_at(session: Reading, position: int) -> datetime | None:
    """Return when an ingest position was closed; None of the one before the first."""
    found = await session.run(
        select(ingest_position.c.closed_at).where(ingest_position.c.position == position)
    )
    closed: datetime | None = found.scalar_one_or_none()
    return closed


async def kept_rules(session: Reading, digest: str, year: int) -> list[dict[str, Any]] | None:
    """Return a year's rules as they were kept under a digest, or None."""
    found = await session.run(
        select(ruleset.c.content).where(
            ruleset.c.digest == digest, ruleset.c.reporting_year == year
        )
    )
    content = found.scalar_one_or_none()
    return None if content is None else list(content["rules"])
