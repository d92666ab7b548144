"""Clients that may ask for tokens, and the digests of their secrets."""

from alembic import op

revision = "0045"
down_revision = "0044"

UP = (
    """
    CREATE TABLE api_client (
        client_id text CONSTRAINT pk_api_client PRIMARY KEY,
        role text NOT NULL,
        scopes text[] NOT NULL,
        everything boolean NOT NULL,
        authorities integer[] NOT NULL,
        services integer[] NOT NULL,
        cadres integer[] NOT NULL,
        added_at timestamptz NOT NULL,
        revoked_at timestamptz
    )
    """,
    """
    CREATE TABLE api_client_secret (
        client_id text NOT NULL
            CONSTRAINT fk_api_client_secret_client_id REFERENCES api_client (client_id),
        digest bytea NOT NULL,
        made_at timestamptz NOT NULL,
        ends_at timestamptz,
        CONSTRAINT pk_api_client_secret PRIMARY KEY (client_id, digest)
    )
    """,
    "GRANT SELECT ON api_client, api_client_secret TO karmasetu_api, karmasetu_worker",
    "GRANT INSERT, UPDATE (revoked_at) ON api_client TO karmasetu_worker",
    "GRANT INSERT, UPDATE (ends_at) ON api_client_secret TO karmasetu_worker",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE api_client_secret, api_client")
