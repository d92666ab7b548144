"""Starts, shares and stops one PostgreSQL server that touches nothing but its own folders."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import quote

from app.embedded.account import serving_account
from app.embedded.binaries import Binaries, in_wheel, private_copy
from app.embedded.cluster import SUPERUSER, Cluster
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import PORT, Home
from app.embedded.postmaster import alive, running

RELEASED = "released"
DATABASE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class EmbeddedPostgres:
    """One server in one home; processes that ask for the same home share it."""

    def __init__(
        self,
        home: Path,
        *,
        binaries: Binaries | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        self._home = Home(Path(home).resolve(), serving_account())
        self._binaries = binaries or in_wheel()
        self._parameters = dict(parameters or {})
        self._started = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def started_here(self) -> bool:
        """Whether this object started the server, or took over one whose starter has died."""
        return self._started

    def start(self) -> None:
        """Start the server, or join the one that runs; raises EmbeddedPostgresError in one line."""
        try:
            self._home.make()
            with self._home.locked():
                self._start_locked()
        except OSError as fault:
            raise EmbeddedPostgresError(f"the embedded server can't start: {fault}") from fault

    def stop(self, *, released: bool = False) -> None:
        """Stop the server if we started it; with ``released``, also if its starter let it go.

        Raises EmbeddedPostgresError when it won't stop, or is still its starter's.
        """
        if not (self._started or released) or not self._home.folder.exists():
            return
        with self._home.locked():
            if not self._started and self._starter() is not None:
                raise EmbeddedPostgresError("the process that started the server still uses it")
            if running(self._home.data):
                self._cluster.halt()
            self._home.forget_socket_folder()
            self._home.owner.unlink(missing_ok=True)
        self._started = False

    def release(self) -> None:
        """Let the server that we started run on; ``stop(released=True)`` ends it later."""
        if self._started:
            self._home.owner.write_text(RELEASED, "utf-8")
        self._started = False

    def remove(self) -> None:
        """Stop the server and remove its home with all data; refused while a process uses it."""
        self.stop(released=True)
        if self._home.folder.exists():
            self._home.make()
            shutil.rmtree(self._home.folder)

    def url(self, database: str) -> str:
        """Return SQLAlchemy's address of a database; EmbeddedPostgresError if no server runs."""
        found = running(self._home.data)
        if found is None:
            raise EmbeddedPostgresError("the embedded server is not running")
        folder = quote(str(found.socket_folder), safe="")
        return f"postgresql+asyncpg://{SUPERUSER}@/{_checked(database)}?host={folder}&port={PORT}"

    def create_database(self, database: str) -> bool:
        """Create an empty database unless it exists, and tell whether it was created."""
        name = _checked(database)
        with self._home.locked():
            held = self._cluster.ask("SELECT datname FROM pg_database").splitlines()
            if name in held:
                return False
            self._cluster.ask(f'CREATE DATABASE "{name}"')
        return True

    def drop_database(self, database: str) -> None:
        """Drop a database, ending its connections; nothing happens when there is none."""
        self._cluster.ask(f'DROP DATABASE IF EXISTS "{_checked(database)}" WITH (FORCE)')

    @property
    def _cluster(self) -> Cluster:
        binaries = self._binaries
        if self._home.account.switched and binaries.wheel_version is not None:
            binaries = private_copy(binaries, self._home.folder)
        return Cluster(self._home, binaries, self._parameters)

    def _start_locked(self) -> None:
        if not self._cluster.answers():
            self._cluster.make()
            self._cluster.launch()
            self._started = True
        elif not self._released() and self._starter() is None:
            # One whose starter was killed would otherwise run for ever.
            self._started = True
        if self._started:
            self._home.owner.write_text(str(os.getpid()), "utf-8")

    def _released(self) -> bool:
        return self._home.owner.exists() and self._home.owner.read_text("utf-8") == RELEASED

    def _starter(self) -> int | None:
        """Return the process that started the server, if it lives and has not let it go."""
        said = self._home.owner.read_text("utf-8") if self._home.owner.exists() else ""
        return int(said) if said.isdigit() and alive(int(said)) else None


def _checked(database: str) -> str:
    if not DATABASE_NAME.fullmatch(database):
        raise EmbeddedPostgresError("a database is named by small letters, digits and _")
    return database
