"""Bulk exports: asking for one, how far it has come, and the files that were written for it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.store.apar.copying import query
from app.store.apar.entries import Entry
from app.store.database import Reading, Tenant, Writing
from app.store.tables.export import apar_export, apar_export_file

_EVERYBODY = (0, 2**31 - 1)
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Export:
    """One export: what it holds, in which form, and how far it has come."""

    id: int
    reporting_year: int
    client_id: str
    request_digest: str
    authority_id: int | None
    form: str
    compression: str
    position: int
    audit_link: int | None
    audit_hash: str | None
    rows_per_file: int
    state: str
    attempt: int
    rows_done: int
    rows_total: int | None
    manifest: str | None
    failure: str | None
    requested_at: datetime
    ended_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an export: of which officials, and once it stands on disk its name and digest."""

    number: int
    rows: int
    first_official_id: int
    last_official_id: int
    name: str | None
    bytes: int | None
    sha256: str | None


_COLUMNS = [apar_export.c[name] for name in Export.__slots__]
_FILE_COLUMNS = [apar_export_file.c[name] for name in ExportFile.__slots__]


async def ask(
    session: Writing, tenant: Tenant, client_id: str, request_key: str, **values: Any
) -> int | None:
    """Record that an export is wanted, and return its number; None if the key is taken already."""
    asked = await session.run(
        insert(apar_export)
        .values(
            client_id=client_id,
            request_key=request_key,
            **_reach(tenant),
            state="queued",
            attempt=0,
            rows_done=0,
            **values,
        )
        .on_conflict_do_nothing()
        .returning(apar_export.c.id)
    )
    number: int | None = asked.scalar_one_or_none()
    return number


async def by_key(
    session: Reading, tenant: Tenant, client_id: str, year: int, request_key: str
) -> Export | None:
    """Return the export that a client asked for under a key."""
    same = [apar_export.c[name] == value for name, value in _reach(tenant).items()]
    return await _one(
        session,
        *same,
        apar_export.c.client_id == client_id,
        apar_export.c.reporting_year == year,
        apar_export.c.request_key == request_key,
    )


async def one(session: Reading, export_id: int) -> Export | None:
    """Return an export, or None where there is none for this caller to see."""
    return await _one(session, apar_export.c.id == export_id)


async def over(session: Reading, now: datetime) -> list[int]:
    """Return the exports that are done and whose time is over."""
    held = await session.run(
        select(apar_export.c.id)
        .where(apar_export.c.state == "done", apar_export.c.expires_at <= now)
        .order_by(apar_export.c.id)
    )
    return list(held.scalars())


async def files(session: Reading, export_id: int) -> list[ExportFile]:
    """Return an export's files, written or only planned, in order."""
    held = await session.run(
        select(*_FILE_COLUMNS)
        .where(apar_export_file.c.export_id == export_id)
        .order_by(apar_export_file.c.number)
    )
    return [ExportFile(**row) for row in held.mappings()]


async def take_up(session: Writing, export_id: int) -> Export | None:
    """Take up an export that is to be written, and return it; None for one that has ended.

    Whoever was at it before records nothing any more.
    """
    taken = await session.run(
        update(apar_export)
        .where(apar_export.c.id == export_id, apar_export.c.state.in_(("queued", "running")))
        .values(state="running", attempt=apar_export.c.attempt + 1)
        .returning(*_COLUMNS)
    )
    row = taken.mappings().one_or_none()
    return None if row is None else Export(**row)


async def plan(session: Writing, export_id: int) -> None:
    """Plan an export's files, unless they are planned already."""
    driver = await session.driver()
    await driver.execute(query("selected", "plan"), export_id, *_EVERYBODY)
    planned = select(func.coalesce(func.sum(apar_export_file.c.rows), 0)).where(
        apar_export_file.c.export_id == export_id
    )
    await session.run(
        update(apar_export)
        .where(apar_export.c.id == export_id)
        .values(rows_total=planned.scalar_subquery())
    )


async def rulesets(session: Reading, export_id: int) -> list[str]:
    """Return the digests of the rules that an export's entries were decided by."""
    driver = await session.driver()
    found = await driver.fetch(query("selected", "rulesets"), export_id, *_EVERYBODY)
    return [row["digest"] for row in found]


async def seals(session: Reading, export_id: int) -> list[dict[str, Any]]:
    """Return the last seal of each authority whose entries an export holds, as a manifest does."""
    driver = await session.driver()
    found = await driver.fetch(query("selected", "seals"), export_id, *_EVERYBODY)
    return [
        {
            "authority_id": row["authority_id"],
            "number": row["number"],
            "root": row["root"].hex(),
            "digest": row["digest"].hex(),
        }
        for row in found
    ]


async def record(session: Writing, export: Export, **values: Any) -> bool:
    """Record how an export goes on; False if it was cancelled or taken over meanwhile."""
    changed = await session.run(
        update(apar_export)
        .where(
            apar_export.c.id == export.id,
            apar_export.c.state == "running",
            apar_export.c.attempt == export.attempt,
        )
        .values(**values)
    )
    return changed.rowcount == 1


async def record_file(session: Writing, export: Export, written: ExportFile) -> bool:
    """Record a file that stands on disk; False if the export was cancelled or taken over."""
    if not await record(session, export, rows_done=apar_export.c.rows_done + written.rows):
        return False
    await session.run(
        update(apar_export_file)
        .where(
            apar_export_file.c.export_id == export.id, apar_export_file.c.number == written.number
        )
        .values(name=written.name, bytes=written.bytes, sha256=written.sha256)
    )
    return True


async def end(session: Writing, export_id: int, states: Sequence[str], **values: Any) -> bool:
    """End an export that is in one of some states; its key may be asked with again."""
    ended = await session.run(
        update(apar_export)
        .where(apar_export.c.id == export_id, apar_export.c.state.in_(states))
        .values(request_key=None, **values)
    )
    return ended.rowcount == 1


def _reach(tenant: Tenant) -> dict[str, Any]:
    return {
        "reach": tenant.settings()["reach"],
        "authorities": sorted(tenant.authorities),
        "services": sorted(tenant.services),
        "cadres": sorted(tenant.cadres),
    }


async def _one(session: Reading, *conditions: Any) -> Export | None:
    held = await session.run(select(*_COLUMNS).where(*conditions))
    row = held.mappings().one_or_none()
    return None if row is None else Export(**row)


async def entries(
    session: Reading, export_id: int, first: int, last: int
) -> AsyncIterator[list[Entry]]:
    """Yield an export's entries of the officials from one to another, some at a time."""
    driver = await session.driver()
    rows = driver.cursor(query("selected", "entries"), export_id, first, last, prefetch=_AT_A_TIME)
    held: list[Entry] = []
    async for row in rows:
        held.append(Entry(**{**row, "digest": row["digest"].hex()}))
        if len(held) == _AT_A_TIME:
            yield held
            held = []
    yield held
