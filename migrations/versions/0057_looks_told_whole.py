"""An official is told of pages that showed him, of his changes, and of reads of all years."""

from alembic import op

revision = "0057"
down_revision = "0056"

HIS = "official_id = (SELECT tenant_official())"
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
# An event without a year is of all of them. Whom a page showed stands in its list.
TOLD_WHOLE = f"""
{HIS} OR ((SELECT tenant_official()) IS NOT NULL AND (
    officials @> ARRAY[(SELECT tenant_official())]
    OR first_position IS NOT NULL AND EXISTS (
        SELECT FROM apar_entry AS entry
        WHERE entry.reporting_year = COALESCE(audit_event.reporting_year, entry.reporting_year)
            AND entry.official_id = (SELECT tenant_official())
            AND entry.position BETWEEN audit_event.first_position AND audit_event.last_position
    )
    OR first_position IS NOT NULL AND EXISTS (
        SELECT FROM apar_change AS change
        WHERE change.reporting_year = COALESCE(audit_event.reporting_year, change.reporting_year)
            AND change.official_id = (SELECT tenant_official())
            AND change.position BETWEEN audit_event.first_position AND audit_event.last_position
    )
))
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"CREATE POLICY own_record ON apar_change FOR SELECT TO karmasetu_api USING ({HIS})")
    op.execute(f"ALTER POLICY own_record ON audit_event USING ({TOLD_WHOLE})")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"ALTER POLICY own_record ON audit_event USING ({LOOKED})")
    op.execute("DROP POLICY own_record ON apar_change")
