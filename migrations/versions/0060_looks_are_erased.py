"""Rows of rosters as they are compared, of which an erasure takes what names somebody."""

from alembic import op

revision = "0060"
down_revision = "0059"

NAMING = "(emails, codes, names)"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"GRANT UPDATE {NAMING} ON roster_look TO karmasetu_worker")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"REVOKE UPDATE {NAMING} ON roster_look FROM karmasetu_worker")
