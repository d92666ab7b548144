"""Entries copied out in bulk, as CSV or lines of JSON, straight from PostgreSQL's COPY."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from functools import cache
from typing import Any, Literal

import asyncpg

from app.store.database import LET_STREAM, Reading
from app.store.statements import source

Form = Literal["table", "lines"]

# Of up to 256 KB, for each stream: one is sent while the next is read.
_CHUNKS_AHEAD = 1
# Lines of JSON hold neither of these: their strings escape all control characters. So COPY writes
# each line as it is, where its own text format would double every backslash.
_OPTIONS: dict[Form, dict[str, Any]] = {
    "table": {"format": "csv", "header": True},
    "lines": {"format": "csv", "delimiter": "\x02", "quote": "\x01", "null": "\x03"},
}


@cache
def query(selection: str, final: str) -> str:
    """Return a statement over what a selection selects, with the selection's own parameters."""
    chosen, wanted = source(f"export/{selection}"), source(f"export/{final}")
    return f"WITH selected AS (\n{chosen})\n{wanted}"


def copy_out(
    session: Reading, selection: str, form: Form, *parameters: int
) -> AsyncGenerator[bytes]:
    """Yield the selected entries in pieces, in order of official; a table has a header."""
    return pour_out(session, query(selection, form), form, *parameters)


async def pour_out(
    session: Reading, asked: str, form: Form, *parameters: Any
) -> AsyncGenerator[bytes]:
    """Yield what a statement gives in pieces, as fast as they are taken."""
    await session.run(LET_STREAM)
    driver = await session.driver()
    chunks: asyncio.Queue[bytes] = asyncio.Queue(_CHUNKS_AHEAD)
    copying = asyncio.create_task(_pour(driver, asked, parameters, _OPTIONS[form], chunks))
    try:
        while chunk := await chunks.get():
            yield bytes(chunk)
        await copying
    finally:
        copying.cancel()
        with suppress(asyncio.CancelledError):
            await copying


async def _pour(
    driver: asyncpg.Connection,
    asked: str,
    parameters: tuple[Any, ...],
    options: dict[str, Any],
    chunks: asyncio.Queue[bytes],
) -> None:
    """Copy into the queue; an empty chunk is the last one, after a failure as well."""
    try:
        await driver.copy_from_query(asked, *parameters, output=chunks.put, **options)
    except Exception:
        await chunks.put(b"")
        raise
    await chunks.put(b"")
