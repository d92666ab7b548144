"""When each feed user's own list was read, so that looks take turns and have a rate."""

from alembic import op

revision = "0040"
down_revision = "0039"

UP = (
    """
    CREATE TABLE feed_look (
        user_id text CONSTRAINT pk_feed_look PRIMARY KEY,
        read_at timestamptz NOT NULL,
        run_id bigint NOT NULL,
        settled boolean NOT NULL
    )
    """,
    "CREATE INDEX ix_feed_look_read_at ON feed_look (read_at)",
    # Whom iGOT was asked about is the worker's bookkeeping; no caller of the API sees it.
    "GRANT SELECT, INSERT, UPDATE ON feed_look TO karmasetu_worker",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE feed_look")
