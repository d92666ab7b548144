"""One's own record, entries of officials who have arrived, and row-level security on due marks."""

from alembic import op

revision = "0049"
down_revision = "0048"

FUNCTION = """
CREATE FUNCTION tenant_official() RETURNS integer LANGUAGE sql STABLE
RETURN NULLIF(current_setting('app.official', true), '')::integer
"""
HIS = "official_id = (SELECT tenant_official())"
# What an official may read of tables that carry his number; their histories follow from his row.
OF_OFFICIALS = (
    "official_identifier",
    "posting",
    "completion",
    "completion_doubt",
    "assessment_result",
    "exemption",
    "no_mdo_declaration",
    "apar_period",
    "workshop_attendance",
    "evaluation",
    "apar_entry",
    "apar_head",
    "apar_salt",
    "apar_seal_leaf",
)
# Who looked at him: by himself, or in a bulk read that went through an entry of his.
LOOKED = f"""
{HIS} OR (
    (SELECT tenant_official()) IS NOT NULL AND first_position IS NOT NULL AND EXISTS (
        SELECT FROM apar_entry AS entry
        WHERE entry.reporting_year = audit_event.reporting_year
            AND entry.official_id = (SELECT tenant_official())
            AND entry.position BETWEEN audit_event.first_position AND audit_event.last_position
    )
)
"""
OWN_RECORD = {
    **dict.fromkeys(OF_OFFICIALS, HIS),
    "official": "id = (SELECT tenant_official())",
    "profile": (
        "id = (SELECT held.profile_id FROM official AS held"
        " WHERE held.id = (SELECT tenant_official()))"
    ),
    "audit_event": LOOKED,
}
# The entry that stands, to the authority where its official serves by now. The columns are filled
# when he moves, and emptied when the entry is published anew for where he serves.
ARRIVED = (
    "arrived_authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
    " AND arrived_on <= (SELECT (now() AT TIME ZONE 'Asia/Kolkata')::date)"
)
STANDS_FOR_WHO_ARRIVED = (
    "(reporting_year, official_id, version) IN (SELECT head.reporting_year, head.official_id,"
    f" head.version FROM apar_head AS head WHERE {ARRIVED})"
)
UP = (
    FUNCTION,
    "ALTER TABLE apar_head ADD COLUMN arrived_authority_id integer, ADD COLUMN arrived_on date",
    (
        "CREATE INDEX ix_apar_head_arrived_authority_id ON apar_head (arrived_authority_id)"
        " WHERE arrived_authority_id IS NOT NULL"
    ),
    *(
        f"CREATE POLICY own_record ON {table} FOR SELECT TO karmasetu_api USING ({seen})"
        for table, seen in OWN_RECORD.items()
    ),
    f"CREATE POLICY arrived ON apar_head FOR SELECT TO karmasetu_api USING ({ARRIVED})",
    (
        "CREATE POLICY arrived ON apar_entry FOR SELECT TO karmasetu_api"
        f" USING ({STANDS_FOR_WHO_ARRIVED})"
    ),
    "ALTER TABLE evaluation_due ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE evaluation_due FORCE ROW LEVEL SECURITY",
    (
        "CREATE POLICY worker_works ON evaluation_due TO karmasetu_worker"
        " USING (true) WITH CHECK (true)"
    ),
    # The owner's function marks officials as due for the API, which may not see the table.
    "CREATE POLICY owner_marks ON evaluation_due TO CURRENT_USER USING (true) WITH CHECK (true)",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP POLICY owner_marks ON evaluation_due")
    op.execute("DROP POLICY worker_works ON evaluation_due")
    op.execute("ALTER TABLE evaluation_due NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE evaluation_due DISABLE ROW LEVEL SECURITY")
    op.execute("DROP POLICY arrived ON apar_entry")
    op.execute("DROP POLICY arrived ON apar_head")
    for table in OWN_RECORD:
        op.execute(f"DROP POLICY own_record ON {table}")
    op.execute("ALTER TABLE apar_head DROP COLUMN arrived_authority_id, DROP COLUMN arrived_on")
    op.execute("DROP FUNCTION tenant_official()")
