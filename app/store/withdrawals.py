"""Withdrawals: facts that a whole reading of the feed no longer shows, set aside and kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.database import Writing
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class WholeReading:
    """A reading that was poured into staging, of a year and some authorities.

    ``begun_at`` is the last ingest position when the reading began: what was learned later is not
    its to withdraw. ``spared`` are feed users of whom it shows something that it can't date.
    """

    load_id: int
    year: int
    authority_ids: Sequence[int]
    begun_at: int
    spared: Sequence[str] = ()


async def staged(session: Writing, of: str, load_id: int) -> int:
    """Return how many records of a load stand in staging; ``of``: completions or assessments."""
    found = await session.run(statement(f"withdraw/staged_{of}"), {"load_id": load_id})
    return int(found.scalar_one())


async def withdraw(session: Writing, of: str, reading: WholeReading, position: int) -> int:
    """Withdraw, as of a position, what the reading no longer shows; return how many facts.

    Their officials are due. ``of``: completions or assessments.
    """
    asked = {
        "load_id": reading.load_id,
        "year": reading.year,
        "authority_ids": list(reading.authority_ids),
        "begun_at": reading.begun_at,
        "spared": list(reading.spared),
        "position": position,
    }
    return int((await session.run(statement(f"withdraw/{of}"), asked)).scalar_one())
