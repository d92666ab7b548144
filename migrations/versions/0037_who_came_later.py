"""Who came after a day that counts is found by the first day of the posting in which he stands."""

from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("CREATE INDEX ix_posting_valid_from ON posting (valid_from) WHERE valid_to IS NULL")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP INDEX ix_posting_valid_from")
