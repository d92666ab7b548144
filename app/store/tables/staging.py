"""Where feeds are poured before one merge: unlogged, without row-level security, worker only."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.store.tables.metadata import metadata

SCHEMA = "staging"

staged_official = Table(
    "official",
    metadata,
    Column("load_id", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("employment", Text, nullable=False),
    Column("designation", Text),
    Column("designation_key", Text),
    Column("group_name", Text),
    Column("service", Text),
    Column("civil_service_type", Text),
    Column("cadre", Text),
    Column("batch", SmallInteger),
    Column("on_central_deputation", Boolean),
    Column("controlling_authority", Text),
    Column("profile_status", Text, nullable=False),
    Column("tags", ARRAY(Text), nullable=False),
    Column("profile_digest", LargeBinary, nullable=False),
    Column("email", Text),
    Column("employee_code", Text),
    Column("external_system_id", Text),
    schema=SCHEMA,
    prefixes=["UNLOGGED"],
)

# Its partitions are unlogged bays, each of them one load's: see facts.BAYS.
staged_completion = Table(
    "completion",
    metadata,
    Column("load_id", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("course_id", Text, nullable=False),
    Column("completed_at", DateTime(timezone=True), nullable=False),
    Column("evidence", Text, nullable=False),
    Column("certificate_id", Text),
    Column("enrolled_at", DateTime(timezone=True)),
    schema=SCHEMA,
    postgresql_partition_by="RANGE (load_id)",
)

staged_assessment = Table(
    "assessment",
    metadata,
    Column("load_id", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("assessment_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("score", Numeric(7, 2)),
    Column("taken_at", DateTime(timezone=True)),
    Column("certified", Boolean, nullable=False),
    schema=SCHEMA,
    prefixes=["UNLOGGED"],
)

staged_extract_course = Table(
    "extract_course",
    metadata,
    Column("load_id", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("course_id", Text, nullable=False),
    Column("org_id", Text, nullable=False),
    Column("completed", Boolean, nullable=False),
    Column("completed_at", DateTime(timezone=True)),
    schema=SCHEMA,
    prefixes=["UNLOGGED"],
)

staged_entry = Table(
    "entry",
    metadata,
    Column("load_id", BigInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    schema=SCHEMA,
    prefixes=["UNLOGGED"],
)
