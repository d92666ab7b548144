"""From outside identifiers to officials and their entries, in one statement for a whole batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.store.apar.entries import Entry, entry_of
from app.store.database import Reading
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class Hit:
    """An official whom the identifier at a place (from 0) leads to, with the entry if any."""

    place: int
    official_id: int
    entry: Entry | None
    # Whose the entry is, and since when the reports no longer show the official, if they don't.
    authority_id: int | None
    confirmed_through: datetime | None


async def find(session: Reading, year: int, identifiers: Sequence[tuple[str, str]]) -> list[Hit]:
    """Return every official whom the identifiers (kind, value) lead to and the caller may see."""
    found = await session.run(
        statement("read/lookup"),
        {
            "year": year,
            "kinds": [kind for kind, _ in identifiers],
            "values": [value for _, value in identifiers],
        },
    )
    return [
        Hit(
            row["place"] - 1,
            row["official_id"],
            None if row["version"] is None else entry_of(row, row["official_id"]),
            row["authority_id"],
            row["confirmed_through"],
        )
        for row in found.mappings()
    ]
