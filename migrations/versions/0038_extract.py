"""How iGOT's extract writes texts and moments: a word for nothing, no sign that ends a cell."""

from alembic import op

revision = "0038"
down_revision = "0037"

# Cells are neither quoted nor escaped there: what would end a cell or a row is a blank.
UP = (
    r"""
    CREATE FUNCTION extract_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(
        regexp_replace(value, '[|\u0001-\u001f\u007f-\u009f\u2028\u2029]+', ' ', 'g'), 'None'
    )
    """,
    """
    CREATE FUNCTION extract_moment(value timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(CAST(value AT TIME ZONE 'UTC' AS text) || '+00:00', 'NaT')
    """,
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP FUNCTION extract_text")
    op.execute("DROP FUNCTION extract_moment")
