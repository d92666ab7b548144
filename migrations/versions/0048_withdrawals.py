"""Filings that withdraw an entry from an instance that serves its official no more."""

from alembic import op

revision = "0048"
down_revision = "0047"

KINDS = "'upsert', 'correction', 'tombstone', 'key_change'"


def _kinds(kinds: str) -> None:
    op.execute("ALTER TABLE filing DROP CONSTRAINT ck_filing_kind")
    op.execute(f"ALTER TABLE filing ADD CONSTRAINT ck_filing_kind CHECK (kind IN ({kinds}))")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _kinds(f"{KINDS}, 'withdrawal'")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DELETE FROM filing WHERE kind = 'withdrawal'")
    _kinds(KINDS)
