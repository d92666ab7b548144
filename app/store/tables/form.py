"""Cadres' own forms of the APAR entry: each that ever was in use, and those that are now."""

from sqlalchemy import Boolean, Column, DateTime, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from app.store.tables.metadata import metadata

# A form is never changed: entries name it for ever. Only whether it is in use, and since which
# reporting year on, may be another.
entry_form = Table(
    "entry_form",
    metadata,
    Column("schema_id", Text, primary_key=True),
    Column("cadre", Text, nullable=False),
    Column("since", SmallInteger, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("in_use", Boolean, nullable=False),
    Column("taken_at", DateTime(timezone=True), nullable=False),
)
