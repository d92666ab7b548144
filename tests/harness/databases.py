"""Databases of the tests: one migrated template a process, and copies of it."""

import asyncio
import os
import secrets
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

CLONE = Path(__file__).parents[2]
PREFIX = "karmasetu_test"


def own_name(purpose: str) -> str:
    """Return a name that no other process or test gives to a database."""
    return f"{PREFIX}_{os.getpid()}_{purpose}_{secrets.token_hex(4)}"


def address_of(server: str, database: str) -> str:
    """Return the address of a database on the server."""
    return make_url(server).set(database=database).render_as_string(False)


def libpq_address(address: str) -> str:
    """Return the address as asyncpg itself reads it: without SQLAlchemy's driver."""
    return make_url(address).set(drivername="postgresql").render_as_string(False)


async def as_owner(address: str, statement: str) -> None:
    """Run one statement as the superuser on a connection of its own."""
    connection = await asyncpg.connect(libpq_address(address))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def create(server: str, name: str, template: str | None = None) -> str:
    """Create a database, empty or as a copy, and return its address."""
    # Copying files beats replaying a small database page by page, where nothing is synced.
    copied = "" if template is None else f' TEMPLATE "{template}" STRATEGY FILE_COPY'
    asyncio.run(as_owner(server, f'CREATE DATABASE "{name}"{copied}'))
    return address_of(server, name)


def drop(server: str, name: str) -> None:
    """Drop a database, ending what connections it may still have."""
    asyncio.run(as_owner(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def drop_leftovers(server: str) -> None:
    """Drop what killed test processes left; only for who knows that no other process runs."""
    for name in asyncio.run(_names(server)):
        drop(server, name)


async def _names(server: str) -> list[str]:
    connection = await asyncpg.connect(libpq_address(server))
    try:
        found = await connection.fetch(
            "SELECT datname FROM pg_database WHERE starts_with(datname, $1)", PREFIX
        )
    finally:
        await connection.close()
    return [row["datname"] for row in found]


def alembic_config(address: str) -> Config:
    """Return Alembic's configuration for a database of the tests."""
    config = Config(CLONE / "alembic.ini")
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = address
    return config


def migrate(address: str, revision: str = "head") -> None:
    """Bring a database up to a revision."""
    command.upgrade(alembic_config(address), revision)
