"""Nobody inserts an audit event with a number, a moment or a link of his own choice."""

from alembic import op

revision = "0063"
down_revision = "0062"

# What an event says. Its number and moment are the store's, its link the worker's to add.
SAID = (
    "client_id, person, purpose, action, request_id, reporting_year, authority_id, official_id,"
    " first_position, last_position, outcome, reach, officials"
)
ROLES = "karmasetu_api, karmasetu_worker"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"REVOKE INSERT ON audit_event FROM {ROLES}")
    op.execute(f"GRANT INSERT ({SAID}) ON audit_event TO {ROLES}")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"REVOKE INSERT ({SAID}) ON audit_event FROM {ROLES}")
    op.execute(f"GRANT INSERT ON audit_event TO {ROLES}")
