"""docs/data.md: every table has a class, and is guarded as its class says."""

import re

import asyncpg

from app.store.tables import metadata
from tests.architecture.tree import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text("utf-8")
CLASSES = {
    name: re.findall(r"`([a-z_.]+)`", tables)
    for name, tables in re.findall(r"^\| (\w+) \| (`.+`) \|$", PAGE, re.MULTILINE)
}
ABOUT_SOMEBODY = {"official_id", "user_id", "officials"}
# What the API's role may look into with no policy that asks who looks.
OPEN_TO_ALL = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND has_any_column_privilege('karmasetu_api', oid, 'SELECT')
        AND (NOT relrowsecurity OR EXISTS (
            SELECT FROM pg_policy WHERE polrelid = pg_class.oid
                AND polcmd IN ('r', '*') AND pg_get_expr(polqual, polrelid) = 'true'
                AND polroles @> ARRAY['karmasetu_api'::regrole::oid]
        ))
"""


def test_every_table_has_one_class() -> None:
    """A table that is added is classified before it can be landed, and none twice."""
    told = sorted(table for tables in CLASSES.values() for table in tables)

    assert told == sorted(metadata.tables)


def test_what_is_about_somebody_is_not_called_open() -> None:
    """A table with an official, or a user of iGOT, on its rows is named or numbered."""
    about = {
        name
        for name, table in metadata.tables.items()
        if ABOUT_SOMEBODY & {column.name for column in table.columns}
    }

    assert about <= {*CLASSES["named"], *CLASSES["numbered"], *CLASSES["secret"]}


async def test_what_is_readable_by_all_is_called_so(owner: asyncpg.Connection) -> None:
    """Without a policy that asks who looks the API reads what is open, and what lets nobody in."""
    found = {row["relname"] for row in await owner.fetch(OPEN_TO_ALL)} - {"alembic_version"}

    assert found <= {*CLASSES["open"], *CLASSES["secret"], *CLASSES["service"]}
    assert not set(CLASSES["open"]) & (set(metadata.tables) - found)
