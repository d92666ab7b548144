"""Digests of a roster's phones, until its check has compared them."""

from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "ALTER TABLE roster ADD COLUMN phone_key bytea, ADD COLUMN phones_compared integer,"
        " ADD COLUMN phones_failure text"
    )
    op.execute("ALTER TABLE roster_chunk ADD COLUMN phones bytea")
    op.execute("GRANT UPDATE (phones) ON roster_chunk TO karmasetu_worker")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE roster_chunk DROP COLUMN phones")
    op.execute(
        "ALTER TABLE roster DROP COLUMN phone_key, DROP COLUMN phones_compared,"
        " DROP COLUMN phones_failure"
    )
