"""The fixtures that give tests a server, databases of their own, and sessions in each role."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from app.store.database import Database, Writing
from tests.harness import databases
from tests.harness.server import lent_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server to create databases on: DATABASE_URL's, or the embedded one."""
    with lent_server(os.environ) as address:
        yield address


@pytest.fixture(scope="session")
def template(postgres_server: str) -> Iterator[str]:
    """The name of a migrated database that others are copied from; nobody connects to it."""
    name = databases.own_name("template")
    address = databases.create(postgres_server, name)
    try:
        databases.migrate(address)
        yield name
    finally:
        databases.drop(postgres_server, name)


@pytest.fixture(scope="session")
def common_url(postgres_server: str, template: str) -> Iterator[str]:
    """The address of a database for tests that undo what they do; nothing is ever left in it."""
    name = databases.own_name("common")
    yield databases.create(postgres_server, name, template)
    databases.drop(postgres_server, name)


@pytest.fixture(scope="session")
async def common_database(common_url: str) -> AsyncIterator[Database]:
    """The common database in the worker's role, to be used with ``rolled_back`` alone."""
    database = Database.open(common_url, "karmasetu_worker", pool_size=1)
    yield database
    await database.close()


@pytest.fixture
async def undone(common_database: Database) -> AsyncIterator[Writing]:
    """A transaction in the worker's role that is rolled back: cheap, and leaves nothing."""
    async with rolled_back(common_database) as session:
        yield session


@asynccontextmanager
async def rolled_back(database: Database) -> AsyncIterator[Writing]:
    """Open a transaction that ends in a rollback, however its block ends."""
    async with database.engine.connect() as connection:
        transaction = await connection.begin()
        try:
            yield Writing(connection)
        finally:
            await transaction.rollback()


@pytest.fixture
def database_url(postgres_server: str, template: str) -> Iterator[str]:
    """The owner's address of a fresh migrated database, dropped after the test."""
    name = databases.own_name("one")
    yield databases.create(postgres_server, name, template)
    databases.drop(postgres_server, name)


@pytest.fixture
async def worker_database(database_url: str) -> AsyncIterator[Database]:
    """The fresh database, in the worker's role."""
    database = Database.open(database_url, "karmasetu_worker", pool_size=10)
    yield database
    await database.close()


@pytest.fixture
async def api_database(database_url: str) -> AsyncIterator[Database]:
    """The fresh database, in the API's role."""
    database = Database.open(database_url, "karmasetu_api", pool_size=4)
    yield database
    await database.close()


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The fresh database as the superuser sees it: for arranging and for inspecting."""
    connection = await asyncpg.connect(databases.libpq_address(database_url))
    yield connection
    await connection.close()
