"""Staff strength: what an authority states from a day on, and what iGOT's staff details say."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from app.store.tables.metadata import authority_key, metadata, positions

staff_strength = Table(
    "staff_strength",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("source", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("stated_by", Text, nullable=False),
    Column("stated_at", DateTime(timezone=True), nullable=False),
    *positions(),
    CheckConstraint("source IN ('authority', 'igot')", name="source"),
    Index(
        "uq_staff_strength_live",
        "authority_id",
        "source",
        "valid_from",
        unique=True,
        postgresql_where=text("withdrawn_position IS NULL"),
    ),
    Index(None, "authority_id", "id"),
)

staff_strength_line = Table(
    "staff_strength_line",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("strength_id", Integer, nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("scope", Text, nullable=False),
    # Null where it is not told: iGOT's staff details know positions alone.
    Column("employment", Text),
    Column("group_name", Text),
    Column("position", Text),
    Column("filled", Integer, nullable=False),
    Column("vacant", Integer, nullable=False),
    PrimaryKeyConstraint("strength_id", "authority_id", "line_no"),
    CheckConstraint("scope IN ('total', 'whole', 'headquarters')", name="scope"),
    CheckConstraint(
        "employment IN ('regular', 'contractual', 'outsourced', 'other')", name="employment"
    ),
    CheckConstraint("filled >= 0 AND vacant >= 0", name="counts"),
)
