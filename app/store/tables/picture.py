"""The picture of onboarding: what rosters come to by group, and each day's counts."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.store.tables.metadata import metadata

roster_count = Table(
    "roster_count",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("roster_id", BigInteger, nullable=False),
    # Empty where a row names no group.
    Column("group_key", Text, nullable=False),
    Column("rostered", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("wrongly_mapped", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    PrimaryKeyConstraint("roster_id", "authority_id", "group_key"),
)

onboarding_snapshot = Table(
    "onboarding_snapshot",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("taken_on", Date, nullable=False),
    Column("taken_at", DateTime(timezone=True), nullable=False),
    Column("counts", JSONB, nullable=False),
    PrimaryKeyConstraint("authority_id", "reporting_year", "taken_on"),
)
