"""What readers of changes are told besides new entries: who left their view, who was rekeyed."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.store.tables.metadata import metadata, tenant_columns

# The tenant columns say who is told: for a departure, those who saw the entry until then.
apar_change = Table(
    "apar_change",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    *tenant_columns(),
    # Personal data, kept apart from entries so that it can be erased while their digests stand.
    Column("keys_before", JSONB, nullable=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id", "position"),
    CheckConstraint("kind IN ('departed', 'rekeyed')", name="kind"),
    Index(None, "reporting_year", "position"),
)

# Identifiers that came or went and are to be told with the next publication of the year.
identifier_untold = Table(
    "identifier_untold",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id", "kind", "value"),
)
