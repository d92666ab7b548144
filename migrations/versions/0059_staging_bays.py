"""Completions are staged in bays: one is merged while the next loads are poured into others."""

from alembic import op

revision = "0059"
down_revision = "0058"

BAYS, LOADS_A_BAY = 4, 2**48
COLUMNS = """
    load_id BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    evidence TEXT NOT NULL,
    certificate_id TEXT,
    enrolled_at TIMESTAMP WITH TIME ZONE
"""
GRANT = "GRANT ALL ON ALL TABLES IN SCHEMA staging TO karmasetu_worker"


def bounds(bay: int) -> str:
    """Say which loads a bay takes; the first and the last take all that is left on their side."""
    first = "MINVALUE" if bay == 0 else bay * LOADS_A_BAY
    end = "MAXVALUE" if bay == BAYS - 1 else (bay + 1) * LOADS_A_BAY
    return f"FROM ({first}) TO ({end})"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # What a killed run left in staging is swept by the next in any case.
    op.execute("DROP TABLE staging.completion")
    op.execute(f"CREATE TABLE staging.completion ({COLUMNS}) PARTITION BY RANGE (load_id)")
    for bay in range(BAYS):
        op.execute(
            f"CREATE UNLOGGED TABLE staging.completion_bay_{bay}"
            f" PARTITION OF staging.completion FOR VALUES {bounds(bay)}"
        )
    op.execute(GRANT)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE staging.completion")
    op.execute(f"CREATE UNLOGGED TABLE staging.completion ({COLUMNS})")
    op.execute(GRANT)
