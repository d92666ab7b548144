"""When the enrolment began in which a course was completed, beside the completion."""

from alembic import op

revision = "0032"
down_revision = "0031"

TABLES = ("completion", "completion_history", "staging.completion")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ADD COLUMN enrolled_at timestamptz")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP COLUMN enrolled_at")
