"""karmasetu migrate: brings the database to this version's schema."""

from pathlib import Path
from typing import Annotated

import typer
from alembic import command
from alembic.config import Config

import migrations
from app.commands.console import console
from app.settings import Settings


def migrate(
    to: Annotated[str, typer.Option(help="Where to go: head, a number, or base.")] = "head",
) -> None:
    """Bring the database of DATABASE_URL to this version's schema, or to another number."""
    run_migrations(Settings().database_url, to)
    console.print(f"The database stands at {to}.")


def run_migrations(address: str, to: str = "head") -> None:
    """Migrate the database at an address up or down."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.attributes["url"] = address
    if to == "base":
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)
