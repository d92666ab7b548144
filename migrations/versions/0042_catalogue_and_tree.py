"""The competencies that a course is tagged with, and the third id of an organisation."""

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE course ADD COLUMN competencies jsonb NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE authority ADD COLUMN tree_row_id bigint")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE authority DROP COLUMN tree_row_id")
    op.execute("ALTER TABLE course DROP COLUMN competencies")
