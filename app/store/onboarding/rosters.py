"""Rosters as they were sent, how far their check has come, and what was found."""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.roster import (
    roster,
    roster_chunk,
    roster_finding,
    roster_kind,
    roster_look,
)

# What separates the cells of a column that comes as one text.
CELL = "\x1f"
# The columns of rows as they are compared, in the order in which they come.
LOOK = (
    "numbers",
    "emails",
    "codes",
    "names",
    "kinds",
    "joined_on",
    "retires_on",
    "odd_numbers",
    "odd_marks",
    "odd_unreadable",
    "odd_refused",
)
KIND = (
    "kind",
    "designation_key",
    "group_key",
    "service_key",
    "cadre_key",
    "batch",
    "on_central_deputation",
    "rows",
)


@dataclass(frozen=True, slots=True)
class Roster:
    """One roster: of whom, what its columns are, its counts, and the state of its check."""

    id: int
    authority_id: int
    reporting_year: int
    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    described: Mapping[str, str]
    rows: int
    refused: int
    state: str
    step: str | None
    rows_done: int
    clean: int | None
    findings: int | None
    fixed: int | None
    renewed: int | None
    previous_id: int | None
    catalogue_version: int
    phones_compared: int | None
    phones_failure: str | None
    failure: str | None
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A roster that is being sent: whose, for which year, by whom, and the file's digest.

    ``phone_key`` is what digests of its phones were made under, where it has any.
    """

    authority_id: int
    reporting_year: int
    digest: bytes
    requested_by: str
    catalogue_version: int
    phone_key: bytes | None = None


_COLUMNS = [roster.c[name] for name in Roster.__slots__]


def digest_of(*parts: bytes) -> bytes:
    """Return one digest of several, each of a known length."""
    return hashlib.sha256(b"".join(parts)).digest()


async def enter(
    session: Writing,
    sent: Sent,
    columns: tuple[Sequence[str], Sequence[str], Mapping[str, str]],
    now: datetime,
) -> int | None:
    """Enter a roster and return its number; None where the same file is held already."""
    headings, meanings, described = columns
    entered = await session.run(
        insert_or(roster)
        .values(
            authority_id=sent.authority_id,
            reporting_year=sent.reporting_year,
            digest=sent.digest,
            headings=list(headings),
            meanings=list(meanings),
            described=dict(described),
            rows=0,
            refused=0,
            rows_done=0,
            state="queued",
            catalogue_version=sent.catalogue_version,
            phone_key=sent.phone_key,
            requested_by=sent.requested_by,
            requested_at=now,
        )
        .on_conflict_do_nothing(index_elements=["authority_id", "reporting_year", "digest"])
        .returning(roster.c.id)
    )
    number = entered.scalar_one_or_none()
    return None if number is None else int(number)


async def keep_chunk(session: Writing, authority_id: int, roster_id: int, chunk: Any) -> None:
    """Keep some of a roster's rows, as they are compared and as they were sent."""
    await session.run(
        insert(roster_chunk).values(
            authority_id=authority_id,
            roster_id=roster_id,
            first_row=chunk.first,
            rows=chunk.rows,
            cells=chunk.cells,
            phones=chunk.phones or None,
        )
    )
    named = {"authority_id": authority_id, "roster_id": roster_id, "first_row": chunk.first}
    columns = dict(zip(LOOK, chunk.look, strict=True))
    await session.run(statement("roster/keep_look"), {**named, **columns, "cell": CELL})


async def keep_kinds(
    session: Writing, authority_id: int, roster_id: int, columns: Sequence[str]
) -> None:
    """Keep what rows have alike, in the order of ``KIND``, each column a text of cells."""
    named = {"authority_id": authority_id, "roster_id": roster_id, "cell": CELL}
    told = dict(zip(KIND, columns, strict=True))
    await session.run(statement("roster/keep_kinds"), {**named, **told})


async def progress(session: Writing, roster_id: int, **values: Any) -> None:
    """Record how far a roster has come."""
    await session.run(update(roster).where(roster.c.id == roster_id).values(**values))


async def one(session: Reading, roster_id: int, authority_id: int | None = None) -> Roster | None:
    """Return a roster, or None where the caller sees none of that number, or of that authority."""
    wanted = select(*_COLUMNS).where(roster.c.id == roster_id)
    if authority_id is not None:
        wanted = wanted.where(roster.c.authority_id == authority_id)
    row = (await session.run(wanted)).mappings().one_or_none()
    return None if row is None else _roster(dict(row))


async def of_digest(session: Reading, sent: Sent) -> Roster | None:
    """Return the roster of a file that was sent before."""
    found = await session.run(
        select(*_COLUMNS).where(
            roster.c.authority_id == sent.authority_id,
            roster.c.reporting_year == sent.reporting_year,
            roster.c.digest == sent.digest,
        )
    )
    row = found.mappings().one_or_none()
    return None if row is None else _roster(dict(row))


