"""Rows of rosters as they are compared, in columns of arrays that several processes can read."""

from alembic import op

revision = "0058"
down_revision = "0057"

OWN = (
    "(SELECT tenant_reach()) = 'all'"
    " OR authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
)
TABLES = ("roster_look", "roster_kind")
UP = (
    # Few rows a page, since a page is what one of several processes takes at a time.
    """
    CREATE TABLE roster_look (
        authority_id integer NOT NULL,
        roster_id bigint NOT NULL,
        first_row integer NOT NULL,
        numbers integer[] NOT NULL,
        emails text[] NOT NULL,
        codes text[] NOT NULL,
        names text[] NOT NULL,
        kinds integer[] NOT NULL,
        joined_on integer[] NOT NULL,
        retires_on integer[] NOT NULL,
        odd_numbers integer[] NOT NULL,
        odd_marks text[] NOT NULL,
        odd_unreadable text[] NOT NULL,
        odd_refused text[] NOT NULL,
        CONSTRAINT pk_roster_look PRIMARY KEY (roster_id, authority_id, first_row)
    ) WITH (fillfactor = 10, parallel_workers = 2)
    """,
    # Gone within a minute: the server need not try to pack it.
    (
        "ALTER TABLE roster_look "
        + ", ".join(
            f"ALTER COLUMN {name} SET STORAGE EXTERNAL"
            for name in ("numbers", "emails", "codes", "names", "kinds", "joined_on", "retires_on")
        )
    ),
    """
    CREATE TABLE roster_kind (
        authority_id integer NOT NULL,
        roster_id bigint NOT NULL,
        kind integer NOT NULL,
        designation_key text,
        group_key text,
        service_key text,
        cadre_key text,
        batch smallint,
        on_central_deputation boolean,
        rows integer NOT NULL,
        doubted boolean NOT NULL,
        CONSTRAINT pk_roster_kind PRIMARY KEY (roster_id, authority_id, kind)
    )
    """,
    # Strict, so that it is not unfolded into its query: the planner then takes it at its word that
    # there are thousands of rows to a chunk, where it would guess ten, or none at all.
    """
    CREATE FUNCTION roster_rows(
        numbers integer[], emails text[], codes text[], names text[], kinds integer[],
        joined_on integer[], retires_on integer[]
    ) RETURNS TABLE (
        row_no integer, email text, employee_code text, name text, kind integer,
        joined_on integer, retires_on integer
    ) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 5000 AS $$
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7)
    $$
    """,
    # How many different codes there are is not told by the index, whose entries are lower(value).
    "CREATE STATISTICS st_official_identifier_code ON (lower(value)) FROM official_identifier",
    "GRANT SELECT, DELETE ON roster_look, roster_kind TO karmasetu_worker",
    "GRANT UPDATE (doubted) ON roster_kind TO karmasetu_worker",
    "GRANT INSERT ON roster_look, roster_kind TO karmasetu_api",
    # What was packed the old way is not read any more: such a roster says so, and is sent again.
    """
    UPDATE roster SET state = 'failed', failure = 'kept in an older form: send it again',
        digest = digest || '\\x00'::bytea, ended_at = coalesce(ended_at, now())
    WHERE state <> 'done'
    """,
    "REVOKE UPDATE (facts) ON roster_chunk FROM karmasetu_worker",
    "ALTER TABLE roster_chunk DROP COLUMN facts",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY api_sends ON {table} FOR INSERT TO karmasetu_api WITH CHECK ({OWN})"
        )
        op.execute(
            f"CREATE POLICY worker_works ON {table} TO karmasetu_worker"
            " USING (true) WITH CHECK (true)"
        )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE roster_chunk ADD COLUMN facts bytea")
    op.execute("ALTER TABLE roster_chunk ALTER COLUMN facts SET STORAGE EXTERNAL")
    op.execute("GRANT UPDATE (facts) ON roster_chunk TO karmasetu_worker")
    op.execute("DROP STATISTICS st_official_identifier_code")
    op.execute("DROP FUNCTION roster_rows")
    op.execute("DROP TABLE roster_kind, roster_look")
