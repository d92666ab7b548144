"""Facts: completions and assessment results, current, with what was superseded beside them.

No foreign keys on these bulk tables: a check for each of 80 million rows costs more than the
set-based load that already joins officials and courses to find their ids.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

from app.store.tables.metadata import metadata, tenant_columns

# The year is part of the key: without it, last year's completion hid this year's for 2.2 % of
# outcomes in a trial.
completion = Table(
    "completion",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("course_id", Integer, nullable=False),
    *tenant_columns(),
    Column("completed_at", DateTime(timezone=True), nullable=False),
    Column("evidence", Text, nullable=False),
    Column("certificate_id", Text),
    Column("enrolled_at", DateTime(timezone=True)),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    PrimaryKeyConstraint("reporting_year", "official_id", "course_id"),
    postgresql_partition_by="LIST (reporting_year)",
)

completion_history = Table(
    "completion_history",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("course_id", Integer, nullable=False),
    *tenant_columns(),
    Column("completed_at", DateTime(timezone=True), nullable=False),
    Column("evidence", Text, nullable=False),
    Column("certificate_id", Text),
    Column("enrolled_at", DateTime(timezone=True)),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    Column("superseded_position", BigInteger, nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id", "course_id", "learned_position"),
    postgresql_partition_by="LIST (reporting_year)",
)

assessment_result = Table(
    "assessment_result",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("assessment_id", Integer, nullable=False),
    Column("attempt", SmallInteger, nullable=False),
    *tenant_columns(),
    Column("state", Text, nullable=False),
    Column("score", Numeric(7, 2)),
    # Null in what was learned before certificates were kept.
    Column("certified", Boolean),
    Column("taken_at", DateTime(timezone=True)),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    PrimaryKeyConstraint("reporting_year", "official_id", "assessment_id", "attempt"),
    CheckConstraint("state IN ('passed', 'failed', 'not_established')", name="state"),
    postgresql_partition_by="LIST (reporting_year)",
)

assessment_result_history = Table(
    "assessment_result_history",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("assessment_id", Integer, nullable=False),
    Column("attempt", SmallInteger, nullable=False),
    *tenant_columns(),
    Column("state", Text, nullable=False),
    Column("score", Numeric(7, 2)),
    # Null in what was learned before certificates were kept.
    Column("certified", Boolean),
    Column("taken_at", DateTime(timezone=True)),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    Column("superseded_position", BigInteger, nullable=False),
    PrimaryKeyConstraint(
        "reporting_year", "official_id", "assessment_id", "attempt", "learned_position"
    ),
    postgresql_partition_by="LIST (reporting_year)",
)
