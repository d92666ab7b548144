"""Officials whom a whole roster no longer shows, and outcomes that nothing confirms since."""

from alembic import op

revision = "0016"
down_revision = "0015"

UP = (
    "ALTER TABLE official ADD COLUMN left_position bigint",
    "ALTER TABLE official_history ADD COLUMN left_position bigint",
    "ALTER TABLE evaluation ADD COLUMN confirmed_through timestamptz",
    (
        "CREATE INDEX ix_evaluation_official_id ON evaluation (official_id)"
        " WHERE confirmed_through IS NOT NULL"
    ),
)
DOWN = (
    "DROP INDEX ix_evaluation_official_id",
    "ALTER TABLE evaluation DROP COLUMN confirmed_through",
    "ALTER TABLE official_history DROP COLUMN left_position",
    "ALTER TABLE official DROP COLUMN left_position",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
