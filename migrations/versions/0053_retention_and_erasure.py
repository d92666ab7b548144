"""What is over may be removed by the worker, and an official's name and identifiers be erased."""

from alembic import op

revision = "0053"
down_revision = "0052"

UP = (
    """
    CREATE TABLE erasure (
        official_id integer CONSTRAINT pk_erasure PRIMARY KEY,
        order_number text NOT NULL,
        ordered_on date NOT NULL,
        ordered_by text NOT NULL,
        reason text NOT NULL,
        erased_by text NOT NULL,
        erased_at timestamptz NOT NULL
    )
    """,
    "ALTER TABLE erasure ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE erasure FORCE ROW LEVEL SECURITY",
    ("CREATE POLICY worker_works ON erasure TO karmasetu_worker USING (true) WITH CHECK (true)"),
    "GRANT SELECT, INSERT ON erasure TO karmasetu_worker",
    (
        "GRANT DELETE ON apar_export, apar_export_file, roster, roster_chunk, onboarding_action,"
        " quarantine, feed_look TO karmasetu_worker"
    ),
    "GRANT UPDATE (cells) ON roster_chunk TO karmasetu_worker",
)
DOWN = (
    "REVOKE UPDATE (cells) ON roster_chunk FROM karmasetu_worker",
    (
        "REVOKE DELETE ON apar_export, apar_export_file, roster, roster_chunk, onboarding_action,"
        " quarantine, feed_look FROM karmasetu_worker"
    ),
    "DROP TABLE erasure",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
