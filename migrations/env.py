"""Runs the migrations against DATABASE_URL, or the address that a caller put in the attributes."""

import asyncio
import re

from alembic import context
from sqlalchemy import Connection, MetaData, pool
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import SchemaItem

from app.settings import Settings
from app.store.database import asyncpg_url
from app.store.tables import metadata

# A year's partition, or a bay's.
PART = re.compile("_y....$|_bay_[0-9]$")
OWN_SCHEMAS = {None, "public", "staging"}


def ours(item: SchemaItem, name: str | None, kind: str, *compared: object) -> bool:
    """Leave out partitions (a table's own parts); ``compared`` says first if it was reflected."""
    del item
    return not (kind == "table" and compared[0] and name is not None and PART.search(name))


def run(connection: Connection, target: MetaData) -> None:
    """Run what was asked for on an open connection, each migration in its own transaction."""
    context.configure(
        connection=connection,
        target_metadata=target,
        transaction_per_migration=True,
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name in OWN_SCHEMAS,
        include_object=ours,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    """Connect as the owner of the tables and run."""
    address = context.config.attributes.get("url") or Settings().database_url
    engine = create_async_engine(asyncpg_url(address), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run, metadata)
    await engine.dispose()


asyncio.run(main())
