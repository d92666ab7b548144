"""Outcomes and what was published of them: evaluations, APAR entries, rulesets, runs."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.store.tables.metadata import metadata, tenant_columns

ruleset = Table(
    "ruleset",
    metadata,
    Column("id", SmallInteger, Identity(), primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("content", JSONB, nullable=False),
)

evaluation_run = Table(
    "evaluation_run",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("authority_id", Integer),
    Column("requested_by", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("step", Text),
    Column("officials_done", Integer, nullable=False),
    Column("officials_total", Integer),
    Column("changed", Integer, nullable=False),
    Column("published", Integer, nullable=False),
    Column("failure", Text),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
)

evaluation_due = Table(
    "evaluation_due",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    # The ingest position of what made the official due: what is learned later makes him due anew.
    Column("position", BigInteger, nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id"),
)

evaluation = Table(
    "evaluation",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("prescriber_id", Integer),
    Column("level", Text),
    Column("outcome", Text, nullable=False),
    Column("prescribed", SmallInteger, nullable=False),
    Column("required", SmallInteger, nullable=False),
    Column("completed", SmallInteger, nullable=False),
    Column("assessment", Text, nullable=False),
    Column("reasons", ARRAY(Text), nullable=False),
    Column("plan_ids", ARRAY(Integer), nullable=False),
    Column("ruleset_id", SmallInteger, nullable=False),
    Column("facts_position", BigInteger, nullable=False),
    # Through when his facts are confirmed, where reports have not shown him since; else null, and
    # they are as fresh as his authority's.
    Column("confirmed_through", DateTime(timezone=True)),
    PrimaryKeyConstraint("reporting_year", "official_id"),
    Index(None, "reporting_year", "authority_id", "official_id"),
    Index(None, "official_id", postgresql_where=text("confirmed_through IS NOT NULL")),
    postgresql_partition_by="LIST (reporting_year)",
)

apar_entry = Table(
    "apar_entry",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    *tenant_columns(),
    Column("prescriber_id", Integer),
    Column("position", BigInteger, nullable=False),
    # Canonical JSON (RFC 8785), without personal data: the bytes that the digest is over.
    Column("body", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("facts_through", DateTime(timezone=True), nullable=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    # The order that a version rests on that corrects a sealed year, and what it says, as JSON.
    Column("correction_id", Integer),
    Column("correction", Text),
    PrimaryKeyConstraint("reporting_year", "official_id", "version"),
    Index(None, "reporting_year", "position"),
    postgresql_partition_by="LIST (reporting_year)",
)

# Which version of each entry stands now: entries themselves are never changed.
apar_head = Table(
    "apar_head",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("prescriber_id", Integer),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    # Where the official has moved to, and since when, while this is published for the place before.
    Column("arrived_authority_id", Integer),
    Column("arrived_on", Date),
    PrimaryKeyConstraint("reporting_year", "official_id"),
    Index(None, "reporting_year", "authority_id", "official_id"),
    Index(None, "arrived_authority_id", postgresql_where=text("arrived_authority_id IS NOT NULL")),
    postgresql_partition_by="LIST (reporting_year)",
)
