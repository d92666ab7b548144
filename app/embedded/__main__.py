"""python -m app.embedded: starts, stops or lends the server to one command, for the Makefile."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.embedded.binaries import Binaries
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import default_home
from app.embedded.parameters import DISPOSABLE
from app.embedded.server import EmbeddedPostgres

FAILED, INTERRUPTED = 1, 130


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the entry point."""
    parser = argparse.ArgumentParser(prog="python -m app.embedded", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--start", action="store_true", help="start, print the address, run on")
    what.add_argument("--stop", action="store_true", help="stop what --start started")
    what.add_argument("--remove", action="store_true", help="stop it and remove all its data")
    what.add_argument("--url", action="store_true", help="print the running server's address")
    what.add_argument(
        "--run", nargs=argparse.REMAINDER, help="start, run a command with DATABASE_URL, stop"
    )
    parser.add_argument("--purpose", default="postgres", help="which of the clone's servers")
    parser.add_argument("--home", type=Path, help="its folder, instead of the clone's own")
    parser.add_argument("--bin", type=Path, help="PostgreSQL programs other than the wheel's")
    parser.add_argument("--database", default="karmasetu", help="created when missing")
    parser.add_argument("--disposable", action="store_true", help="fast, and not safe in a crash")
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit code; failures are one line on stderr."""
    chosen = arguments().parse_args(given)
    server = EmbeddedPostgres(
        chosen.home or default_home(chosen.purpose),
        binaries=Binaries(chosen.bin) if chosen.bin else None,
        parameters=DISPOSABLE if chosen.disposable else None,
    )
    try:
        return _do(server, chosen)
    except EmbeddedPostgresError as fault:
        sys.stderr.write(f"embedded PostgreSQL: {fault}\n")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _do(server: EmbeddedPostgres, chosen: argparse.Namespace) -> int:
    if chosen.stop:
        server.stop(released=True)
    elif chosen.remove:
        server.remove()
    elif chosen.url:
        sys.stdout.write(f"{server.url(chosen.database)}\n")
    elif chosen.start:
        server.start()
        server.create_database(chosen.database)
        server.release()
        sys.stdout.write(f"{server.url(chosen.database)}\n")
    else:
        return _lend(server, chosen.database, chosen.run)
    return 0


def _lend(server: EmbeddedPostgres, database: str, command: Sequence[str]) -> int:
    if not command:
        raise EmbeddedPostgresError("--run needs a command")
    with server:
        server.create_database(database)
        environment = {**os.environ, "DATABASE_URL": server.url(database)}
        try:
            lent = subprocess.run(command, check=False, env=environment)  # noqa: S603 - what --run asks
        except OSError as fault:
            raise EmbeddedPostgresError(f"{command[0]} can't be run: {fault}") from fault
    return lent.returncode


if __name__ == "__main__":
    sys.exit(main())
