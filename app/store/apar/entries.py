"""APAR entries as they stand: one, pages of them, and how many an authority has."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import TextClause, text

from app.store.auditing.audit import Access
from app.store.database import Database, Reading, Shared, Tenant
from app.store.feed.feed_runs import FEED, NATIONAL, ROADS
from app.store.statements import source, statement

# Which watermarks an authority's facts of a year are held by, and how many there are of them.
MARKS = (("feed", FEED), ("national", NATIONAL), ("roads", len(ROADS)))


class Row(Protocol):
    """What the database answers with, by the names of its columns."""

    def __getitem__(self, column: str, /) -> Any:
        """Return what a column holds."""


class Entry(NamedTuple):
    """A published entry: ``body`` is canonical JSON (RFC 8785), ``digest`` its SHA-256 in hex.

    ``correction`` is JSON too: the order on which a version corrects a sealed year, or None.
    ``cadre`` is the official's when the version was published: its form is the entry's.
    """

    official_id: int
    version: int
    position: int
    digest: str
    facts_through: datetime
    published_at: datetime
    body: str
    correction: str | None = None
    cadre: str | None = None


class StandingEntry(NamedTuple):
    """An entry with what it takes to explain it: who prescribes.

    ``confirmed_through`` is set where reports no longer show the official. ``superseded`` is said
    of the last version that the caller's authority prescribed, where it sees no other any more.
    """

    entry: Entry
    authority_id: int
    confirmed_through: datetime | None
    prescriber_id: int | None
    prescriber_name: str | None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class ExportSize:
    """How many entries a stream holds, and the SHA-256, in hex, over their digests in order.

    ``newest`` is the position of the newest of them, where a stream is made of what stands now.
    """

    count: int
    digest: str
    newest: int | None = None


async def noted(
    database: Database, tenant: Tenant, official_id: int, access: Access
) -> tuple[StandingEntry, datetime | None] | None:
    """Return the entry that stands, and through when its authority's facts are held in full.

    The access is noted with it, in one statement, which does so for all whom the same caller asks
    for at the same time; where none stands, nothing is.
    """
    if access.year is None:
        raise ValueError("an entry is of a year")
    given = (
        ("client_id", access.client_id),
        ("person", access.person),
        ("purpose", access.purpose),
        ("action", access.action),
        *MARKS,
    )
    own = {"official_ids": official_id, "request_ids": access.request_id}
    row = await database.together.ask(Shared(looked_at(access.year), tenant, given), own)
    return None if row is None else (_standing(row, official_id), row["held_through"])


@cache
def looked_at(year: int) -> TextClause:
    """Return the statement that reads some entries of a year and notes it.

    The year stands in it as a number: of each table PostgreSQL then opens that year's part alone.
    """
    entry = source("read/entry").replace("CAST(:official_id AS integer)", "asked.official_id")
    whole = source("read/entries_noted").replace("{entry}", entry)
    return text(whole.replace(":year", f"{year:d}"))


async def one(session: Reading, year: int, official_id: int) -> StandingEntry | None:
    """Return the entry that stands for an official, or None where the caller sees none.

    An authority that prescribed for one who has left sees the last version that it prescribed.
    """
    asked = {"year": year, "official_id": official_id}
    found = await session.run(statement("read/entry"), asked)
    row = standing = found.mappings().one_or_none()
    if standing is None:
        found = await session.run(statement("read/entry_prescribed"), asked)
        row = found.mappings().one_or_none()
    return None if row is None else _standing(row, official_id, superseded=standing is None)


def _standing(row: Row, official_id: int, *, superseded: bool = False) -> StandingEntry:
    return StandingEntry(
        entry_of(row, official_id),
        row["authority_id"],
        row["confirmed_through"],
        row["prescriber_id"],
        row["prescriber_name"],
        superseded=superseded,
    )


async def whom(session: Reading, year: int, official_id: int) -> dict[str, Any] | None:
    """Return name, cadre, and authority (``authority_hi`` too) of an entry's official, or None.

    The name is None where the caller sees the entry alone, as a prescriber does.
    """
    found = await session.run(
        statement("read/annexure"), {"year": year, "official_id": official_id}
    )
    row = found.mappings().one_or_none()
    return None if row is None else dict(row)


def entry_of(row: Row, official_id: int) -> Entry:
    """Return the entry that a row holds."""
    return Entry(
        official_id=official_id,
        version=row["version"],
        position=row["position"],
        digest=row["digest"].hex(),
        facts_through=row["facts_through"],
        published_at=row["published_at"],
        body=row["body"],
        correction=row["correction"],
        cadre=row["cadre"],
    )


async def page(
    session: Reading, year: int, authority_id: int, after: int, limit: int
) -> list[Entry]:
    """Return up to ``limit`` of an authority's entries that follow an official."""
    found = await session.run(
        statement("read/entry_page"),
        {"year": year, "authority_id": authority_id, "after": after, "limit": limit},
    )
    return [entry_of(row, row["official_id"]) for row in found.mappings()]


async def size(session: Reading, year: int, authority_id: int) -> ExportSize:
    """Return what a stream of an authority's entries would hold at this moment."""
    found = await session.run(
        statement("read/entry_size"), {"year": year, "authority_id": authority_id}
    )
    row = found.mappings().one()
    return ExportSize(row["count"], row["digest"].hex(), row["newest"])


async def stood(session: Reading, year: int, authority_id: int, position: int) -> ExportSize:
    """Return what a stream of an authority's entries held at a publish position."""
    found = await session.run(
        statement("read/receipt"),
        {"year": year, "authority_id": authority_id, "position": position},
    )
    row = found.mappings().one()
    return ExportSize(row["count"], row["digest"].hex())
