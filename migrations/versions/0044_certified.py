"""Whether iGOT had issued its certificate for an assessment, beside the result."""

from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("assessment_result", "assessment_result_history"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN certified boolean")
    # Results that a killed run left in staging are swept by the next.
    op.execute("TRUNCATE staging.assessment")
    op.execute("ALTER TABLE staging.assessment ADD COLUMN certified boolean NOT NULL")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("assessment_result", "assessment_result_history", "staging.assessment"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN certified")
