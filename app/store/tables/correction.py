"""Corrections of sealed years: what awaits an order, and the orders."""

from sqlalchemy import (
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
)

from app.store.tables.metadata import metadata, order_columns, positions, tenant_columns

# Entries as they would be published if their year were not sealed.
apar_awaiting = Table(
    "apar_awaiting",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("digest", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id"),
    Index(None, "reporting_year", "authority_id", "official_id"),
)

# An order lets one entry, by its digest, be published once.
correction_order = Table(
    "correction_order",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("digest", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    *order_columns(),
    *positions(),
    Index(None, "reporting_year", "official_id"),
    Index(None, "authority_id", "id"),
)
