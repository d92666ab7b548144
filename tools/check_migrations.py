"""Runs the migrations up, compares them with the models, runs them down to nothing and up again."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import default_home
from app.embedded.parameters import DISPOSABLE
from app.embedded.server import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
# What is left after a full downgrade: nothing but Alembic's own note.
LEFT_BEHIND = text(
    "SELECT relnamespace::regnamespace || '.' || relname FROM pg_class "
    "WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)' "
    "AND relname NOT LIKE 'alembic_version%' ORDER BY 1"
)


def main() -> int:
    """Check on a database of our own that is dropped afterwards; return 1 at the first fault."""
    database = f"migrations_{os.getpid()}"
    try:
        with EmbeddedPostgres(default_home("checks"), parameters=DISPOSABLE) as server:
            server.create_database(database)
            try:
                return check(server.url(database))
            finally:
                server.drop_database(database)
    except EmbeddedPostgresError as fault:
        print(f"migrations: {fault}", file=sys.stderr)
        return 1


def check(url: str) -> int:
    """Go up, compare, go down, look for what was left, go up again; each fault in a line."""
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = url
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("upgrade", lambda: command.upgrade(config, "head")),
        ("models equal migrations", lambda: command.check(config)),
        ("downgrade", lambda: command.downgrade(config, "base")),
        ("nothing left behind", lambda: asyncio.run(require_nothing_left(url))),
        ("upgrade again", lambda: command.upgrade(config, "head")),
    )
    for name, step in steps:
        try:
            step()
        except (CommandError, SQLAlchemyError) as fault:
            print(f"migrations: {name}: {fault}", file=sys.stderr)
            return 1
    print("migrations: up, equal to the models, down to nothing, up again")
    return 0


async def require_nothing_left(url: str) -> None:
    """Raise CommandError naming what a full downgrade left in the database."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        left = (await connection.execute(LEFT_BEHIND)).scalars().all()
    await engine.dispose()
    if left:
        raise CommandError(f"left after the downgrade: {', '.join(left)}")


if __name__ == "__main__":
    sys.exit(main())
