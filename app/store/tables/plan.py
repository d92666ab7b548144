"""Courses and training plans: what is prescribed, for whom, by which authority."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.store.tables.metadata import authority_key, metadata

course = Table(
    "course",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("feed_id", Text, nullable=False, unique=True),
    # Null until the catalogue names it: a plan or a completion may come first.
    Column("name", Text),
    Column("category", Text),
    Column("status", Text),
    Column("duration_seconds", Integer),
    # The catalogue's tags: objects of generation, area, theme and sub_theme.
    Column("competencies", JSONB, nullable=False, server_default="[]"),
)

training_plan = Table(
    "training_plan",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    authority_key(),
    Column("feed_id", Text, nullable=False),
    Column("generation", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("reporting_year", SmallInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("apar", Boolean),
    Column("due_at", DateTime(timezone=True)),
    Column("published_at", DateTime(timezone=True)),
    Column("assessment_id", Integer, ForeignKey("course.id")),
    Column("digest", LargeBinary, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    # When it was first seen retired; a plan archived after its year was that year's plan.
    Column("retired_position", BigInteger),
    UniqueConstraint("generation", "feed_id", "reporting_year"),
    CheckConstraint("generation IN ('v1', 'v4')", name="generation"),
    CheckConstraint("status IN ('live', 'retired')", name="status"),
    Index(None, "authority_id", "reporting_year"),
)

plan_group = Table(
    "plan_group",
    metadata,
    Column("plan_id", Integer, ForeignKey("training_plan.id"), nullable=False),
    Column("group_no", SmallInteger, nullable=False),
    PrimaryKeyConstraint("plan_id", "group_no"),
)

plan_criterion = Table(
    "plan_criterion",
    metadata,
    Column("plan_id", Integer, ForeignKey("training_plan.id"), nullable=False),
    Column("group_no", SmallInteger, nullable=False),
    Column("criterion_no", SmallInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("values", ARRAY(Text), nullable=False),
    PrimaryKeyConstraint("plan_id", "group_no", "criterion_no"),
)

prescribed_course = Table(
    "prescribed_course",
    metadata,
    Column("plan_id", Integer, ForeignKey("training_plan.id"), nullable=False),
    Column("course_id", Integer, ForeignKey("course.id"), nullable=False),
    Column("gate", Boolean, nullable=False),
    # The plan is live and shows the course no longer, though it was not published anew.
    Column("vanished", Boolean, nullable=False, server_default="false"),
    # The first publication that was seen of a version which lists the course.
    Column("listed_since", DateTime(timezone=True)),
    PrimaryKeyConstraint("plan_id", "course_id"),
)

training_plan_history = Table(
    "training_plan_history",
    metadata,
    Column("plan_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    authority_key(),
    Column("content", JSONB, nullable=False),
    Column("learned_position", BigInteger, nullable=False),
    PrimaryKeyConstraint("plan_id", "version"),
)
