"""The leaves of seals to come are over the order on which a version corrects a sealed year, too."""

from alembic import op

revision = "0039"
down_revision = "0038"

# Forced on the owner as well: put aside while he reads what the salts are of.
TABLES = ("apar_salt", "apar_entry")
ORDER = (
    "'{\"correction_digest\":' || coalesce("
    "'\"' || encode(sha256(convert_to(entry.correction, 'UTF8')), 'hex') || '\"', 'null')"
    ' || \',"digest":"\''
)
# What the trees of seals that were made are over stands in their nodes and is not touched; without
# its salt, which was erased, a version is under no proof, and keeps what its leaf was over.
RESALT = """
    UPDATE apar_salt AS kept SET salted = sha256(kept.salt || convert_to(
        {opening} || encode(entry.digest, 'hex') || '","official_id":' || entry.official_id
            || ',"position":' || entry.position || ',"version":' || entry.version || '}}',
        'UTF8'
    ))
    FROM apar_entry AS entry
    WHERE kept.salt IS NOT NULL AND entry.reporting_year = kept.reporting_year
        AND entry.official_id = kept.official_id AND entry.version = kept.version
"""


def resalt(opening: str) -> None:
    """Write anew what the leaf of each salted version is over."""
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.get_bind().exec_driver_sql(RESALT.format(opening=opening))
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    resalt(ORDER)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    resalt('\'{"digest":"\'')
