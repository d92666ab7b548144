"""The embedded server: starting, sharing, crashing, stopping."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from app.embedded.binaries import Binaries
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import Home
from app.embedded.parameters import DISPOSABLE
from app.embedded.postmaster import alive, running
from app.embedded.server import EmbeddedPostgres


async def ask(server: EmbeddedPostgres, database: str, statement: str) -> object:
    """Return the first value of a statement, over the address that the server gives out."""
    connection = await asyncpg.connect(server.url(database).replace("+asyncpg", ""))
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def postmaster(server: EmbeddedPostgres) -> int:
    """Return the number of the running server's process."""
    found = running(server._home.data)
    assert found is not None
    return found.pid


async def test_data_survives_a_restart(server: EmbeddedPostgres) -> None:
    """What was committed is there after stop and start."""
    server.start()
    server.create_database("kept")
    await ask(server, "kept", "CREATE TABLE official AS SELECT 7 AS id")
    server.stop()
    server.start()

    assert await ask(server, "kept", "SELECT id FROM official") == 7


async def test_two_starts_share_one_server(server: EmbeddedPostgres) -> None:
    """The second to ask finds the server running, and its stop leaves it running."""
    server.start()
    second = EmbeddedPostgres(server._home.folder, parameters=DISPOSABLE)
    second.start()
    second.stop()

    assert not second.started_here
    assert await ask(second, "postgres", "SELECT 1") == 1


async def test_start_after_a_crash(reachable: Path, programs: Binaries) -> None:
    """A server killed without warning starts again with what was committed."""
    server = EmbeddedPostgres(reachable / "home", binaries=programs)
    server.start()
    await ask(server, "postgres", "CREATE TABLE official AS SELECT 7 AS id")
    os.kill(postmaster(server), signal.SIGKILL)
    with server:
        kept = await ask(server, "postgres", "SELECT id FROM official")

    assert kept == 7


def test_a_note_whose_number_was_given_again(server: EmbeddedPostgres) -> None:
    """A dead server's postmaster.pid that names another living program is not believed."""
    server.start()
    note = server._home.data / "postmaster.pid"
    left = note.read_text("utf-8").split("\n", 1)[1]
    server.stop()
    account = server._home.account
    with subprocess.Popen(
        ["/bin/sleep", "60"], user=account.uid if account.switched else None
    ) as other:
        note.write_text(f"{other.pid}\n{left}", "utf-8")
        server.start()
        other.kill()

    assert postmaster(server) != other.pid


def test_only_the_starter_stops(server: EmbeddedPostgres) -> None:
    """A request to stop what a living process started is refused in one line."""
    server.start()
    second = EmbeddedPostgres(server._home.folder)

    with pytest.raises(EmbeddedPostgresError, match="still uses it"):
        second.stop(released=True)


def test_a_released_server_runs_on_until_it_is_stopped(server: EmbeddedPostgres) -> None:
    """What --start lets go, --stop ends, though another process started it."""
    server.start()
    pid = postmaster(server)
    server.release()
    server.stop()
    ran_on = alive(pid)
    EmbeddedPostgres(server._home.folder).stop(released=True)

    assert ran_on
    assert running(server._home.data) is None


def test_a_server_whose_starter_died_is_taken_over(server: EmbeddedPostgres) -> None:
    """A killed starter leaves no server running for ever: the next to start it stops it."""
    server.start()
    with subprocess.Popen(["/bin/true"]) as gone:
        gone.wait()
    server._home.owner.write_text(str(gone.pid), "utf-8")
    heir = EmbeddedPostgres(server._home.folder)
    heir.start()
    heir.stop()

    assert running(server._home.data) is None


def test_no_tcp(standing: EmbeddedPostgres) -> None:
    """The server listens on one private socket and on no network address."""
    addresses = standing._cluster.ask("SHOW listen_addresses")
    permissions = standing._cluster.ask("SHOW unix_socket_permissions")
    assert (addresses, permissions) == ("", "0700")


async def test_another_servers_environment_is_not_followed(
    standing: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PGPORT and PGHOST, set for another server, change nothing."""
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGHOST", "192.0.2.1")

    assert await ask(standing, "postgres", "SELECT 1") == 1


def test_databases_are_created_once_and_dropped(standing: EmbeddedPostgres) -> None:
    """Creating twice creates once; a dropped database can be created anew."""
    first, second = standing.create_database("a1"), standing.create_database("a1")
    standing.drop_database("a1")

    assert (first, second, standing.create_database("a1")) == (True, False, True)


@pytest.mark.parametrize("name", ["", "A", 'x"; DROP DATABASE postgres', "a" * 64])
def test_odd_database_names_are_refused(standing: EmbeddedPostgres, name: str) -> None:
    """A name that would need quoting never reaches a statement."""
    with pytest.raises(EmbeddedPostgresError, match="small letters"):
        standing.drop_database(name)


def test_no_address_without_a_server(server: EmbeddedPostgres) -> None:
    """An address is given only for a server that runs."""
    with pytest.raises(EmbeddedPostgresError, match="not running"):
        server.url("karmasetu")


def test_a_wrong_parameter_is_explained(reachable: Path, programs: Binaries) -> None:
    """A start that fails says why in one line, in the log's own words."""
    wrong = {"shared_buffers": "much"}
    broken = EmbeddedPostgres(reachable / "home", binaries=programs, parameters=wrong)

    with pytest.raises(EmbeddedPostgresError, match=r"^PostgreSQL did not start: .*shared_buffers"):
        broken.start()


def test_data_of_another_version_is_refused(server: EmbeddedPostgres) -> None:
    """Data of another PostgreSQL is left alone, and the message names both versions."""
    server.start()
    server.stop()
    (server._home.data / "PG_VERSION").write_text("12\n", "utf-8")

    with pytest.raises(EmbeddedPostgresError, match="PostgreSQL 12, the programs are"):
        server.start()


def test_a_killed_initdb_leaves_nothing_half_made(server: EmbeddedPostgres) -> None:
    """What an interrupted first start left is cleared away by the next."""
    home = server._home
    home.make()
    home.account.make_private(home.folder / "data.unfinished")
    (home.folder / "data.unfinished" / "PG_VERSION").touch()
    server.start()

    assert not (home.folder / "data.unfinished").exists()


def test_removal_leaves_nothing(server: EmbeddedPostgres) -> None:
    """Removing stops the server and takes the home away; there is then nothing to remove."""
    server.start()
    server.remove()
    server.remove()

    assert not server._home.folder.exists()


def test_starting_takes_turns(server: EmbeddedPostgres) -> None:
    """While one process holds the home's lock, another waits for it."""
    server.start()
    waiter = [sys.executable, "-m", "app.embedded", "--start", "--home"]
    with Home(server._home.folder, server._home.account).locked():
        other = subprocess.Popen([*waiter, str(server._home.folder)], stdout=subprocess.DEVNULL)
        time.sleep(0.5)
        waited = other.poll() is None

    assert waited
    assert other.wait(20) == 0
