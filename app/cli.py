"""karmasetu: every step of the service by hand. One command a file, in app/commands."""

import sys

import typer

from app.commands.clients import clients
from app.commands.demo import demo
from app.commands.evaluate import evaluate
from app.commands.export import export
from app.commands.migrate import migrate
from app.commands.sandbox import sandbox
from app.commands.serve import serve
from app.commands.sync import sync
from app.commands.token import token
from app.commands.verify import verify
from app.commands.verify_audit import verify_audit
from app.commands.worker import worker
from app.errors import InvalidError, ServiceError

FAILED = 1
REFUSED = 2

cli = typer.Typer(
    name="karmasetu",
    help="From iGOT Karmayogi's learning records to the APAR: explained, reproducible, provable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (migrate, sync, evaluate, export, serve, worker, token, verify, verify_audit, demo):
    cli.command()(command)
cli.add_typer(sandbox, name="sandbox")
cli.add_typer(clients, name="clients")


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
