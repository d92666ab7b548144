"""Replies kept under Idempotency-Key: who asked and what was said can't be read from the table."""

from sqlalchemy import Column, DateTime, Index, LargeBinary, Table

from app.store.tables.metadata import metadata

kept_reply = Table(
    "kept_reply",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("kept_at", DateTime(timezone=True), nullable=False),
    Index("ix_kept_reply_kept_at", "kept_at"),
)
