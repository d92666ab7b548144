"""Bulk exports: what was asked for, up to which position, and the files written so far."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.store.tables.metadata import metadata

apar_export = Table(
    "apar_export",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("client_id", Text, nullable=False),
    # What makes asking twice one export; null once it has ended without files.
    Column("request_key", Text),
    Column("request_digest", Text, nullable=False),
    # What the asker might see when he asked: the export holds that, and is seen by that reach.
    Column("reach", Text, nullable=False),
    Column("authorities", ARRAY(Integer), nullable=False),
    Column("services", ARRAY(Integer), nullable=False),
    Column("cadres", ARRAY(Integer), nullable=False),
    Column("authority_id", Integer),
    Column("form", Text, nullable=False),
    Column("compression", Text, nullable=False),
    # Entries are taken as they stood at this publish position, whoever writes the files and when.
    Column("position", BigInteger, nullable=False),
    # The last link of the audit trail when the export was asked for; null before the first.
    Column("audit_link", BigInteger),
    Column("audit_hash", Text),
    Column("rows_per_file", Integer, nullable=False),
    Column("state", Text, nullable=False),
    # Rises with every worker that takes it up: a late one records nothing any more.
    Column("attempt", Integer, nullable=False),
    Column("rows_done", BigInteger, nullable=False),
    Column("rows_total", BigInteger),
    Column("manifest", Text),
    Column("failure", Text),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("expires_at", DateTime(timezone=True)),
    CheckConstraint("form IN ('ndjson', 'csv', 'xlsx')", name="form"),
    CheckConstraint("compression IN ('none', 'gzip', 'zstd')", name="compression"),
    CheckConstraint(
        "state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'expired')", name="state"
    ),
    Index(
        "uq_apar_export_request",
        "client_id",
        "reach",
        "authorities",
        "services",
        "cadres",
        "reporting_year",
        "request_key",
        unique=True,
    ),
)

# Planned before the first is written; name, bytes and digest follow when it stands on disk.
apar_export_file = Table(
    "apar_export_file",
    metadata,
    Column("export_id", BigInteger, ForeignKey("apar_export.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("first_official_id", Integer, nullable=False),
    Column("last_official_id", Integer, nullable=False),
    Column("name", Text),
    Column("bytes", BigInteger),
    Column("sha256", Text),
)
