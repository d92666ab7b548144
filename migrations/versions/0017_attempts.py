"""Attempts: a dated result held so far is the first attempt; 0 is one without a date."""

from alembic import op

revision = "0017"
down_revision = "0016"

TABLES = ("assessment_result", "assessment_result_history")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.execute(f"UPDATE {table} SET attempt = 1 WHERE attempt = 0 AND taken_at IS NOT NULL")


def downgrade() -> None:
    # One result of each assessment was held: the one that was learned last.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "DELETE FROM assessment_result AS held USING assessment_result AS later"
        " WHERE (held.reporting_year, held.official_id, held.assessment_id)"
        " = (later.reporting_year, later.official_id, later.assessment_id)"
        " AND (held.learned_position, held.attempt) < (later.learned_position, later.attempt)"
    )
    op.execute("DELETE FROM assessment_result_history WHERE attempt > 1")
    op.execute(
        "DELETE FROM assessment_result_history AS kept USING assessment_result_history AS other"
        " WHERE (kept.reporting_year, kept.official_id, kept.assessment_id, kept.learned_position)"
        " = (other.reporting_year, other.official_id, other.assessment_id, other.learned_position)"
        " AND kept.attempt < other.attempt"
    )
    for table in TABLES:
        op.execute(f"UPDATE {table} SET attempt = 0 WHERE attempt > 0")
