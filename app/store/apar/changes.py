"""Changes of a year's entries in order of position: entries, departures, other keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.store.apar.entries import Entry, Row, entry_of
from app.store.database import Reading
from app.store.statements import statement

Key = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``kind`` is upsert, departed or rekeyed; ``entry`` is there for an upsert.

    ``keys`` are the identifiers that the official goes by now, as far as the caller may see them;
    ``keys_before`` those that a departed or rekeyed one went by until then. ``confirmed_through``
    is set for an upsert whose official reports no longer show.
    """

    kind: str
    position: int
    official_id: int
    published_at: datetime
    keys: tuple[Key, ...]
    keys_before: tuple[Key, ...]
    entry: Entry | None
    authority_id: int | None = None
    confirmed_through: datetime | None = None


async def between(
    session: Reading, year: int, after: int, through: int, limit: int
) -> list[Change]:
    """Return up to ``limit`` changes after one position, and up to and with another."""
    found = await session.run(
        statement("read/changes"),
        {"year": year, "after": after, "through": through, "limit": limit},
    )
    return [_change(row) for row in found.mappings()]


def _change(row: Row) -> Change:
    return Change(
        row["kind"],
        row["position"],
        row["official_id"],
        row["published_at"],
        tuple(row["keys"] or ()),
        tuple(row["keys_before"] or ()),
        None if row["version"] is None else entry_of(row, row["official_id"]),
        row["authority_id"],
        row["confirmed_through"],
    )
