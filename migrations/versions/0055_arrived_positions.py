"""Entries of who has arrived, found by a function: planned once a connection."""

from alembic import op

revision = "0055"
down_revision = "0054"

# The query inside goes through every year's partition. In the policy itself it was planned with
# each question for one official, which then took ten times as long.
FUNCTION = """
CREATE FUNCTION arrived_positions() RETURNS bigint[] LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY(
        SELECT position FROM apar_head
        WHERE arrived_authority_id = ANY (tenant_ids('app.authorities'))
            AND arrived_on <= (now() AT TIME ZONE 'Asia/Kolkata')::date
    );
END $$
"""
ARRIVED = (
    "arrived_authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
    " AND arrived_on <= (SELECT (now() AT TIME ZONE 'Asia/Kolkata')::date)"
)
STANDS_FOR_WHO_ARRIVED = "position IN (SELECT unnest(arrived_positions()))"
BEFORE = f"""
(reporting_year, official_id, version) IN (
    SELECT head.reporting_year, head.official_id, head.version FROM apar_head AS head
    WHERE {ARRIVED}
)
"""
SEEN = """
(SELECT tenant_reach()) = 'all'
OR authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])
OR service_id = ANY ((SELECT tenant_ids('app.services'))::integer[])
OR cadre_id = ANY ((SELECT tenant_ids('app.cadres'))::integer[])
OR prescriber_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(FUNCTION)
    # In one policy, and last: of several, PostgreSQL asks the one that is last by name first.
    for table, arrived in (("apar_head", ARRIVED), ("apar_entry", STANDS_FOR_WHO_ARRIVED)):
        op.execute(f"DROP POLICY arrived ON {table}")
        op.execute(f"ALTER POLICY api_reads ON {table} USING ({SEEN} OR ({arrived}))")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table, arrived in (("apar_entry", BEFORE), ("apar_head", ARRIVED)):
        op.execute(f"ALTER POLICY api_reads ON {table} USING ({SEEN})")
        op.execute(
            f"CREATE POLICY arrived ON {table} FOR SELECT TO karmasetu_api USING ({arrived})"
        )
    op.execute("DROP FUNCTION arrived_positions()")
