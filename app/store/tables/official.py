"""Officials: the person, the profile that decides who prescribes, identifiers and postings."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
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
from sqlalchemy.dialects.postgresql import ARRAY

from app.store.tables.metadata import metadata, tenant_columns

# Officials who look alike to every rule share one profile: who prescribes, level and reach are
# then decided once a profile (thousands), not once an official (millions).
profile = Table(
    "profile",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    *tenant_columns(),
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
    Column("digest", LargeBinary, nullable=False, unique=True),
    CheckConstraint(
        "employment IN ('regular', 'contractual', 'outsourced', 'other')", name="employment"
    ),
)

official = Table(
    "official",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    *tenant_columns(),
    Column("profile_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    # When his authority first showed him: reports that were read before say nothing about him.
    Column("arrived_position", BigInteger, nullable=False),
    # When a whole roster of his authority no longer showed him; null while it does.
    Column("left_position", BigInteger),
    Index(None, "authority_id", "id"),
    Index(None, "profile_id"),
)

official_history = Table(
    "official_history",
    metadata,
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("profile_id", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    Column("superseded_position", BigInteger, nullable=False),
    Column("left_position", BigInteger),
    Column("arrived_position", BigInteger, nullable=False, server_default="0"),
    PrimaryKeyConstraint("official_id", "learned_position"),
    Index(None, "profile_id"),
)

official_identifier = Table(
    "official_identifier",
    metadata,
    Column("official_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    *tenant_columns(),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    PrimaryKeyConstraint("official_id", "kind", "value"),
    CheckConstraint(
        "kind IN ('igot_user', 'sparrow_email', 'employee_code', 'external_system_id')",
        name="kind",
    ),
    Index(None, "kind", "value"),
    Index(
        "ix_official_identifier_code",
        text("lower(value)"),
        postgresql_where=text("kind = 'employee_code'"),
    ),
    Index(
        "uq_official_identifier_igot_user",
        "value",
        unique=True,
        postgresql_where=text("kind = 'igot_user'"),
    ),
)

# An official of whom a report shows a completion without saying when, until a look settles it:
# falling short of the share is then not established.
completion_doubt = Table(
    "completion_doubt",
    metadata,
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    PrimaryKeyConstraint("official_id"),
)

completion_doubt_history = Table(
    "completion_doubt_history",
    metadata,
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("learned_position", BigInteger, nullable=False),
    Column("withdrawn_position", BigInteger),
    Column("superseded_position", BigInteger, nullable=False),
    PrimaryKeyConstraint("official_id", "learned_position"),
)

posting = Table(
    "posting",
    metadata,
    Column("official_id", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    *tenant_columns(),
    Column("profile_id", Integer, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    PrimaryKeyConstraint("official_id", "valid_from"),
    # Few have stood elsewhere: those are looked for by when they left.
    Index(None, "valid_to", postgresql_where=text("valid_to IS NOT NULL")),
    Index(None, "profile_id", postgresql_where=text("valid_to IS NOT NULL")),
    # And whoever came after a day that counts, by when.
    Index(None, "valid_from", postgresql_where=text("valid_to IS NULL")),
)

posting_history = Table(
    "posting_history",
    metadata,
    Column("official_id", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    *tenant_columns(),
    Column("profile_id", Integer, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    Column("superseded_position", BigInteger, nullable=False),
    PrimaryKeyConstraint("official_id", "valid_from", "learned_position"),
)
