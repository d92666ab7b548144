"""What an authority does about an official on iGOT: asked once, tried until it ends, never lost."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.store.tables.metadata import metadata

onboarding_action = Table(
    "onboarding_action",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("authority_id", Integer, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Of a claim: under which authority the official stands. Found by the worker, for the claimant
    # may not see it.
    Column("holder_id", Integer),
    Column("idempotency_key", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    # When it is tried next; null once it ended, or while an answer is awaited.
    Column("due_at", DateTime(timezone=True)),
    Column("failure", Text),
    Column("receipt", JSONB),
    Column("ended_at", DateTime(timezone=True)),
    CheckConstraint("kind IN ('not_my_user', 'reassign', 'verify', 'claim')", name="kind"),
    CheckConstraint(
        "state IN ('pending', 'done', 'refused', 'given_up', 'awaiting', 'agreed', 'declined')",
        name="state",
    ),
    UniqueConstraint("authority_id", "requested_by", "idempotency_key"),
    Index(None, "authority_id", "id"),
    Index(None, "holder_id", "id", postgresql_where=text("holder_id IS NOT NULL")),
)
