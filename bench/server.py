"""The bench's own PostgreSQL: tuned as a server would be, durable, and removed afterwards."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

from sqlalchemy.engine import make_url

from app.commands.migrate import run_migrations
from app.embedded.binaries import in_wheel
from app.embedded.home import default_home
from app.embedded.server import EmbeddedPostgres
from app.store.database import Database, Role
from bench.processes import postmaster

DATABASE = "bench"
NOWHERE = Path(os.devnull)
DATA_FOLDER = "COPY (SELECT current_setting('data_directory')) TO STDOUT"
PARAMETERS = {
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "fsync": "on",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A migrated database on the bench's own server."""

    url: str

    @classmethod
    @contextmanager
    def lent(cls, home: Path | None = None) -> Iterator[Self]:
        """Lend a server with an empty migrated database; remove it with all its rows at the end."""
        embedded = EmbeddedPostgres(home or default_home("bench"), parameters=PARAMETERS)
        # A killed bench leaves its rows behind; a running one refuses this.
        embedded.remove()
        try:
            embedded.start()
            embedded.create_database(DATABASE)
            run_migrations(embedded.url(DATABASE))
            yield cls(embedded.url(DATABASE))
        finally:
            embedded.remove()

    async def another(self, name: str) -> Self:
        """Make another empty migrated database on this server."""
        await self.as_owner(f"CREATE DATABASE {name}")
        url = make_url(self.url).set(database=name).render_as_string(hide_password=False)
        await asyncio.to_thread(run_migrations, url)
        return type(self)(url)

    async def postmaster(self) -> int:
        """Return the number of the server's first process."""
        with NamedTemporaryFile() as told:
            await self.as_owner(DATA_FOLDER, Path(told.name))
            return postmaster(Path(told.read().decode().strip()))

    def open(self, role: Role) -> Database:
        """Open a pool of one connection in a role."""
        return Database.open(self.url, role, pool_size=1)

    async def as_owner(self, statement: str, into: Path = NOWHERE) -> None:
        """Run psql as the owner; what it prints goes into a file.

        Raises RuntimeError with what psql said when the statement is refused.
        """
        await asyncio.to_thread(self._psql, statement, into)

    def _psql(self, statement: str, into: Path) -> None:
        address = make_url(self.url)
        where = [f"--host={address.query['host']}", f"--port={address.query['port']}"]
        who = [f"--username={address.username}", f"--dbname={address.database}"]
        how = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", statement]
        with into.open("wb") as out:
            done = subprocess.run(
                [in_wheel().program("psql"), *where, *who, *how],
                check=False,
                stdout=out,
                stderr=subprocess.PIPE,
            )
        if done.returncode != 0:
            raise RuntimeError(f"psql refused: {done.stderr.decode().strip()}")
