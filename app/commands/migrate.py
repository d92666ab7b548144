"""karmasetu migrate: brings the database to this version's schema."""

from pathlib import Path
from typing import Annotated

import typer
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

import migrations
from app.commands.console import console
from app.commands.failures import failures_told
from app.errors import InvalidError
from app.settings import Settings


@failures_told()
def migrate(
    to: Annotated[str, typer.Option(help="Where to go: head, a number, or base.")] = "head",
) -> None:
    """Bring the database of DATABASE_URL to this version's schema, or to another number."""
    run_migrations(Settings().database_url, to)
    console.print(f"The database stands at {to}.")


def run_migrations(address: str, to: str = "head") -> None:
    """Migrate the database at an address up or down.

    Raises InvalidError for a number that no migration has.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.attributes["url"] = address
    try:
        # Each does nothing where the other has something to do.
        if to != "base":
            command.upgrade(config, to)
        if to != "head":
            command.downgrade(config, to)
    except CommandError as fault:
        faults = [("--to", "head, base, or a migration's number such as 0007")]
        raise InvalidError("there is no such migration", faults) from fault
