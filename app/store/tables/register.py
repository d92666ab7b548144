"""Registers: what an authority records by an order, and withdraws, and nothing ever erases."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.store.tables.metadata import (
    authority_key,
    metadata,
    order_columns,
    positions,
    tenant_columns,
)

exemption = Table(
    "exemption",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("kind", Text, nullable=False),
    *order_columns(),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    Column("reason", Text, nullable=False),
    *positions(),
    CheckConstraint(
        "kind IN ('leave', 'retirement', 'training', 'deputation_abroad', 'other')", name="kind"
    ),
    CheckConstraint("valid_until >= valid_from", name="validity"),
    Index(None, "official_id"),
    Index(None, "authority_id", "id"),
)

designation_level = Table(
    "designation_level",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("designation_key", Text, nullable=False),
    Column("level", Text, nullable=False),
    *order_columns(),
    *positions(),
    Index(
        "uq_designation_level_live",
        "authority_id",
        "designation_key",
        unique=True,
        postgresql_where=text("withdrawn_position IS NULL"),
    ),
    Index(None, "authority_id", "id"),
)

rule_override = Table(
    "rule_override",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("rule_id", Text, nullable=False),
    Column("value", JSONB, nullable=False),
    *order_columns(),
    *positions(),
    Index(
        "uq_rule_override_live",
        "authority_id",
        "reporting_year",
        "rule_id",
        unique=True,
        postgresql_where=text("withdrawn_position IS NULL"),
    ),
    Index(None, "authority_id", "id"),
)

course_equivalence = Table(
    "course_equivalence",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    # Who completed the first, on the days named, is credited with the second: never the reverse.
    Column("course_id", Integer, ForeignKey("course.id"), nullable=False),
    Column("counts_for_id", Integer, ForeignKey("course.id"), nullable=False),
    *order_columns(),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    *positions(),
    CheckConstraint("counts_for_id <> course_id", name="other_course"),
    CheckConstraint("valid_until >= valid_from", name="validity"),
    Index(None, "authority_id", "id"),
)

# What a prescriber orders for an assessment that its plans link: days and attempts are told, the
# cut-off decides.
assessment_terms = Table(
    "assessment_terms",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("assessment_id", Integer, ForeignKey("course.id"), nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    *order_columns(),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("attempts_allowed", SmallInteger),
    Column("cut_off_percent", Numeric(5, 2)),
    *positions(),
    CheckConstraint("closes_on >= opens_on", name="days"),
    CheckConstraint("attempts_allowed > 0", name="attempts"),
    CheckConstraint("cut_off_percent BETWEEN 0 AND 100", name="cut_off"),
    Index(None, "authority_id", "id"),
    Index(
        "uq_assessment_terms_live",
        "authority_id",
        "assessment_id",
        "reporting_year",
        unique=True,
        postgresql_where=text("withdrawn_position IS NULL"),
    ),
)

no_mdo_declaration = Table(
    "no_mdo_declaration",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("controlling_authority_id", Integer, ForeignKey("authority.id"), nullable=False),
    *order_columns(),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    *positions(),
    CheckConstraint("valid_until >= valid_from", name="validity"),
    # One at a time: a second declaration withdraws the first, or waits for its end.
    Index(
        "uq_no_mdo_declaration_live",
        "official_id",
        unique=True,
        postgresql_where=text("withdrawn_position IS NULL"),
    ),
    Index(None, "authority_id", "id"),
)

# That an authority is an autonomous body or a public sector enterprise, and since when the ministry
# that it is under has chosen the mandate for it: never, where no day is named.
autonomous_body = Table(
    "autonomous_body",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("ministry_id", Integer, ForeignKey("authority.id"), nullable=False),
    Column("kind", Text, nullable=False),
    *order_columns(),
    Column("mandated_from", Date),
    Column("mandated_until", Date),
    *positions(),
    CheckConstraint("kind IN ('autonomous_body', 'public_sector_enterprise')", name="kind"),
    CheckConstraint("mandated_until >= mandated_from", name="choice"),
    Index(
        "uq_autonomous_body_live",
        "authority_id",
        unique=True,
        postgresql_where=text("withdrawn_position IS NULL"),
    ),
    Index(None, "authority_id", "id"),
)

# A part of a year for which an APAR of its own is written; no outcome rests on it.
apar_period = Table(
    "apar_period",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("official_id", Integer, nullable=False),
    *tenant_columns(),
    Column("apar_id", Text),
    *order_columns(),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    *positions(),
    CheckConstraint("valid_until >= valid_from", name="validity"),
    Index(None, "official_id"),
    Index(None, "authority_id", "id"),
)
