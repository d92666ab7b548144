"""Erasures: whose name and identifiers were taken away, by whose order, and why."""

from sqlalchemy import Column, Date, DateTime, Integer, Table, Text

from app.store.tables.metadata import metadata

erasure = Table(
    "erasure",
    metadata,
    Column("official_id", Integer, primary_key=True, autoincrement=False),
    Column("order_number", Text, nullable=False),
    Column("ordered_on", Date, nullable=False),
    Column("ordered_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("erased_by", Text, nullable=False),
    Column("erased_at", DateTime(timezone=True), nullable=False),
)
