"""Asking for a bulk export, asking how far it has come, and calling it off."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy.reporting_year import ReportingYear
from app.services.apar import entries
from app.services.tokens import Caller
from app.store import positions
from app.store.apar import exports
from app.store.apar.exports import Export, ExportFile
from app.store.auditing import audit, audit_chain
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing

Form = Literal["ndjson", "csv", "xlsx"]
Compression = Literal["none", "gzip", "zstd"]
State = Literal["queued", "running", "done", "failed", "cancelled", "expired"]
Enqueue = Callable[[Writing, int], Awaitable[None]]
# House values: how many officials a file holds. A sheet must take the courses of all of its own.
ROWS_PER_FILE = {"ndjson": 50_000, "csv": 50_000, "xlsx": 10_000}
UNDER_WAY = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: of a year, one authority or all that the caller may see, in which form."""

    year: ReportingYear
    authority_id: int | None
    form: Form
    compression: Compression
    idempotency_key: str | None = None

    def digest(self) -> str:
        """Return what makes two requests the same, whatever key they were sent with."""
        held = [self.year.start, self.authority_id, self.form, self.compression]
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()


async def ask(
    session: Writing,
    wanted: Wanted,
    caller: Caller,
    access: Access,
    enqueue: Enqueue,
    now: datetime,
) -> Export:
    """Record and enqueue an export, or return the one that was asked for before.

    The same request under the same key is the same export; without a key, as long as nothing was
    published since. Raises NotFoundError for an unseen authority, InvalidError for a workbook that
    is to be compressed, or for a key that another request was sent with.
    """
    await _check(session, wanted)
    position = await positions.last(session, "publish")
    key = f"same {wanted.digest()} {position}"
    if wanted.idempotency_key is not None:
        key = f"={wanted.idempotency_key}"
    number = await exports.ask(
        session,
        caller.tenant,
        caller.client_id,
        key,
        reporting_year=wanted.year.start,
        request_digest=wanted.digest(),
        authority_id=wanted.authority_id,
        form=wanted.form,
        compression=wanted.compression,
        position=position,
        rows_per_file=ROWS_PER_FILE[wanted.form],
        **await _checkpoint(session),
        requested_at=now,
    )
    if number is not None:
        await enqueue(session, number)
        await audit.append(session, access, "accepted", positions=(1, position))
        return await _held(session, number)
    held = await exports.by_key(session, caller.tenant, caller.client_id, wanted.year.start, key)
    if held is None:
        raise ConflictError("the same export is just being called off; ask again")
    if held.request_digest != wanted.digest():
        fault = ("Idempotency-Key", "used-before")
        raise InvalidError("another request was sent with this key", [fault])
    return held


async def _check(session: Reading, wanted: Wanted) -> None:
    if wanted.form == "xlsx" and wanted.compression != "none":
        raise InvalidError("a workbook is compressed already", [("/compression", "not-with-xlsx")])
    asked = wanted.authority_id
    if asked is not None and not await entries.is_visible(session, asked):
        raise NotFoundError("there is no such authority")


async def find(session: Reading, year: ReportingYear, export_id: int) -> Export:
    """Return a year's export; raise NotFoundError where the caller sees none."""
    export = await _held(session, export_id)
    if export.reporting_year != year.start:
        raise NotFoundError("there is no such export")
    return export


def state(export: Export, now: datetime) -> str:
    """Return an export's state: what was done expires, even before its files are removed."""
    over = export.expires_at is not None and export.expires_at <= now
    return "expired" if export.state == "done" and over else export.state


async def file(
    session: Writing, export: Export, name: str, access: Access, now: datetime
) -> ExportFile | None:
    """Return a file that is there to be read, or None; note the access either way."""
    written = await exports.files(session, export.id) if state(export, now) == "done" else []
    found = next((one for one in written if one.name == name), None)
    await audit.append(session, access, "not_found" if found is None else "served")
    return found


async def cancel(
    session: Writing, export: Export, access: Access, enqueue: Enqueue, now: datetime
) -> None:
    """Call an export off, whether or not it is written; the worker removes its files."""
    if await exports.end(session, export.id, (*UNDER_WAY, "done"), state="cancelled", ended_at=now):
        await enqueue(session, export.id)
        await audit.append(session, access, "accepted")


async def _checkpoint(session: Reading) -> dict[str, Any]:
    """Return how far the audit trail reaches, which the manifest will say, whoever writes it."""
    last = await audit_chain.checkpoint(session)
    if last is None:
        return {"audit_link": None, "audit_hash": None}
    return {"audit_link": last.link, "audit_hash": last.hash.hex()}


async def _held(session: Reading, export_id: int) -> Export:
    export = await exports.one(session, export_id)
    if export is None:
        raise NotFoundError("there is no such export")
    return export
