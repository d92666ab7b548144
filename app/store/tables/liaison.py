"""Liaison officers: who is designated, what the ministry directs, which workshops were attended."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Identity, Index, Integer, Table, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB

from app.store.tables.metadata import (
    authority_key,
    metadata,
    order_columns,
    positions,
    tenant_columns,
)

LIVE = sql("withdrawn_position IS NULL")

# The row stays with the authority that designated, wherever the officer goes: it is its record.
liaison_officer = Table(
    "liaison_officer",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("official_id", Integer, nullable=False),
    authority_key(),
    # Which categories there are is a rule, and none of the schema's business.
    Column("category", Text, nullable=False),
    Column("designation", Text, nullable=False),
    Column("designation_key", Text, nullable=False),
    *order_columns(),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    *positions(),
    CheckConstraint("valid_until >= valid_from", name="validity"),
    Index(
        "uq_liaison_officer_live",
        "official_id",
        "authority_id",
        "category",
        "valid_from",
        unique=True,
        postgresql_where=LIVE,
    ),
    Index(None, "authority_id", "id"),
)

liaison_direction = Table(
    "liaison_direction",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("workshops", Boolean, nullable=False),
    Column("programmes", Boolean, nullable=False),
    # By programme, the courses on iGOT that the ministry means; the rules' own where it says none.
    Column("programme_courses", JSONB, nullable=False),
    *order_columns(),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    *positions(),
    CheckConstraint("valid_until >= valid_from", name="validity"),
    CheckConstraint("workshops OR programmes", name="directs"),
    Index(None, "authority_id", "id"),
)

# What an officer attended goes with him to his next authority, as his completions do.
workshop_attendance = Table(
    "workshop_attendance",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("workshop", Text, nullable=False),
    Column("attended_from", Date, nullable=False),
    Column("attended_until", Date, nullable=False),
    Column("certificate_number", Text),
    *order_columns(),
    *positions(),
    CheckConstraint("attended_until >= attended_from", name="attended"),
    Index(
        "uq_workshop_attendance_live",
        "official_id",
        "workshop",
        "attended_from",
        unique=True,
        postgresql_where=LIVE,
    ),
    Index(None, "authority_id", "id"),
)
