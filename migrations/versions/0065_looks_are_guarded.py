"""Whose own list was read is behind row-level security like every other row about somebody."""

from alembic import op

revision = "0065"
down_revision = "0064"

UP = (
    "ALTER TABLE feed_look ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE feed_look FORCE ROW LEVEL SECURITY",
    "CREATE POLICY worker_works ON feed_look TO karmasetu_worker USING (true) WITH CHECK (true)",
)
DOWN = (
    "DROP POLICY worker_works ON feed_look",
    "ALTER TABLE feed_look NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE feed_look DISABLE ROW LEVEL SECURITY",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
