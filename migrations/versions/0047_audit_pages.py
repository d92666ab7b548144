"""Pages name whom they showed in one audit event; exports keep the trail's last link of then."""

from alembic import op

revision = "0047"
down_revision = "0046"

REACH_ALL = "(SELECT tenant_reach()) = 'all'"
OWN = "authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
# Whoever may see an official may see who went through whole stretches of entries: such an event
# names a reader and positions, and no official.
STRETCH = "authority_id IS NULL AND official_id IS NULL AND first_position IS NOT NULL"
UP = (
    "ALTER TABLE audit_event ADD COLUMN officials integer[]",
    # No index over what an array holds: its operators are not leakproof, and so wait for policies.
    (
        "CREATE INDEX ix_audit_event_pages ON audit_event (authority_id, id)"
        " WHERE officials IS NOT NULL"
    ),
    "DROP POLICY api_reads ON audit_event",
    (
        "CREATE POLICY api_reads ON audit_event FOR SELECT TO karmasetu_api"
        f" USING ({REACH_ALL} OR {OWN} OR ({STRETCH}))"
    ),
    """
    CREATE TABLE audit_head (
        single boolean NOT NULL DEFAULT true,
        link bigint NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT pk_audit_head PRIMARY KEY (single),
        CONSTRAINT ck_audit_head_one CHECK (single)
    )
    """,
    "GRANT SELECT ON audit_head TO karmasetu_api, karmasetu_worker",
    "GRANT INSERT, UPDATE ON audit_head TO karmasetu_worker",
    "ALTER TABLE apar_export ADD COLUMN audit_link bigint, ADD COLUMN audit_hash text",
)
DOWN = (
    "ALTER TABLE apar_export DROP COLUMN audit_hash, DROP COLUMN audit_link",
    "DROP TABLE audit_head",
    "DROP POLICY api_reads ON audit_event",
    (
        "CREATE POLICY api_reads ON audit_event FOR SELECT TO karmasetu_api"
        f" USING ({REACH_ALL} OR {OWN})"
    ),
    "DROP INDEX ix_audit_event_pages",
    "ALTER TABLE audit_event DROP COLUMN officials",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
