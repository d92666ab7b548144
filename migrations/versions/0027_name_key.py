"""A name's parts in one order, as rosters and profiles are compared by."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """
        CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN (
            SELECT string_agg(part, ' ' ORDER BY part COLLATE "C")
            FROM regexp_split_to_table(lower(replace(name, '.', ' ')), '\\s+') AS part
            WHERE part <> ''
        )
        """
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP FUNCTION name_key(text)")
