"""python -m app.embedded, as the Makefile uses it."""

import os
import sys
from pathlib import Path

import pytest

from app.embedded.__main__ import main
from app.embedded.binaries import Binaries
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.parameters import parallel_memory, start_options
from tests.harness.programs import ran


def test_start_url_stop(reachable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--start prints the address that --url prints, and --stop ends the server."""
    home = ["--home", str(reachable / "home"), "--disposable"]
    codes = [main(["--start", *home]), main(["--url", *home]), main(["--stop", *home])]
    started, found = capsys.readouterr().out.splitlines()

    assert codes == [0, 0, 0]
    assert started == found
    assert main(["--url", *home]) == 1


def test_run_lends_the_server_to_a_command(reachable: Path) -> None:
    """--run gives the command DATABASE_URL and returns its exit code."""
    check = "import os; assert 'asyncpg' in os.environ['DATABASE_URL']; raise SystemExit(7)"
    home = ["--home", str(reachable / "home"), "--disposable"]

    assert main([*home, "--run", sys.executable, "-c", check]) == 7


def test_failures_are_one_line(reachable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs that aren't where they should be are named in one line on stderr."""
    code = main(["--start", "--home", str(reachable / "home"), "--bin", str(reachable)])
    said = capsys.readouterr().err

    assert code == 1
    assert said.startswith("embedded PostgreSQL: ")
    assert said.count("\n") == 1


def test_help_is_printed() -> None:
    """The entry point explains itself without starting anything."""
    command = [sys.executable, "-m", "app.embedded", "--help"]
    done = ran(command)

    assert (done.returncode, "--start" in done.stdout) == (0, True)


def test_paths_with_spaces_reach_the_server() -> None:
    """A parameter with a space or a quote stays one word for the shell that pg_ctl uses."""
    options = start_options(Path("/a b/c'd"), {"fsync": "off"})

    assert """'unix_socket_directories=/a b/c'"'"'d'""" in options
    assert "-c fsync=off" in options


def test_small_shared_memory_is_not_relied_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where /dev/shm is small, parallel queries keep their memory in files."""
    small = os.statvfs_result((4096, 4096, 16384, 0, 0, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: small)

    assert parallel_memory() == {"dynamic_shared_memory_type": "mmap"}


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    """A folder without PostgreSQL's programs is said to lack them."""
    with pytest.raises(EmbeddedPostgresError, match="initdb is not in"):
        Binaries(tmp_path).program("initdb")
