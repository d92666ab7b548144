"""Who may touch what: grants to the two roles, and forced row-level security."""

from alembic import op

revision = "0010"
down_revision = "0009"

# Each setting is read once a statement (the sub-selects below make it so), not once a row.
FUNCTIONS = (
    """
    CREATE FUNCTION tenant_reach() RETURNS text LANGUAGE sql STABLE
    RETURN current_setting('app.reach', true)
    """,
    """
    CREATE FUNCTION tenant_ids(setting text) RETURNS integer[] LANGUAGE sql STABLE
    RETURN string_to_array(NULLIF(current_setting(setting, true), ''), ',')::integer[]
    """,
)
REACH_ALL = "(SELECT tenant_reach()) = 'all'"
OWN = "authority_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"
SERVES = (
    "service_id = ANY ((SELECT tenant_ids('app.services'))::integer[])"
    " OR cadre_id = ANY ((SELECT tenant_ids('app.cadres'))::integer[])"
)
PRESCRIBES = "prescriber_id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])"

# What the API may read of each table with an official or an authority on its rows.
OFFICIALS = (
    "profile",
    "official",
    "official_history",
    "official_identifier",
    "posting",
    "exemption",
    "completion",
    "completion_doubt",
    "completion_history",
    "assessment_result",
    "assessment_result_history",
)
OUTCOMES = ("evaluation", "apar_entry", "apar_head")
AUTHORITIES = ("quarantine",)
# Plans and levels are published to whom they reach, and freshness is no secret: none of them
# names an official, and whoever reads an outcome needs them to follow it.
OPEN = ("training_plan", "training_plan_history", "designation_level", "feed_watermark")
POLICIES = {
    **dict.fromkeys(OFFICIALS, f"{REACH_ALL} OR {OWN} OR {SERVES}"),
    **dict.fromkeys(OUTCOMES, f"{REACH_ALL} OR {OWN} OR {SERVES} OR {PRESCRIBES}"),
    **dict.fromkeys(AUTHORITIES, f"{REACH_ALL} OR {OWN}"),
    **dict.fromkeys(OPEN, "true"),
    "evaluation_run": f"{REACH_ALL} OR {OWN}",
    "audit_event": "false",
}
READABLE = (
    "authority, service, cadre, course, plan_group, plan_criterion, prescribed_course, ruleset,"
    " ingest_position, position_counter, feed_run"
)
FILLED = (
    "authority, service, cadre, course, plan_group, plan_criterion, prescribed_course, ruleset,"
    " ingest_position, feed_run, evaluation_due"
)
# What was published, superseded or audited is never changed: histories, entries and the audit
# trail are missing here on purpose. So are partitions: rows are reached through their table.
CHANGING = (
    "authority, course, training_plan, official, official_identifier, posting, profile, exemption,"
    " completion_doubt,"
    " completion, assessment_result, evaluation, apar_head, evaluation_run, feed_run,"
    " feed_watermark, quarantine, position_counter, evaluation_due"
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in FUNCTIONS:
        op.execute(statement)
    for table, seen in POLICIES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY api_reads ON {table} FOR SELECT TO karmasetu_api USING ({seen})")
        op.execute(
            f"CREATE POLICY worker_works ON {table} TO karmasetu_worker"
            " USING (true) WITH CHECK (true)"
        )
        op.execute(f"GRANT SELECT ON {table} TO karmasetu_api, karmasetu_worker")
    op.execute(
        "CREATE POLICY api_appends ON audit_event FOR INSERT TO karmasetu_api WITH CHECK (true)"
    )
    op.execute(
        "CREATE POLICY api_asks ON evaluation_run FOR INSERT TO karmasetu_api"
        f" WITH CHECK ({REACH_ALL} OR {OWN})"
    )
    op.execute("GRANT INSERT ON audit_event, evaluation_run TO karmasetu_api")
    op.execute(f"GRANT SELECT ON {READABLE} TO karmasetu_api, karmasetu_worker")
    op.execute(f"GRANT INSERT ON {', '.join(POLICIES)}, {FILLED} TO karmasetu_worker")
    op.execute(f"GRANT UPDATE ON {CHANGING} TO karmasetu_worker")
    op.execute(
        "GRANT DELETE ON plan_group, plan_criterion, prescribed_course, evaluation_due, evaluation"
        " TO karmasetu_worker"
    )
    op.execute("GRANT SELECT ON evaluation_due TO karmasetu_worker")
    op.execute("GRANT SELECT ON alembic_version TO karmasetu_api, karmasetu_worker")
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO karmasetu_api, karmasetu_worker")
    op.execute("GRANT USAGE ON SCHEMA staging TO karmasetu_worker")
    op.execute("GRANT ALL ON ALL TABLES IN SCHEMA staging TO karmasetu_worker")
    op.execute("INSERT INTO position_counter (kind, value) VALUES ('ingest', 0), ('publish', 0)")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DELETE FROM position_counter")
    for schema in ("public", "staging"):
        op.execute(
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM karmasetu_api, karmasetu_worker"
        )
    op.execute("REVOKE ALL ON SCHEMA staging FROM karmasetu_worker")
    op.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM karmasetu_api, karmasetu_worker")
    op.execute("DROP POLICY api_appends ON audit_event")
    op.execute("DROP POLICY api_asks ON evaluation_run")
    for table in POLICIES:
        op.execute(f"DROP POLICY api_reads ON {table}")
        op.execute(f"DROP POLICY worker_works ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP FUNCTION tenant_reach()")
    op.execute("DROP FUNCTION tenant_ids(text)")
