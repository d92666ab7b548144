"""Bulk exports: what is asked for, how far it has come, and the manifest of what was written."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.models.apar import Digest
from app.api.models.shapes import Answer, Submission, YearLabel
from app.services.bulk.requests import Compression, Form, State

INTEGER_MAX = 2**31 - 1


class ExportRequest(Submission):
    """Which entries, and in which form; without an authority, of all officials you may see."""

    form: Form
    compression: Compression = "none"
    authority_id: Annotated[int | None, Field(ge=1, le=INTEGER_MAX)] = None


class Export(Answer):
    """An export, and how far it has come; `manifest` is its address once all is written.

    `changes_cursor` is where the changes of the year go on after what the files hold: whoever reads
    the files and then follows from it misses nothing. It is null where the export came to nothing.
    """

    id: int
    reporting_year: YearLabel
    authority_id: int | None
    form: Form
    compression: Compression
    state: State
    position: int
    rows_done: int
    rows_total: int | None
    failure: str | None
    requested_at: datetime
    ended_at: datetime | None
    expires_at: datetime | None
    manifest: str | None
    changes_cursor: str | None


class ManifestCounts(Answer):
    """How much there is."""

    entries: int
    files: int


class ManifestFile(Answer):
    """A file: its name under `files/`, and what it takes to check that it is whole."""

    name: str
    rows: int
    bytes: int
    sha256: Digest
    first_official_id: int
    last_official_id: int


class SealNamed(Answer):
    """The last seal of an authority when the export was asked for; `digest` is its body's."""

    authority_id: int
    number: int
    root: Digest
    digest: Digest


class AuditCheckpoint(Answer):
    """The last link of the audit trail when the export was asked for, and its hash."""

    link: int
    hash: Digest


class Manifest(Answer):
    """What an export holds: all entries as they stood at one position.

    `digest` is the SHA-256 over the files' digests in hexadecimal, each with a line feed.
    `seals` has the last seal of the year of each authority in it; `previous_root` is its root where
    that is one, and null otherwise. `audit` is how far the audit trail reached when the export was
    asked for: whoever keeps manifests notices a trail that was cut, or made anew.
    """

    form: Form
    manifest_schema: Literal["karmasetu.apar-export/2"] = Field(alias="schema")
    export_id: int
    reporting_year: YearLabel
    authority_id: int | None
    compression: Compression
    transaction_time: datetime
    position: int
    counts: ManifestCounts
    entry_schema: str
    rulesets: list[Digest]
    seals: list[SealNamed]
    previous_root: Digest | None
    audit: AuditCheckpoint | None
    digest: Digest
    files: list[ManifestFile]
