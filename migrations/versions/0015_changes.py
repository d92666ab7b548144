"""What readers of changes are told besides new entries: departures, and other keys."""

from alembic import op

revision = "0015"
down_revision = "0014"

REACH_ALL = "(SELECT tenant_reach()) = 'all'"
OWN = "authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
SERVES = (
    "service_id = ANY ((SELECT tenant_ids('app.services'))::integer[])"
    " OR cadre_id = ANY ((SELECT tenant_ids('app.cadres'))::integer[])"
)
UP = (
    """
    CREATE TABLE apar_change (
        reporting_year smallint NOT NULL,
        official_id integer NOT NULL,
        position bigint NOT NULL,
        kind text NOT NULL,
        authority_id integer NOT NULL,
        service_id smallint,
        cadre_id smallint,
        keys_before jsonb NOT NULL,
        published_at timestamptz NOT NULL,
        CONSTRAINT pk_apar_change PRIMARY KEY (reporting_year, official_id, position),
        CONSTRAINT ck_apar_change_kind CHECK (kind IN ('departed', 'rekeyed'))
    )
    """,
    "CREATE INDEX ix_apar_change_reporting_year_position ON apar_change (reporting_year, position)",
    """
    CREATE TABLE identifier_untold (
        reporting_year smallint NOT NULL,
        official_id integer NOT NULL,
        kind text NOT NULL,
        value text NOT NULL,
        withdrawn boolean NOT NULL,
        CONSTRAINT pk_identifier_untold PRIMARY KEY (reporting_year, official_id, kind, value)
    )
    """,
    (
        "CREATE POLICY api_reads ON apar_change FOR SELECT TO karmasetu_api"
        f" USING ({REACH_ALL} OR {OWN} OR {SERVES})"
    ),
    "GRANT SELECT ON apar_change TO karmasetu_api, karmasetu_worker",
    # What was told is never changed; what is still to be told goes when it is.
    "GRANT INSERT ON apar_change TO karmasetu_worker",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON identifier_untold TO karmasetu_worker",
)
TABLES = ("apar_change", "identifier_untold")


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
