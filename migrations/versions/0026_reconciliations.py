"""What iGOT's APAR extract says against what is held, by authority and reason."""

from alembic import op

revision = "0026"
down_revision = "0025"

SEEN = (
    "(SELECT tenant_reach()) = 'all'"
    " OR authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
)
UP = (
    """
    CREATE UNLOGGED TABLE staging.extract_course (
        load_id bigint NOT NULL,
        user_id text NOT NULL,
        course_id text NOT NULL,
        org_id text NOT NULL,
        completed boolean NOT NULL,
        completed_at timestamptz
    )
    """,
    "GRANT ALL ON staging.extract_course TO karmasetu_worker",
    """
    CREATE TABLE reconciliation (
        run_id bigint NOT NULL,
        authority_id integer NOT NULL,
        reporting_year smallint NOT NULL,
        verdict text NOT NULL CONSTRAINT ck_reconciliation_verdict
            CHECK (verdict IN ('equal', 'only_there', 'only_here', 'different')),
        reason text NOT NULL,
        facts integer NOT NULL,
        CONSTRAINT pk_reconciliation PRIMARY KEY (run_id, authority_id, verdict, reason)
    )
    """,
    (
        "CREATE INDEX ix_reconciliation_reporting_year_authority_id_run_id"
        " ON reconciliation (reporting_year, authority_id, run_id)"
    ),
    "ALTER TABLE reconciliation ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE reconciliation FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY api_reads ON reconciliation FOR SELECT TO karmasetu_api USING ({SEEN})",
    (
        "CREATE POLICY worker_works ON reconciliation TO karmasetu_worker"
        " USING (true) WITH CHECK (true)"
    ),
    "GRANT SELECT ON reconciliation TO karmasetu_api, karmasetu_worker",
    "GRANT INSERT ON reconciliation TO karmasetu_worker",
)
DOWN = ("DROP TABLE reconciliation", "DROP TABLE staging.extract_course")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in DOWN:
        op.execute(statement)
