"""Positions, feed runs and their watermarks, quarantine, and the audit trail."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.store.tables.metadata import metadata

# One row a kind ("ingest", "publish"); its lock is what makes positions gapless.
position_counter = Table(
    "position_counter",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

ingest_position = Table(
    "ingest_position",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    # The feed run that learned it; null for what an authority has recorded itself.
    Column("run_id", BigInteger),
    Column("closed_at", DateTime(timezone=True), nullable=False),
)

feed_run = Table(
    "feed_run",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("feed", Text, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("calls", Integer, nullable=False),
    Column("counts", JSONB, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("kind", Text, nullable=False),
    # The killed run whose roads, as far as they were read, this one does not read again.
    Column("resumes", BigInteger),
    # Calls by road, reckoned before the first; and how many the run may send in all.
    Column("planned", JSONB),
    Column("calls_allowed", Integer),
    CheckConstraint("state IN ('running', 'complete', 'incomplete')", name="state"),
    CheckConstraint("kind IN ('full', 'incremental', 'reconciling')", name="kind"),
)

# What came of each road of a run; authority_id 0 as in the watermarks.
feed_road = Table(
    "feed_road",
    metadata,
    Column("run_id", BigInteger, nullable=False),
    Column("road", Text, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("calls", Integer, nullable=False),
    Column("counts", JSONB, nullable=False),
    Column("rejects", JSONB, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("run_id", "road", "authority_id"),
    CheckConstraint("state IN ('complete', 'incomplete')", name="state"),
)

# authority_id 0 stands for a road that is national: it has no organisation filter.
feed_watermark = Table(
    "feed_watermark",
    metadata,
    Column("feed", Text, nullable=False),
    Column("road", Text, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("facts_through", DateTime(timezone=True), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("run_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("feed", "road", "authority_id", "reporting_year"),
)

# Each reading of a road to its end: what was known at a position rests on those before it.
feed_watermark_history = Table(
    "feed_watermark_history",
    metadata,
    Column("feed", Text, nullable=False),
    Column("road", Text, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("facts_through", DateTime(timezone=True), nullable=False),
    Column("position", BigInteger, nullable=False),
    PrimaryKeyConstraint("feed", "road", "authority_id", "reporting_year", "position"),
)

# How many facts of an authority iGOT's extract and what is held agree on, and why they do not.
reconciliation = Table(
    "reconciliation",
    metadata,
    Column("run_id", BigInteger, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("facts", Integer, nullable=False),
    PrimaryKeyConstraint("run_id", "authority_id", "verdict", "reason"),
    CheckConstraint("verdict IN ('equal', 'only_there', 'only_here', 'different')", name="verdict"),
    Index(None, "reporting_year", "authority_id", "run_id"),
)

# That an authority's records (0: everybody's) be read again; the run that took it up, or none yet.
feed_request = Table(
    "feed_request",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    Column("run_id", BigInteger),
    Index(
        "uq_feed_request_waiting",
        "reporting_year",
        "authority_id",
        unique=True,
        postgresql_where=text("run_id IS NULL"),
    ),
)

# When a feed user's own list was last read. ``settled``: what it leaves in doubt is stated.
feed_look = Table(
    "feed_look",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("run_id", BigInteger, nullable=False),
    Column("settled", Boolean, nullable=False),
    Index(None, "read_at"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("road", Text, nullable=False),
    Column("quirk", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("detail", Text, nullable=False),
    Column("first_run_id", BigInteger, nullable=False),
    Column("last_run_id", BigInteger, nullable=False),
    Column("id", BigInteger, Identity(), nullable=False, unique=True),
    PrimaryKeyConstraint("road", "quirk", "subject", "authority_id"),
)

audit_event = Table(
    "audit_event",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("client_id", Text, nullable=False),
    # For whom the client speaks; null for a client that speaks for itself.
    Column("person", Text),
    Column("purpose", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("reporting_year", SmallInteger),
    Column("authority_id", Integer),
    Column("official_id", Integer),
    Column("first_position", BigInteger),
    Column("last_position", BigInteger),
    Column("outcome", Text, nullable=False),
    # Of a bulk read: whom the one who looked could see.
    Column("reach", JSONB),
    # Of a page: whom it showed, in order.
    Column("officials", ARRAY(Integer)),
    # Filled in by the worker that chains events in order; null until then.
    Column("link", BigInteger, unique=True),
    Column("chain_hash", LargeBinary),
    CheckConstraint("(link IS NULL) = (chain_hash IS NULL)", name="linked"),
    Index(None, "official_id", "at"),
    Index(None, "authority_id", "id"),
    Index("ix_audit_event_unchained", "id", postgresql_where=text("chain_hash IS NULL")),
    Index(
        "ix_audit_event_pages",
        "authority_id",
        "id",
        postgresql_where=text("officials IS NOT NULL"),
    ),
    Index(
        "ix_audit_event_bulk", "reporting_year", postgresql_where=text("first_position IS NOT NULL")
    ),
)

# The last link of the chain: events are seen by few, and how far the chain reaches by all.
audit_head = Table(
    "audit_head",
    metadata,
    Column("single", Boolean, primary_key=True, server_default=text("true")),
    Column("link", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    CheckConstraint("single", name="one"),
)
