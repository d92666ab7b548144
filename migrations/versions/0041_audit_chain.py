"""The audit trail's chain: what is appended is never changed, and each event is linked once."""

from alembic import op

revision = "0041"
down_revision = "0040"

REACH_ALL = "(SELECT tenant_reach()) = 'all'"
OWN = "authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
UP = (
    (
        "ALTER TABLE audit_event ADD COLUMN person text, ADD COLUMN reach jsonb,"
        " ADD COLUMN link bigint"
    ),
    "ALTER TABLE audit_event ADD CONSTRAINT uq_audit_event_link UNIQUE (link)",
    (
        "ALTER TABLE audit_event ADD CONSTRAINT ck_audit_event_linked"
        " CHECK ((link IS NULL) = (chain_hash IS NULL))"
    ),
    "CREATE INDEX ix_audit_event_authority_id_id ON audit_event (authority_id, id)",
    "CREATE INDEX ix_audit_event_unchained ON audit_event (id) WHERE chain_hash IS NULL",
    (
        "CREATE INDEX ix_audit_event_bulk ON audit_event (reporting_year)"
        " WHERE first_position IS NOT NULL"
    ),
    # Grants already keep both roles from it; this keeps whoever owns the table from a slip.
    """
    CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF OLD.chain_hash IS NULL AND to_jsonb(NEW) - 'link' - 'chain_hash'
                = to_jsonb(OLD) - 'link' - 'chain_hash' THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'an audit event is never changed' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    (
        "CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION audit_event_stays()"
    ),
    (
        "CREATE TRIGGER audit_event_stays_whole BEFORE TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stays()"
    ),
    "DROP POLICY api_reads ON audit_event",
    (
        "CREATE POLICY api_reads ON audit_event FOR SELECT TO karmasetu_api"
        f" USING ({REACH_ALL} OR {OWN})"
    ),
    "GRANT UPDATE (link, chain_hash) ON audit_event TO karmasetu_worker",
)
DOWN = (
    "REVOKE UPDATE (link, chain_hash) ON audit_event FROM karmasetu_worker",
    "DROP POLICY api_reads ON audit_event",
    "CREATE POLICY api_reads ON audit_event FOR SELECT TO karmasetu_api USING (false)",
    "DROP TRIGGER audit_event_stays_whole ON audit_event",
    "DROP TRIGGER audit_event_stays ON audit_event",
    "DROP FUNCTION audit_event_stays()",
    "DROP INDEX ix_audit_event_bulk",
    "DROP INDEX ix_audit_event_unchained",
    "DROP INDEX ix_audit_event_authority_id_id",
    (
        "ALTER TABLE audit_event DROP CONSTRAINT ck_audit_event_linked,"
        " DROP CONSTRAINT uq_audit_event_link"
    ),
    "ALTER TABLE audit_event DROP COLUMN link, DROP COLUMN reach, DROP COLUMN person",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
