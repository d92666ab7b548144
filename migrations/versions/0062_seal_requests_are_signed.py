"""Requests to seal are signed by the service; a seal's row says what its request says."""

from alembic import op

revision = "0062"
down_revision = "0061"

ASKED = "authority_id, reporting_year, requested_by"
UP = (
    "ALTER TABLE apar_seal_request ADD COLUMN signature text",
    (
        "ALTER TABLE apar_seal_request ADD CONSTRAINT"
        " uq_apar_seal_request_once"
        f" UNIQUE ({ASKED}, requested_at)"
    ),
    (
        "ALTER TABLE apar_seal_request ADD CONSTRAINT"
        " uq_apar_seal_request_whole"
        f" UNIQUE (id, {ASKED})"
    ),
    (
        "ALTER TABLE apar_seal ADD CONSTRAINT fk_apar_seal_request"
        f" FOREIGN KEY (request_id, {ASKED}) REFERENCES apar_seal_request (id, {ASKED})"
    ),
)
DOWN = (
    "ALTER TABLE apar_seal DROP CONSTRAINT fk_apar_seal_request",
    ("ALTER TABLE apar_seal_request DROP CONSTRAINT uq_apar_seal_request_whole"),
    ("ALTER TABLE apar_seal_request DROP CONSTRAINT uq_apar_seal_request_once"),
    "ALTER TABLE apar_seal_request DROP COLUMN signature",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
