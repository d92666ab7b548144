"""How many calls a run of the feed plans on each road, and how many it may send."""

from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE feed_run ADD planned jsonb, ADD calls_allowed integer")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE feed_run DROP planned, DROP calls_allowed")
