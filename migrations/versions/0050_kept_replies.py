"""Replies kept for whoever sends the same request again, under a key of its own."""

from alembic import op

revision = "0050"
down_revision = "0049"

UP = (
    """
    CREATE TABLE kept_reply (
        digest bytea CONSTRAINT pk_kept_reply PRIMARY KEY,
        fingerprint bytea NOT NULL,
        sealed bytea NOT NULL,
        kept_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_kept_reply_kept_at ON kept_reply (kept_at)",
    "GRANT SELECT, INSERT ON kept_reply TO karmasetu_api",
    "GRANT SELECT (kept_at), DELETE ON kept_reply TO karmasetu_worker",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE kept_reply")
