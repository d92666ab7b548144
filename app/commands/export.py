"""karmasetu export: writes an authority's APAR entries to a file, counted and digested."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.commands.acting import Actor, acting
from app.commands.console import Year, console, reporting_year
from app.commands.failures import failures_told
from app.errors import NotFoundError
from app.settings import Settings
from app.store import authorities
from app.store.apar import copying, entries
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Database, Reading, Tenant
from app.wiring.worker import open_worker


class Format(StrEnum):
    """What the file holds: one entry a row, or one entry a line."""

    CSV = "csv"
    NDJSON = "ndjson"


@failures_told()
def export(
    authority: Annotated[int, typer.Option(help="The authority, by its id.")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
    year: Year = "2025-26",
    form: Annotated[Format, typer.Option("--format", help="csv or ndjson.")] = Format.CSV,
    actor: Actor = None,
) -> None:
    """Write an authority's APAR entries as they stand, and print their count and digest."""
    asked = reporting_year(year)
    access = acting("apar.entries", actor, asked, authority)
    asyncio.run(_export(asked.start, access, output, form))


async def _export(year: int, access: Access, output: Path, form: Format) -> None:
    authority = access.authority_id or 0
    async with open_worker(Settings()) as parts:
        async with parts.database.writing(Tenant(everything=True)) as session:
            if await authorities.one(session, authority) is None:
                raise NotFoundError("there is no such authority")
            await audit.append_whole(session, access, "opened")
        await _write_entries(parts.database, year, authority, output, form)


async def _write_entries(
    database: Database, year: int, authority: int, output: Path, form: Format
) -> None:
    async with database.reading(snapshot=True) as session:
        size = await entries.size(session, year, authority)
        digest = await _write(_chunks(session, year, authority, form), output)
    console.print(f"{size.count:,} entries in {output}, SHA-256 {digest}")


def _chunks(session: Reading, year: int, authority: int, form: Format) -> AsyncIterator[bytes]:
    shape: copying.Form = "table" if form is Format.CSV else "lines"
    return copying.copy_out(session, "standing", shape, year, authority)


async def _write(chunks: AsyncIterator[bytes], output: Path) -> str:
    """Write a file whole or not at all: it takes its name only when the last byte is there."""
    digest = hashlib.sha256()
    partial = output.with_name(f".{output.name}.partial")
    try:
        with partial.open("wb") as file:
            async for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return digest.hexdigest()
