"""Authorities that prescribe (MDO, CCA), with the services and cadres that officials belong to."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Identity,
    Integer,
    PrimaryKeyConstraint,
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
    # The number of its row in the feed's own tree.
    Column("tree_row_id", BigInteger),
    Column("name", Text, nullable=False),
    Column("name_hi", Text),
    Column("learned_position", BigInteger, nullable=False, server_default="0"),
    CheckConstraint("kind IN ('mdo', 'cca')", name="kind"),
)

# What decides who prescribes: the rest is not looked at.
authority_history = Table(
    "authority_history",
    metadata,
    Column("id", Integer, nullable=False, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("feed_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    Column("superseded_position", BigInteger, nullable=False),
    PrimaryKeyConstraint("id", "learned_position"),
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
