"""Clients of the outside issuer that are turned away, though they were never entered here."""

from alembic import op

revision = "0064"
down_revision = "0063"

UP = (
    """
    CREATE TABLE api_client_barred (
        client_id text CONSTRAINT pk_api_client_barred PRIMARY KEY,
        barred_at timestamptz NOT NULL
    )
    """,
    "GRANT SELECT ON api_client_barred TO karmasetu_api, karmasetu_worker",
    "GRANT INSERT ON api_client_barred TO karmasetu_worker",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE api_client_barred")
