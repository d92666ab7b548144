"""What rosters come to by group, and the picture of onboarding of each day."""

from alembic import op

revision = "0030"
down_revision = "0029"

OWN = (
    "(SELECT tenant_reach()) = 'all'"
    " OR authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
)
TABLES = ("roster_count", "onboarding_snapshot")
UP = (
    """
    CREATE TABLE roster_count (
        authority_id integer NOT NULL,
        roster_id bigint NOT NULL,
        group_key text NOT NULL,
        rostered integer NOT NULL,
        missing integer NOT NULL,
        wrongly_mapped integer NOT NULL,
        duplicates integer NOT NULL,
        CONSTRAINT pk_roster_count PRIMARY KEY (roster_id, authority_id, group_key)
    )
    """,
    """
    CREATE TABLE onboarding_snapshot (
        authority_id integer NOT NULL,
        reporting_year smallint NOT NULL,
        taken_on date NOT NULL,
        taken_at timestamptz NOT NULL,
        counts jsonb NOT NULL,
        CONSTRAINT pk_onboarding_snapshot PRIMARY KEY (authority_id, reporting_year, taken_on)
    )
    """,
    "GRANT SELECT ON roster_count, onboarding_snapshot TO karmasetu_api, karmasetu_worker",
    "GRANT INSERT, DELETE ON roster_count TO karmasetu_worker",
    "GRANT INSERT, UPDATE ON onboarding_snapshot TO karmasetu_worker",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY api_reads ON {table} FOR SELECT TO karmasetu_api USING ({OWN})")
        op.execute(
            f"CREATE POLICY worker_works ON {table} TO karmasetu_worker"
            " USING (true) WITH CHECK (true)"
        )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in reversed(TABLES):
        op.execute(f"DROP TABLE {table}")
