"""The one MetaData, its naming convention, and the columns that protected tables share."""

from datetime import date

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, MetaData, SmallInteger, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def tenant_columns() -> tuple[Column[int], Column[int], Column[int]]:
    """Return authority, service and cadre: they stand on each protected row.

    A row-level policy that looks at columns of the row itself costs 1 ms where one that joins
    cost 957 ms in a trial.
    """
    return (
        Column("authority_id", Integer, nullable=False),
        Column("service_id", SmallInteger),
        Column("cadre_id", SmallInteger),
    )


def authority_key() -> Column[int]:
    """Return a reference to the authority that owns a small table's row."""
    return Column("authority_id", Integer, ForeignKey("authority.id"), nullable=False)


def order_columns() -> tuple[Column[str], Column[date], Column[str]]:
    """Return what says on whose order a row stands: its number, its date, who issued it."""
    return (
        Column("order_number", Text, nullable=False),
        Column("ordered_on", Date, nullable=False),
        Column("ordered_by", Text, nullable=False),
    )


def positions() -> tuple[Column[int], Column[int]]:
    """Return since which ingest position a row is known, and from which on it is withdrawn."""
    return (
        Column("learned_position", BigInteger, nullable=False),
        Column("withdrawn_position", BigInteger),
    )
