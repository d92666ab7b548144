"""The migrations: down and up again on filled tables, and equal to the tables in the code."""

import asyncio

import asyncpg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, pool
from sqlalchemy.ext.asyncio import create_async_engine

from app.store.database import Database, asyncpg_url
from app.store.feed import plans
from app.store.tables import metadata
from tests.harness import databases
from tests.harness.arranged import IN_YEAR, a_plan, an_authority, an_official, take_completions
from tests.harness.arranged import take_staff as take
from tests.harness.published import decide_and_publish

SHAPE = """
    SELECT table_schema || '.' || table_name || '.' || column_name || ' ' || data_type
    FROM information_schema.columns WHERE table_schema IN ('public', 'staging', 'jobs')
    UNION ALL SELECT 'policy ' || tablename || '.' || policyname FROM pg_policies
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'grant ' || grantee || ' ' || table_name || ' ' || privilege_type
    FROM information_schema.role_table_grants WHERE grantee LIKE 'karmasetu%'
    ORDER BY 1
"""
LEFT = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ('public', 'staging', 'jobs') AND relkind IN ('r', 'p', 'S', 'v')
    AND relname <> 'alembic_version'
"""


async def fill(address: str) -> None:
    """Put something into each kind of table."""
    database = Database.open(address, "karmasetu_worker", pool_size=1)
    async with database.writing() as session:
        number = await an_authority(session)
        await take(session, number, an_official())
        await plans.merge(session, a_plan(number), 1)
        for day in (1, 2):
            await take_completions(session, ("user-1", "A", IN_YEAR.replace(day=day)))
        await decide_and_publish(session)
    await database.close()


async def found(address: str, statement: str) -> list[str]:
    """Return a statement's one column, as the owner sees it."""
    connection = await asyncpg.connect(databases.libpq_address(address))
    try:
        return [row[0] for row in await connection.fetch(statement)]
    finally:
        await connection.close()


def test_down_and_up_on_filled_tables(database_url: str) -> None:
    """Every migration goes down on filled tables, leaves nothing, and comes up as before."""
    asyncio.run(fill(database_url))
    before = asyncio.run(found(database_url, SHAPE))
    command.downgrade(databases.alembic_config(database_url), "base")
    left = asyncio.run(found(database_url, LEFT))
    databases.migrate(database_url)

    assert left == []
    assert asyncio.run(found(database_url, SHAPE)) == before


def test_one_step_down_and_up(database_url: str) -> None:
    """Each single migration can be taken back and made again."""
    config = databases.alembic_config(database_url)
    before = asyncio.run(found(database_url, SHAPE))
    command.downgrade(config, "-1")
    command.upgrade(config, "+1")

    assert asyncio.run(found(database_url, SHAPE)) == before


async def test_the_tables_are_those_of_the_code(database_url: str) -> None:
    """The migrated database holds the tables and columns that the code names, and no others."""
    engine = create_async_engine(asyncpg_url(database_url), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences, metadata)
    await engine.dispose()

    assert differences == []


def _differences(connection: Connection, target: MetaData) -> list[object]:
    context = MigrationContext.configure(
        connection,
        opts={
            "include_schemas": True,
            "include_name": lambda name, kind, _: kind != "schema" or name in {None, "staging"},
            "include_object": lambda _, name, kind, reflected, __: (
                not (kind == "table" and reflected and str(name)[-6:-4] in {"_y", "_b"})
            ),
        },
    )
    return list(compare_metadata(context, target))
