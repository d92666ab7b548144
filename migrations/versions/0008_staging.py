"""Unlogged staging tables, poured into by COPY and emptied by the merge."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """
CREATE UNLOGGED TABLE staging.assessment (
    load_id BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    state TEXT NOT NULL,
    score NUMERIC(7, 2),
    taken_at TIMESTAMP WITH TIME ZONE
)
    """,
    """
CREATE UNLOGGED TABLE staging.completion (
    load_id BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    evidence TEXT NOT NULL,
    certificate_id TEXT
)
    """,
    "CREATE INDEX ix_completion_load_id ON staging.completion (load_id)",
    """
CREATE UNLOGGED TABLE staging.entry (
    load_id BIGINT NOT NULL,
    official_id INTEGER NOT NULL,
    body TEXT NOT NULL,
    digest BYTEA NOT NULL
)
    """,
    """
CREATE UNLOGGED TABLE staging.official (
    load_id BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    joined_on DATE NOT NULL,
    employment TEXT NOT NULL,
    designation TEXT,
    designation_key TEXT,
    group_name TEXT,
    service TEXT,
    civil_service_type TEXT,
    cadre TEXT,
    batch SMALLINT,
    on_central_deputation BOOLEAN,
    controlling_authority TEXT,
    profile_status TEXT NOT NULL,
    tags TEXT[] NOT NULL,
    profile_digest BYTEA NOT NULL,
    email TEXT,
    employee_code TEXT,
    external_system_id TEXT
)
    """,
)
TABLES = (
    "staging.official",
    "staging.entry",
    "staging.completion",
    "staging.assessment",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
