"""Partitions by reporting year: one statement opens a year in every partitioned table."""

from alembic import op

revision = "0009"
down_revision = "0008"

# Years outside the opened ones go to a default partition: an old completion is kept, not refused.
OPEN_YEAR = """
CREATE FUNCTION open_reporting_year(opening integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE parent text;
BEGIN
    FOR parent IN
        SELECT relname FROM pg_class
        WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES IN (%s)',
                       parent || '_y' || opening, parent, opening);
    END LOOP;
END $$
"""
DEFAULTS = """
DO $$
DECLARE parent text;
BEGIN
    FOR parent IN
        SELECT relname FROM pg_class
        WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parent || '_yelse', parent);
    END LOOP;
END $$
"""
FIRST, LAST = 2023, 2030


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(OPEN_YEAR)
    op.execute(DEFAULTS)
    op.execute(f"SELECT open_reporting_year(y) FROM generate_series({FIRST}, {LAST}) AS y")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """
        DO $$
        DECLARE part text;
        BEGIN
            FOR part IN
                SELECT c.relname FROM pg_inherits i
                JOIN pg_class c ON c.oid = i.inhrelid
                JOIN pg_class p ON p.oid = i.inhparent
                WHERE c.relkind = 'r' AND p.relnamespace = 'public'::regnamespace
            LOOP
                EXECUTE format('DROP TABLE %I', part);
            END LOOP;
        END $$
        """
    )
    op.execute("DROP FUNCTION open_reporting_year(integer)")
