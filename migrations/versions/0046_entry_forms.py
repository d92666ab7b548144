"""Cadres' own forms of the APAR entry, as an installation set them."""

from alembic import op

revision = "0046"
down_revision = "0045"

UP = (
    """
    CREATE TABLE entry_form (
        schema_id text CONSTRAINT pk_entry_form PRIMARY KEY,
        cadre text NOT NULL,
        since smallint NOT NULL,
        content jsonb NOT NULL,
        in_use boolean NOT NULL,
        taken_at timestamptz NOT NULL
    )
    """,
    "GRANT SELECT ON entry_form TO karmasetu_api, karmasetu_worker",
    "GRANT INSERT, UPDATE (since, in_use, taken_at) ON entry_form TO karmasetu_worker",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE entry_form")
