"""The account that the server runs as: ours, or an existing unprivileged one when we are root."""

import os
import pwd
import stat
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.embedded.failures import EmbeddedPostgresError

UNPRIVILEGED = "nobody"
COMMAND_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Account:
    """Whom PostgreSQL's programs run as; ``switched`` says that it isn't who we are."""

    uid: int
    gid: int
    switched: bool

    def run(
        self, command: Sequence[str], folder: Path, *, settings: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account in ``folder``, with an environment of our own making.

        Raises EmbeddedPostgresError when it can't be run or takes longer than two minutes.
        """
        # PGPORT, PGDATA and their like, set for another server, must not reach this one.
        environment = {"PATH": os.defpath, "LC_ALL": "C", "HOME": str(folder), **(settings or {})}
        name = Path(command[0]).name
        try:
            return subprocess.run(  # noqa: S603 - PostgreSQL's own programs, with our arguments
                command,
                check=False,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env=environment,
                umask=0o077,
                timeout=COMMAND_SECONDS,
                user=self.uid if self.switched else None,
                group=self.gid if self.switched else None,
                extra_groups=[] if self.switched else None,
            )
        except subprocess.TimeoutExpired:
            raise EmbeddedPostgresError(f"{name} took over {COMMAND_SECONDS} seconds") from None
        except OSError as fault:
            raise EmbeddedPostgresError(f"{name} can't be run: {fault}") from fault

    def owns_privately(self, folder: Path) -> bool:
        """Tell whether ``folder`` is a real folder of this account that nobody else may enter."""
        try:
            found = folder.lstat()
        except OSError:
            return False
        mode = stat.S_IMODE(found.st_mode)
        return stat.S_ISDIR(found.st_mode) and found.st_uid == self.uid and mode == stat.S_IRWXU

    def take(self, folder: Path) -> None:
        """Hand a folder that we have just made to this account."""
        if self.switched:
            os.chown(folder, self.uid, self.gid)

    def make_private(self, folder: Path) -> None:
        """Make ``folder`` with mode 0700 for this account, or see that it is so already.

        Raises EmbeddedPostgresError when it exists and belongs to somebody else.
        """
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if not self.owns_privately(folder):
                raise EmbeddedPostgresError(f"{folder} is not a private folder of ours") from None
        else:
            self.take(folder)


def serving_account() -> Account:
    """Return who runs the server: PostgreSQL refuses root, so root lends it to ``nobody``.

    Raises EmbeddedPostgresError when the machine has no such account; none is ever created.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switched=False)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise EmbeddedPostgresError(
            f"PostgreSQL refuses root and this machine has no account {UNPRIVILEGED}: "
            "run as another account, or set DATABASE_URL"
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, switched=True)
