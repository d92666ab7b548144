"""What is pushed to SPARROW: the instances, how far each was told, filings and their receipts."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.store.tables.metadata import metadata, tenant_columns

sparrow_instance = Table(
    "sparrow_instance",
    metadata,
    Column("id", Text, primary_key=True),
    Column("base_url", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("reporting_years", ARRAY(SmallInteger), nullable=False),
    # Whom it serves: it is told of these, and registered by nobody who may not see them all.
    Column("authorities", ARRAY(Integer), nullable=False),
    Column("services", ARRAY(Integer), nullable=False),
    Column("cadres", ARRAY(Integer), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    # Runs in a row that it did not answer, why, and when the next is; halted: none follows.
    Column("failures", SmallInteger, nullable=False, server_default=text("0")),
    Column("failure", Text),
    Column("due_at", DateTime(timezone=True)),
    Column("halted_at", DateTime(timezone=True)),
    Column("answered_at", DateTime(timezone=True)),
    CheckConstraint(
        "cardinality(authorities) + cardinality(services) + cardinality(cadres) > 0", name="serves"
    ),
)

# Everything published up to here that concerns whom it serves stands in the instance's outbox.
sparrow_outbox = Table(
    "sparrow_outbox",
    metadata,
    Column("instance_id", Text, ForeignKey("sparrow_instance.id"), nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    # For whom that was so: another scope is looked through from the beginning.
    Column("scope", Text, nullable=False),
    Column("planned_through", BigInteger, nullable=False),
    PrimaryKeyConstraint("instance_id", "reporting_year"),
)

filing = Table(
    "filing",
    metadata,
    Column("instance_id", Text, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    *tenant_columns(),
    Column("kind", Text, nullable=False),
    Column("version", Integer),
    Column("digest", LargeBinary),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("state", Text, nullable=False),
    # How often it was sent, ever; and since it was last put into the outbox.
    Column("attempts", SmallInteger, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("sent_at", DateTime(timezone=True)),
    Column("failure", Text),
    Column("ended_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("instance_id", "reporting_year", "official_id", "position"),
    CheckConstraint(
        "kind IN ('upsert', 'correction', 'tombstone', 'withdrawal', 'key_change')", name="kind"
    ),
    CheckConstraint("state IN ('pending', 'sent', 'accepted', 'dead', 'superseded')", name="state"),
    Index(None, "instance_id", "reporting_year", "state", "position"),
    Index(None, "instance_id", "position"),
    Index(None, "official_id", "reporting_year"),
)

# What an instance said of a filing, each time that it said something; never changed.
filing_receipt = Table(
    "filing_receipt",
    metadata,
    Column("instance_id", Text, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("attempt", SmallInteger, nullable=False),
    *tenant_columns(),
    Column("digest", LargeBinary),
    Column("status", Text, nullable=False),
    Column("code", Text),
    Column("reference", Text),
    Column("received_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("instance_id", "reporting_year", "official_id", "position", "attempt"),
    CheckConstraint("status IN ('accepted', 'refused', 'later')", name="status"),
)
