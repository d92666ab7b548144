"""The job library's own tables, in a schema of their own, as the library itself writes them."""

from alembic import op
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.domain.settings import DBSettings

revision = "0011"
down_revision = "0010"


def many(script: str) -> None:
    """Run a script of several statements: the driver prepares, and so takes, only one at a time."""
    op.get_bind().connection.run_async(lambda driver: driver.execute(script))


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    many(QueryBuilderEnvironment(DBSettings(db_schema="jobs")).build_install_query())
    op.execute("GRANT USAGE ON SCHEMA jobs TO karmasetu_api, karmasetu_worker")
    op.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA jobs TO karmasetu_api")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO karmasetu_worker"
    )
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO karmasetu_api, karmasetu_worker")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP SCHEMA jobs CASCADE")
