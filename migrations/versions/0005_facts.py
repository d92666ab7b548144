"""Completions and assessment results, current, with what was superseded beside them."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    """
CREATE TABLE assessment_result (
    reporting_year SMALLINT NOT NULL,
    official_id INTEGER NOT NULL,
    assessment_id INTEGER NOT NULL,
    attempt SMALLINT NOT NULL,
    authority_id INTEGER NOT NULL,
    service_id SMALLINT,
    cadre_id SMALLINT,
    state TEXT NOT NULL,
    score NUMERIC(7, 2),
    taken_at TIMESTAMP WITH TIME ZONE,
    learned_position BIGINT NOT NULL,
    withdrawn_position BIGINT,
    CONSTRAINT pk_assessment_result
        PRIMARY KEY (reporting_year, official_id, assessment_id, attempt),
    CONSTRAINT ck_assessment_result_state CHECK (state IN ('passed', 'failed', 'not_established'))
)
 PARTITION BY LIST (reporting_year)
    """,
    """
CREATE TABLE assessment_result_history (
    reporting_year SMALLINT NOT NULL,
    official_id INTEGER NOT NULL,
    assessment_id INTEGER NOT NULL,
    attempt SMALLINT NOT NULL,
    authority_id INTEGER NOT NULL,
    service_id SMALLINT,
    cadre_id SMALLINT,
    state TEXT NOT NULL,
    score NUMERIC(7, 2),
    taken_at TIMESTAMP WITH TIME ZONE,
    learned_position BIGINT NOT NULL,
    withdrawn_position BIGINT,
    superseded_position BIGINT NOT NULL,
    CONSTRAINT pk_assessment_result_history
        PRIMARY KEY (reporting_year, official_id, assessment_id, attempt, learned_position)
)
 PARTITION BY LIST (reporting_year)
    """,
    """
CREATE TABLE completion (
    reporting_year SMALLINT NOT NULL,
    official_id INTEGER NOT NULL,
    course_id INTEGER NOT NULL,
    authority_id INTEGER NOT NULL,
    service_id SMALLINT,
    cadre_id SMALLINT,
    completed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    evidence TEXT NOT NULL,
    certificate_id TEXT,
    learned_position BIGINT NOT NULL,
    withdrawn_position BIGINT,
    CONSTRAINT pk_completion PRIMARY KEY (reporting_year, official_id, course_id)
)
 PARTITION BY LIST (reporting_year)
    """,
    """
CREATE TABLE completion_history (
    reporting_year SMALLINT NOT NULL,
    official_id INTEGER NOT NULL,
    course_id INTEGER NOT NULL,
    authority_id INTEGER NOT NULL,
    service_id SMALLINT,
    cadre_id SMALLINT,
    completed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    evidence TEXT NOT NULL,
    certificate_id TEXT,
    learned_position BIGINT NOT NULL,
    withdrawn_position BIGINT,
    superseded_position BIGINT NOT NULL,
    CONSTRAINT pk_completion_history
        PRIMARY KEY (reporting_year, official_id, course_id, learned_position)
)
 PARTITION BY LIST (reporting_year)
    """,
)
TABLES = (
    "completion_history",
    "completion",
    "assessment_result_history",
    "assessment_result",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
