"""Where an embedded server lives: its home, its data, its socket and its lock."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import Account
from app.embedded.failures import EmbeddedPostgresError

PORT = 5432
# A Unix socket's address holds 107 bytes on Linux and 103 on macOS.
SOCKET_PATH_LIMIT = 100
OUTSIDE_THE_CLONE = Path("/var/lib/karmasetu")


def default_home(purpose: str = "postgres", clone: Path | None = None) -> Path:
    """Return the home for ``purpose``: in the clone, or for root outside it, by the clone's path.

    The account that root lends the server to may be unable to enter the clone.
    """
    clone = (clone or Path(__file__).parents[2]).resolve()
    if os.geteuid() != 0:
        return clone / ".karmasetu" / purpose
    short = hashlib.sha256(os.fsencode(clone)).hexdigest()[:12]
    return OUTSIDE_THE_CLONE / short / purpose


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one server; everything in it is ours."""

    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """The server's log, inside the data folder and as private."""
        return self.data / "server.log"

    @property
    def owner(self) -> Path:
        """The file that says which process started the server."""
        return self.folder / "owner"

    def make(self) -> None:
        """Make the home, and see that the serving account can reach it.

        Raises EmbeddedPostgresError when it can't be made, reached, or isn't ours.
        """
        # Root's home lets the serving account pass through, and nothing more.
        mode = 0o711 if self.account.switched else 0o700
        for folder in reversed((self.folder, *self.folder.parents)):
            # Processes that start together make it together: who comes second finds it made.
            with suppress(FileExistsError):
                folder.mkdir(mode=mode)
                folder.chmod(mode)
        if self.folder.lstat().st_uid != os.geteuid():
            raise EmbeddedPostgresError(f"{self.folder} belongs to another account")
        if self.account.switched:
            self._require_reachable()

    def _require_reachable(self) -> None:
        for folder in (self.folder, *self.folder.parents):
            if not folder.stat().st_mode & 0o001:
                raise EmbeddedPostgresError(
                    f"{folder} is closed to the account that runs PostgreSQL for root: "
                    "choose a home outside it"
                )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the home's lock, so that one process at a time starts or stops its server."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        lock = os.open(self.folder / "lock", flags, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def socket_folder(self) -> Path:
        """Make, or find again, the private folder of the socket; call it with the lock held.

        A long home doesn't fit into a socket's address: then it is a folder of a name nobody can
        foresee under the system's temporary folder, remembered in the home.
        """
        beside = self.folder / "run"
        if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) < SOCKET_PATH_LIMIT:
            self.account.make_private(beside)
            return beside
        note = self.folder / "socket-folder"
        if note.exists():
            remembered = Path(note.read_text("utf-8"))
            if self.account.owns_privately(remembered):
                return remembered
        made = Path(tempfile.mkdtemp(prefix="karmasetu-"))
        self.account.take(made)
        note.write_text(str(made), "utf-8")
        return made

    def forget_socket_folder(self) -> None:
        """Remove the socket's folder from the system's temporary folder, if it stood there."""
        note = self.folder / "socket-folder"
        if note.exists():
            remembered = Path(note.read_text("utf-8"))
            if self.account.owns_privately(remembered) and not any(remembered.iterdir()):
                remembered.rmdir()
            note.unlink()
