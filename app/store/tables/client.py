"""Clients that may ask for tokens: what each may do and see, and its secrets as digests."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.store.tables.metadata import metadata

api_client = Table(
    "api_client",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("everything", Boolean, nullable=False),
    Column("authorities", ARRAY(Integer), nullable=False),
    Column("services", ARRAY(Integer), nullable=False),
    Column("cadres", ARRAY(Integer), nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
)

# Clients of the outside issuer that are turned away; no token is theirs to ask for here.
api_client_barred = Table(
    "api_client_barred",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("barred_at", DateTime(timezone=True), nullable=False),
)

# A secret that was rotated out holds on until it ends, so that a client can change over.
api_client_secret = Table(
    "api_client_secret",
    metadata,
    Column("client_id", Text, ForeignKey("api_client.client_id"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("client_id", "digest"),
)
