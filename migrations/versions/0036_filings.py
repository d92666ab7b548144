"""What is pushed to SPARROW: instances, how far each was told, filings, and receipts for them."""

from alembic import op

revision = "0036"
down_revision = "0035"

REACH_ALL = "(SELECT tenant_reach()) = 'all'"
OWN = "authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
SERVES = (
    "service_id = ANY ((SELECT tenant_ids('app.services'))::integer[])"
    " OR cadre_id = ANY ((SELECT tenant_ids('app.cadres'))::integer[])"
)
# An instance is seen and registered by whoever may see all whom it serves.
WHOLE = (
    "authorities <@ (SELECT coalesce(tenant_ids('app.authorities'), '{}'))"
    " AND services <@ (SELECT coalesce(tenant_ids('app.services'), '{}'))"
    " AND cadres <@ (SELECT coalesce(tenant_ids('app.cadres'), '{}'))"
)
ITS_INSTANCE = (
    "EXISTS (SELECT FROM sparrow_instance WHERE sparrow_instance.id = sparrow_outbox.instance_id)"
)
TENANT = "authority_id integer NOT NULL, service_id smallint, cadre_id smallint"
UP = (
    """
    CREATE TABLE sparrow_instance (
        id text CONSTRAINT pk_sparrow_instance PRIMARY KEY,
        base_url text NOT NULL,
        enabled boolean NOT NULL,
        reporting_years smallint[] NOT NULL,
        authorities integer[] NOT NULL,
        services integer[] NOT NULL,
        cadres integer[] NOT NULL,
        version integer NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        failures smallint NOT NULL DEFAULT 0,
        failure text,
        due_at timestamptz,
        halted_at timestamptz,
        answered_at timestamptz,
        CONSTRAINT ck_sparrow_instance_serves CHECK (
            cardinality(authorities) + cardinality(services) + cardinality(cadres) > 0
        )
    )
    """,
    """
    CREATE TABLE sparrow_outbox (
        instance_id text NOT NULL CONSTRAINT fk_sparrow_outbox_instance_id_sparrow_instance
            REFERENCES sparrow_instance (id),
        reporting_year smallint NOT NULL,
        scope text NOT NULL,
        planned_through bigint NOT NULL,
        CONSTRAINT pk_sparrow_outbox PRIMARY KEY (instance_id, reporting_year)
    )
    """,
    f"""
    CREATE TABLE filing (
        instance_id text NOT NULL,
        reporting_year smallint NOT NULL,
        official_id integer NOT NULL,
        position bigint NOT NULL,
        {TENANT},
        kind text NOT NULL CONSTRAINT ck_filing_kind
            CHECK (kind IN ('upsert', 'correction', 'tombstone', 'key_change')),
        version integer,
        digest bytea,
        published_at timestamptz NOT NULL,
        state text NOT NULL CONSTRAINT ck_filing_state
            CHECK (state IN ('pending', 'sent', 'accepted', 'dead', 'superseded')),
        attempts smallint NOT NULL,
        tries smallint NOT NULL,
        due_at timestamptz,
        sent_at timestamptz,
        failure text,
        ended_at timestamptz,
        CONSTRAINT pk_filing PRIMARY KEY (instance_id, reporting_year, official_id, position)
    )
    """,
    (
        "CREATE INDEX ix_filing_instance_id_reporting_year_state_position ON filing"
        " (instance_id, reporting_year, state, position)"
    ),
    "CREATE INDEX ix_filing_instance_id_position ON filing (instance_id, position)",
    "CREATE INDEX ix_filing_official_id_reporting_year ON filing (official_id, reporting_year)",
    f"""
    CREATE TABLE filing_receipt (
        instance_id text NOT NULL,
        reporting_year smallint NOT NULL,
        official_id integer NOT NULL,
        position bigint NOT NULL,
        attempt smallint NOT NULL,
        {TENANT},
        digest bytea,
        status text NOT NULL CONSTRAINT ck_filing_receipt_status
            CHECK (status IN ('accepted', 'refused', 'later')),
        code text,
        reference text,
        received_at timestamptz NOT NULL,
        CONSTRAINT pk_filing_receipt
            PRIMARY KEY (instance_id, reporting_year, official_id, position, attempt)
    )
    """,
    (
        "CREATE POLICY api_reads ON sparrow_instance FOR SELECT TO karmasetu_api"
        f" USING ({REACH_ALL} OR ({WHOLE}))"
    ),
    (
        "CREATE POLICY api_registers ON sparrow_instance FOR INSERT TO karmasetu_api"
        f" WITH CHECK ({REACH_ALL} OR ({WHOLE}))"
    ),
    (
        "CREATE POLICY api_changes ON sparrow_instance FOR UPDATE TO karmasetu_api"
        f" USING ({REACH_ALL} OR ({WHOLE})) WITH CHECK ({REACH_ALL} OR ({WHOLE}))"
    ),
    f"CREATE POLICY api_reads ON sparrow_outbox FOR SELECT TO karmasetu_api USING ({ITS_INSTANCE})",
    *(
        f"CREATE POLICY api_reads ON {table} FOR SELECT TO karmasetu_api"
        f" USING ({REACH_ALL} OR {OWN} OR {SERVES})"
        for table in ("filing", "filing_receipt")
    ),
    # The API puts dead letters back into the outbox, and nothing else.
    (
        "CREATE POLICY api_requeues ON filing FOR UPDATE TO karmasetu_api"
        f" USING (state = 'dead' AND ({REACH_ALL} OR {OWN} OR {SERVES}))"
        " WITH CHECK (state = 'pending')"
    ),
    (
        "GRANT SELECT ON sparrow_instance, sparrow_outbox, filing, filing_receipt"
        " TO karmasetu_api, karmasetu_worker"
    ),
    "GRANT INSERT, UPDATE ON sparrow_instance TO karmasetu_api",
    "GRANT UPDATE (state, tries, due_at, ended_at) ON filing TO karmasetu_api",
    (
        "GRANT UPDATE (failures, failure, due_at, halted_at, answered_at) ON sparrow_instance"
        " TO karmasetu_worker"
    ),
    "GRANT INSERT, UPDATE ON sparrow_outbox TO karmasetu_worker",
    "GRANT INSERT ON filing, filing_receipt TO karmasetu_worker",
    (
        "GRANT UPDATE (state, attempts, tries, due_at, sent_at, failure, ended_at) ON filing"
        " TO karmasetu_worker"
    ),
)
TABLES = ("filing_receipt", "filing", "sparrow_outbox", "sparrow_instance")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY worker_works ON {table} TO karmasetu_worker"
            " USING (true) WITH CHECK (true)"
        )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
