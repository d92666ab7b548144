"""Authorities that prescribe (MDO, CCA), with the services and cadres that officials belong to."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Identity,
    Integer,
    SmallInteger,
    Table,
    Text,
)

from app.store.tables.metadata import metadata

authority = Table(
    "authority",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("feed_id", Text, nullable=False, unique=True),
    Column("map_id", Text),
    Column("parent_map_id", Text),
    Column("name", Text, nullable=False),
    Column("name_hi", Text),
    CheckConstraint("kind IN ('mdo', 'cca')", name="kind"),
)

service = Table(
    "service",
    metadata,
    Column("id", SmallInteger, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

cadre = Table(
    "cadre",
    metadata,
    Column("id", SmallInteger, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
