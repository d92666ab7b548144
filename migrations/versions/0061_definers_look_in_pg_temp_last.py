"""Functions that act as the owner look in their caller's temporary schema last.

Left out of a search path it is looked in first: what the API's role made there stood for a table.
https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
"""

from alembic import op

revision = "0061"
down_revision = "0060"

DEFINERS = (
    "register_position(timestamptz)",
    "register_due(smallint[], integer[], bigint)",
    "hold_publishing()",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for function in DEFINERS:
        op.execute(f"ALTER FUNCTION {function} SET search_path = pg_catalog, public, pg_temp")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for function in DEFINERS:
        op.execute(f"ALTER FUNCTION {function} SET search_path = pg_catalog, public")
