"""The one identifier by which somebody who logged in is known as an official."""

from alembic import op

revision = "0054"
down_revision = "0053"

ASKED = (
    "kind = (SELECT current_setting('app.identifier_kind', true))"
    " AND value = (SELECT current_setting('app.identifier_value', true))"
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE POLICY own_identifier ON official_identifier FOR SELECT TO karmasetu_api"
        f" USING ({ASKED})"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP POLICY own_identifier ON official_identifier")
