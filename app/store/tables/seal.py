"""Sealed years: who asked, the signed roots, the trees under them, and the salt of each entry."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from app.store.tables.metadata import metadata, tenant_columns

# The salt of a published version, and what its leaf is over; an erased salt is null for ever.
apar_salt = Table(
    "apar_salt",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    *tenant_columns(),
    Column("prescriber_id", Integer),
    Column("salt", LargeBinary),
    Column("salted", LargeBinary, nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id", "version"),
)

apar_seal_request = Table(
    "apar_seal_request",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("authority_id", Integer, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    # The service's, over all of it but the number: SQL alone can't ask in somebody's name.
    Column("signature", Text),
    # One that is copied is no second request, and a seal's row can't say that another one asked.
    UniqueConstraint(
        *("authority_id", "reporting_year", "requested_by", "requested_at"),
        name="uq_apar_seal_request_once",
    ),
    UniqueConstraint(
        *("id", "authority_id", "reporting_year", "requested_by"),
        name="uq_apar_seal_request_whole",
    ),
)

# An authority's seals are one chain, whatever their years.
apar_seal = Table(
    "apar_seal",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("request_id", BigInteger, nullable=False, unique=True),
    Column("requested_by", Text, nullable=False),
    Column("confirmed_by", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    # Canonical JSON (RFC 8785), its SHA-256, and the detached signature over it.
    Column("digest", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("sealed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("authority_id", "number"),
    CheckConstraint("requested_by <> confirmed_by", name="two_people"),
    ForeignKeyConstraint(
        ("request_id", "authority_id", "reporting_year", "requested_by"),
        [
            apar_seal_request.c[name]
            for name in ("id", "authority_id", "reporting_year", "requested_by")
        ],
        name="fk_apar_seal_request",
    ),
)

# Which version of whom stands at which place under a seal.
apar_seal_leaf = Table(
    "apar_seal_leaf",
    metadata,
    Column("reporting_year", SmallInteger, nullable=False),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("prescriber_id", Integer),
    Column("number", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("reporting_year", "official_id", "authority_id", "number"),
)

# The tree: level 0 holds the leaves' hashes, the last level the root.
apar_seal_node = Table(
    "apar_seal_node",
    metadata,
    Column("authority_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("place", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("authority_id", "number", "level", "place"),
)
