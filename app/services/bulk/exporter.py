"""Writes bulk exports in the worker: file by file, so that any worker can go on where one died.

The files are planned before the first is written, and each holds the entries of some officials as
they stood at one publish position. So a file is the same bytes whoever writes it and when.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import NotFoundError
from app.policy.reporting_year import ReportingYear
from app.policy.retention.table import table
from app.services.bulk import files
from app.services.bulk.sheets import Workbook
from app.store.apar import entry_forms, exports
from app.store.apar.copying import Form, copy_out
from app.store.apar.exports import Export, ExportFile
from app.store.apar.publishing import SCHEMA
from app.store.database import Database, Reading

MANIFEST_SCHEMA = "karmasetu.apar-export/2"
FORMS: dict[str, Form] = {"csv": "table", "ndjson": "lines"}


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes exports into a folder that all workers and APIs share."""

    database: Database
    folder: Path
    clock: Callable[[], datetime]

    async def run(self, export_id: int) -> str:
        """Bring an export to its next state and return it: written, or cleared away.

        Raises NotFoundError for an export that was never asked for.
        """
        async with self.database.writing() as session:
            export = await exports.take_up(session, export_id)
        if export is None:
            return await self._clear(export_id)
        try:
            done = await self._write_all(export)
        except Exception as failure:
            await self._fail(export, type(failure).__name__)
            raise
        return "done" if done else await self._clear(export_id)

    async def sweep(self) -> int:
        """Remove the files of exports whose time is over; return how many there were."""
        async with self.database.reading() as session:
            over = await exports.over(session, self.clock())
        for export_id in over:
            await self._clear(export_id)
        return len(over)

    async def _write_all(self, export: Export) -> bool:
        files.clear_partial(self.folder / str(export.id))
        async with self.database.writing() as session:
            await exports.plan(session, export.id)
            planned = await exports.files(session, export.id)
        for one in planned:
            if one.sha256 is None and not await self._write_one(export, one):
                return False
        return await self._finish(export)

    async def _write_one(self, export: Export, one: ExportFile) -> bool:
        name = _name(export, one.number)
        place = self.folder / str(export.id) / name
        async with self.database.reading(snapshot=True) as session:
            await _write(session, export, one, place)
        made = await asyncio.to_thread(files.measured, place)
        written = replace(one, name=name, bytes=made.bytes, sha256=made.sha256)
        async with self.database.writing() as session:
            return await exports.record_file(session, export, written)

    async def _finish(self, export: Export) -> bool:
        now = self.clock()
        async with self.database.writing() as session:
            written = await exports.files(session, export.id)
            digests = await exports.rulesets(session, export.id)
            sealed = await exports.seals(session, export.id)
            text = manifest(export, written, digests, sealed)
            return await exports.record(
                session,
                export,
                state="done",
                manifest=text,
                ended_at=now,
                expires_at=now + table()["export_files"].age,
            )

    async def _fail(self, export: Export, failure: str) -> None:
        async with self.database.writing() as session:
            if await exports.record(session, export, failure=failure):
                await exports.end(
                    session, export.id, ("running",), state="failed", ended_at=self.clock()
                )
        await asyncio.to_thread(files.clear, self.folder / str(export.id))

    async def _clear(self, export_id: int) -> str:
        """Remove the files of an export that was cancelled or has expired."""
        async with self.database.writing() as session:
            held = await exports.one(session, export_id)
            if held is None:
                raise NotFoundError("there is no such export")
            state = held.state
            if held.expires_at is not None and held.expires_at <= self.clock():
                await exports.end(session, export_id, ("done",), state="expired")
                state = "expired"
        if state in {"cancelled", "expired", "failed"}:
            await asyncio.to_thread(files.clear, self.folder / str(export_id))
        return state


async def _write(session: Reading, export: Export, one: ExportFile, place: Path) -> None:
    scope = (export.id, one.first_official_id, one.last_official_id)
    with files.whole(place) as raw:
        if export.form == "xlsx":
            schemas = await entry_forms.every(session)
            book = Workbook(raw, export.requested_at, schemas.__getitem__)
            async for some in exports.entries(session, *scope):
                book.add(some)
            await asyncio.to_thread(book.close)
            return
        sink = files.Sink(raw, export.compression)
        async for piece in copy_out(session, "selected", FORMS[export.form], *scope):
            sink.write(piece)
        sink.finish()


def _name(export: Export, number: int) -> str:
    year = ReportingYear(export.reporting_year).label
    return f"apar-{year}-{number:05}.{export.form}{files.SUFFIXES[export.compression]}"


def _checkpoint(export: Export) -> dict[str, Any] | None:
    """Return how far the audit trail reached when the export was asked for."""
    if export.audit_link is None:
        return None
    return {"link": export.audit_link, "hash": export.audit_hash}


def manifest(
    export: Export, written: list[ExportFile], rulesets: list[str], seals: list[dict[str, Any]]
) -> str:
    """Return the manifest as canonical JSON (RFC 8785): all its text is ours and plain."""
    told = [
        {
            "name": one.name,
            "rows": one.rows,
            "bytes": one.bytes,
            "sha256": one.sha256,
            "first_official_id": one.first_official_id,
            "last_official_id": one.last_official_id,
        }
        for one in written
    ]
    digests = "".join(f"{one.sha256}\n" for one in written)
    held = {
        "schema": MANIFEST_SCHEMA,
        "export_id": export.id,
        "reporting_year": ReportingYear(export.reporting_year).label,
        "authority_id": export.authority_id,
        "form": export.form,
        "compression": export.compression,
        "transaction_time": export.requested_at.isoformat().replace("+00:00", "Z"),
        "position": export.position,
        "counts": {"entries": sum(one.rows for one in written), "files": len(written)},
        "entry_schema": SCHEMA.id,
        "rulesets": rulesets,
        # Who keeps manifests notices a history that was written anew.
        "seals": seals,
        "audit": _checkpoint(export),
        "previous_root": seals[0]["root"] if len(seals) == 1 else None,
        "digest": hashlib.sha256(digests.encode()).hexdigest(),
        "files": told,
    }
    return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
