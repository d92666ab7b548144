"""karmasetu: every step of the service by hand. One command a file, in app/commands."""

import sys
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from app.errors import InvalidError, ServiceError

FAILED = 1
REFUSED = 2
COMMANDS = (
    "migrate",
    "sync",
    "evaluate",
    "export",
    "erase",
    "serve",
    "worker",
    "token",
    "verify",
    "verify-audit",
    "demo",
    "sandbox",
    "clients",
)


class Commands(TyperGroup):
    """The commands, each loaded when it is called: the API holds in memory what it needs alone."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's own signature
        """Return the commands' names, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002 - the same
        """Return the command or the group of commands of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        held = getattr(import_module(f"app.commands.{name}"), name)
        if not isinstance(held, typer.Typer):
            alone = typer.Typer(add_completion=False)
            alone.command(cmd_name)(held)
            held = alone
        command = cast("TyperCommand | TyperGroup", typer.main.get_command(held))
        command.name = cmd_name
        return command


cli = typer.Typer(
    cls=Commands,
    name="karmasetu",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.callback()
def karmasetu() -> None:
    """From iGOT Karmayogi's learning records to the APAR: explained, reproducible, provable."""


def main() -> None:
    """Run the command line; a failure of ours is one line and exit code 1, bad input is 2."""
    try:
        cli()
    except InvalidError as fault:
        typer.echo(f"karmasetu: {fault.sentence}", err=True)
        for where, what in fault.faults:
            typer.echo(f"  {where}: {what}", err=True)
        sys.exit(REFUSED)
    except (ServiceError, OSError) as failure:
        typer.echo(f"karmasetu: {failure}", err=True)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
