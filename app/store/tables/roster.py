"""Rosters: a file of an authority's staff, its rows as they were sent, and what was found."""

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
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.store.tables.metadata import authority_key, metadata

roster = Table(
    "roster",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    authority_key(),
    Column("reporting_year", SmallInteger, nullable=False),
    # Of the file's bytes and of what its sender said of its columns.
    Column("digest", LargeBinary, nullable=False),
    Column("headings", ARRAY(Text), nullable=False),
    Column("meanings", ARRAY(Text), nullable=False),
    Column("described", JSONB, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("step", Text),
    Column("rows_done", Integer, nullable=False),
    Column("clean", Integer),
    Column("findings", Integer),
    Column("fixed", Integer),
    Column("renewed", Integer),
    Column("previous_id", BigInteger),
    Column("catalogue_version", SmallInteger, nullable=False),
    # What digests of its phones were made under: null once they were compared.
    Column("phone_key", LargeBinary),
    # How many of its rows have a phone that iGOT shows as well, or why none was looked for.
    Column("phones_compared", Integer),
    Column("phones_failure", Text),
    Column("failure", Text),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    UniqueConstraint("authority_id", "reporting_year", "digest"),
    CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
)

roster_chunk = Table(
    "roster_chunk",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("roster_id", BigInteger, nullable=False),
    Column("first_row", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    # Digests of their phones: null for none, and once they were compared.
    Column("phones", LargeBinary),
    Column("cells", LargeBinary, nullable=False),
    PrimaryKeyConstraint("roster_id", "authority_id", "first_row"),
)

# Rows as they are compared, until they were: as columns, and beside them what is odd about some.
roster_look = Table(
    "roster_look",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("roster_id", BigInteger, nullable=False),
    Column("first_row", Integer, nullable=False),
    Column("numbers", ARRAY(Integer), nullable=False),
    Column("emails", ARRAY(Text), nullable=False),
    Column("codes", ARRAY(Text), nullable=False),
    Column("names", ARRAY(Text), nullable=False),
    # Below zero of an odd row.
    Column("kinds", ARRAY(Integer), nullable=False),
    # Days as date.toordinal counts them; before and after all days where there is none.
    Column("joined_on", ARRAY(Integer), nullable=False),
    Column("retires_on", ARRAY(Integer), nullable=False),
    Column("odd_numbers", ARRAY(Integer), nullable=False),
    Column("odd_marks", ARRAY(Text), nullable=False),
    Column("odd_unreadable", ARRAY(Text), nullable=False),
    Column("odd_refused", ARRAY(Text), nullable=False),
    PrimaryKeyConstraint("roster_id", "authority_id", "first_row"),
)

# What many rows have alike, by the number that they name it by, and in how many it stands.
roster_kind = Table(
    "roster_kind",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("roster_id", BigInteger, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("designation_key", Text),
    Column("group_key", Text),
    Column("service_key", Text),
    Column("cadre_key", Text),
    Column("batch", SmallInteger),
    Column("on_central_deputation", Boolean),
    Column("rows", Integer, nullable=False),
    # Its rows are looked at closely, whatever else is held.
    Column("doubted", Boolean, nullable=False),
    PrimaryKeyConstraint("roster_id", "authority_id", "kind"),
)

roster_finding = Table(
    "roster_finding",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("roster_id", BigInteger, nullable=False),
    Column("place", Integer, nullable=False),
    # Null for an official who is on no row.
    Column("row_no", Integer),
    Column("rule_id", Text, nullable=False),
    Column("field", Text),
    Column("official_id", Integer),
    Column("agreed", ARRAY(Text), nullable=False),
    Column("differed", ARRAY(Text), nullable=False),
    Column("offers", JSONB, nullable=False),
    # Whom a finding is about, alike from one roster to the next.
    Column("subject", BigInteger, nullable=False),
    Column("is_new", Boolean, nullable=False),
    PrimaryKeyConstraint("roster_id", "authority_id", "place"),
    Index(None, "roster_id", "authority_id", "row_no"),
)
