"""History of what was kept as current alone: postings, doubts, authorities, readings of reports."""

from alembic import op

revision = "0023"
down_revision = "0022"

REACH_ALL = "(SELECT tenant_reach()) = 'all'"
OWN = "authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
SERVES = (
    "service_id = ANY ((SELECT tenant_ids('app.services'))::integer[])"
    " OR cadre_id = ANY ((SELECT tenant_ids('app.cadres'))::integer[])"
)
SEEN = f"{REACH_ALL} OR {OWN} OR {SERVES}"
STOOD = (
    "EXISTS (SELECT FROM posting"
    " WHERE posting.profile_id = profile.id AND posting.valid_to IS NOT NULL)"
)
WAS = "EXISTS (SELECT FROM official_history WHERE official_history.profile_id = profile.id)"
# What was superseded is not moved with its official: who may see him sees what was known of him.
OF_OFFICIALS = (
    "official_history",
    "completion_history",
    "assessment_result_history",
    "posting_history",
    "completion_doubt_history",
)
NEW = ("posting_history", "completion_doubt_history")
OPEN = ("authority_history", "feed_watermark_history")
TABLES = (
    """
    CREATE TABLE posting_history (
        official_id integer NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        authority_id integer NOT NULL,
        service_id smallint,
        cadre_id smallint,
        profile_id integer NOT NULL,
        learned_position bigint NOT NULL,
        superseded_position bigint NOT NULL,
        CONSTRAINT pk_posting_history PRIMARY KEY (official_id, valid_from, learned_position)
    )
    """,
    """
    CREATE TABLE completion_doubt_history (
        official_id integer NOT NULL,
        authority_id integer NOT NULL,
        service_id smallint,
        cadre_id smallint,
        learned_position bigint NOT NULL,
        withdrawn_position bigint,
        superseded_position bigint NOT NULL,
        CONSTRAINT pk_completion_doubt_history PRIMARY KEY (official_id, learned_position)
    )
    """,
    """
    CREATE TABLE authority_history (
        id integer NOT NULL,
        kind text NOT NULL,
        feed_id text NOT NULL,
        name text NOT NULL,
        learned_position bigint NOT NULL,
        superseded_position bigint NOT NULL,
        CONSTRAINT pk_authority_history PRIMARY KEY (id, learned_position)
    )
    """,
    """
    CREATE TABLE feed_watermark_history (
        feed text NOT NULL,
        road text NOT NULL,
        authority_id integer NOT NULL,
        reporting_year smallint NOT NULL,
        facts_through timestamptz NOT NULL,
        position bigint NOT NULL,
        CONSTRAINT pk_feed_watermark_history
            PRIMARY KEY (feed, road, authority_id, reporting_year, position)
    )
    """,
)
CHANGES = (
    "ALTER TABLE authority ADD COLUMN learned_position bigint NOT NULL DEFAULT 0",
    "ALTER TABLE official_history ADD COLUMN arrived_position bigint NOT NULL DEFAULT 0",
    "CREATE INDEX ix_official_history_profile_id ON official_history (profile_id)",
    (
        "INSERT INTO feed_watermark_history"
        " SELECT feed, road, authority_id, reporting_year, facts_through, position"
        " FROM feed_watermark"
    ),
    # What was known before this step is not kept in full: nobody is told that it is.
    (
        "INSERT INTO position_counter (kind, value)"
        " SELECT 'kept_from', value FROM position_counter WHERE kind = 'ingest'"
    ),
    # An answer names its rules, and so keeps them; their digest says whether they are they.
    "GRANT INSERT ON ruleset TO karmasetu_api",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in (*TABLES, *CHANGES):
        op.execute(statement)
    for table in (*NEW, *OPEN):
        op.execute(f"GRANT SELECT ON {table} TO karmasetu_api, karmasetu_worker")
        op.execute(f"GRANT INSERT ON {table} TO karmasetu_worker")
    for table in (*NEW, "feed_watermark_history"):
        seen = SEEN if table in NEW else "true"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY api_reads ON {table} FOR SELECT TO karmasetu_api USING ({seen})")
        op.execute(
            f"CREATE POLICY worker_works ON {table} TO karmasetu_worker"
            " USING (true) WITH CHECK (true)"
        )
    for table in OF_OFFICIALS:
        his = f"EXISTS (SELECT FROM official WHERE official.id = {table}.official_id)"
        op.execute(f"ALTER POLICY api_reads ON {table} USING ({SEEN} OR {his})")
    op.execute(f"ALTER POLICY api_reads ON profile USING ({SEEN} OR {STOOD} OR {WAS})")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"ALTER POLICY api_reads ON profile USING ({SEEN} OR {STOOD})")
    for table in OF_OFFICIALS:
        op.execute(f"ALTER POLICY api_reads ON {table} USING ({SEEN})")
    op.execute("REVOKE INSERT ON ruleset FROM karmasetu_api")
    op.execute("DELETE FROM position_counter WHERE kind = 'kept_from'")
    op.execute("DROP INDEX ix_official_history_profile_id")
    op.execute("ALTER TABLE official_history DROP COLUMN arrived_position")
    op.execute("ALTER TABLE authority DROP COLUMN learned_position")
    for table in (*NEW, *OPEN):
        op.execute(f"DROP TABLE {table}")