async def page(session: Reading, authority_id: int, after: int, limit: int) -> list[Roster]:
    """Return up to ``limit`` rosters of an authority that follow a number."""
    found = await session.run(
        select(*_COLUMNS)
        .where(roster.c.authority_id == authority_id, roster.c.id > after)
        .order_by(roster.c.id)
        .limit(limit)
    )
    return [_roster(dict(row)) for row in found.mappings()]


async def before(session: Reading, held: Roster) -> int | None:
    """Return the last roster of the same authority and year that was checked before."""
    found = await session.run(
        select(roster.c.id)
        .where(
            roster.c.authority_id == held.authority_id,
            roster.c.reporting_year == held.reporting_year,
            roster.c.id < held.id,
            roster.c.state == "done",
        )
        .order_by(roster.c.id.desc())
        .limit(1)
    )
    number = found.scalar_one_or_none()
    return None if number is None else int(number)


async def findings(
    session: Reading, held: Roster, asked: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """Return findings of a roster: after a place, of a rule, the new ones alone, as asked."""
    named = {"roster_id": held.id, "authority_id": held.authority_id, **asked}
    found = await session.run(statement("read/roster_findings"), named)
    return [dict(row) for row in found.mappings()]


async def officials(session: Reading, authority_id: int, roster_id: int) -> list[int]:
    """Return whom the findings of a roster are about."""
    named = (
        roster_finding.c.roster_id == roster_id,
        roster_finding.c.authority_id == authority_id,
        roster_finding.c.official_id.is_not(None),
    )
    found = await session.run(select(roster_finding.c.official_id).where(*named).distinct())
    return list(found.scalars())


async def chunks(session: Reading, held: Roster) -> AsyncIterator[tuple[int, int, bytes]]:
    """Yield a roster's rows as they were sent, packed: the first number, the last, the cells."""
    firsts = await _firsts(session, held)
    for place, first in enumerate(firsts):
        last = firsts[place + 1] - 1 if place + 1 < len(firsts) else 2**31 - 1
        found = await session.run(
            select(roster_chunk.c.cells).where(
                roster_chunk.c.roster_id == held.id,
                roster_chunk.c.authority_id == held.authority_id,
                roster_chunk.c.first_row == first,
            )
        )
        yield first, last, found.scalar_one()


async def found_in(
    session: Reading, held: Roster, first: int, last: int
) -> dict[int, list[tuple[str, str | None]]]:
    """Return rule and field of what was found in some rows, by the row's number."""
    named = {
        "roster_id": held.id,
        "authority_id": held.authority_id,
        "first": first,
        "last": last,
    }
    by_row: dict[int, list[tuple[str, str | None]]] = {}
    for row in await session.run(statement("read/roster_rows_found"), named):
        by_row.setdefault(row.row_no, []).append((row.rule_id, row.field))
    return by_row


async def drop_look(session: Writing, held: Roster) -> None:
    """Throw away what rows were compared by, and what their phones were digested under."""
    for table in (roster_look, roster_kind):
        await session.run(
            delete(table).where(
                table.c.roster_id == held.id, table.c.authority_id == held.authority_id
            )
        )
    await session.run(
        update(roster_chunk)
        .where(
            roster_chunk.c.roster_id == held.id,
            roster_chunk.c.authority_id == held.authority_id,
            roster_chunk.c.phones.is_not(None),
        )
        .values(phones=None)
    )
    await progress(session, held.id, phone_key=None)


async def phone_key(session: Reading, held: Roster) -> bytes | None:
    """Return what a roster's phones were digested under, until it is checked."""
    found = await session.run(select(roster.c.phone_key).where(roster.c.id == held.id))
    return found.scalar_one_or_none()


async def phones(session: Reading, held: Roster) -> AsyncIterator[bytes]:
    """Yield a roster's phones: row and digest, as packed lines."""
    found = await session.run(
        select(roster_chunk.c.phones)
        .where(
            roster_chunk.c.roster_id == held.id,
            roster_chunk.c.authority_id == held.authority_id,
            roster_chunk.c.phones.is_not(None),
        )
        .order_by(roster_chunk.c.first_row)
    )
    for packed in found.scalars():
        yield packed


async def _firsts(session: Reading, held: Roster) -> list[int]:
    found = await session.run(
        select(roster_chunk.c.first_row)
        .where(
            roster_chunk.c.roster_id == held.id,
            roster_chunk.c.authority_id == held.authority_id,
        )
        .order_by(roster_chunk.c.first_row)
    )
    return list(found.scalars())


def _roster(row: Mapping[str, Any]) -> Roster:
    lists = {name: tuple(row[name]) for name in ("headings", "meanings")}
    return Roster(**{**row, **lists})
