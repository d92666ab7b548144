"""Makes a data folder, starts and stops its server, asks it things: by PostgreSQL's programs."""

import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass

from app.embedded.binaries import Binaries
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import PORT, Home
from app.embedded.parameters import start_options
from app.embedded.postmaster import remove_stale_notes, running

SUPERUSER = "postgres"
WAIT_SECONDS = 60
# A killed server and its children are gone within moments; until then their notes count.
LEFTOVERS = ("pre-existing shared memory block", "lock file")
LEFTOVER_TRIES, LEFTOVER_PAUSE_SECONDS = 40, 0.25


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data folder and the programs that serve it; the caller holds the home's lock."""

    home: Home
    binaries: Binaries
    parameters: Mapping[str, str]

    def _locale(self) -> list[str]:
        """Fold case as Python does, whatever the machine's locale; before 17 only ASCII folds."""
        if self.binaries.wheel_version is None:
            return ["--no-locale"]
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

    def make(self) -> None:
        """Make the data folder unless it stands; raises EmbeddedPostgresError if of another make.

        It gets its name only when whole, so that a killed initdb leaves nothing half made.
        """
        data = self.home.data
        if data.exists():
            self._require_same_version()
            return
        unfinished = data.with_name("data.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        self.home.account.make_private(unfinished)
        syncing = ["--no-sync"] if self.parameters.get("fsync") == "off" else []
        how = ["--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", *self._locale()]
        command = [self.binaries.program("initdb"), f"--pgdata={unfinished}", *how, *syncing]
        done = self.home.account.run(command, unfinished)
        if done.returncode != 0:
            raise EmbeddedPostgresError(f"initdb failed: {_last_line(done.stderr)}")
        unfinished.rename(data)

    def launch(self) -> None:
        """Start the server and wait until it takes connections.

        Raises EmbeddedPostgresError with the reason that its log gives.
        """
        reason = self._try_launch()
        for _ in range(LEFTOVER_TRIES):
            if not any(leftover in reason for leftover in LEFTOVERS):
                break
            time.sleep(LEFTOVER_PAUSE_SECONDS)
            reason = self._try_launch()
        if reason:
            raise EmbeddedPostgresError(f"PostgreSQL did not start: {_fatal_line(reason)}")

    def answers(self) -> bool:
        """Tell whether a server runs here and takes connections, waiting for one that is coming up.

        Raises EmbeddedPostgresError if one runs but never answers. One that was killed a moment
        ago can still be seen, but no longer answers, and is soon gone.
        """
        for _ in range(LEFTOVER_TRIES):
            if not self.home.data.exists() or running(self.home.data) is None:
                return False
            try:
                return bool(self.ask("SELECT 1"))
            except EmbeddedPostgresError:
                time.sleep(LEFTOVER_PAUSE_SECONDS)
        raise EmbeddedPostgresError(f"the server runs but does not answer: see {self.home.log}")

    def halt(self) -> None:
        """Stop the server, ending its connections; raises EmbeddedPostgresError if it stays."""
        self._control("stop", "-m", "fast")

    def ask(self, statement: str) -> str:
        """Run one statement as the superuser; raises EmbeddedPostgresError if it is refused."""
        found = running(self.home.data) if self.home.data.exists() else None
        if found is None:
            raise EmbeddedPostgresError("the embedded server is not running")
        how = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        where = [f"--host={found.socket_folder}", f"--port={PORT}"]
        who = [f"--username={SUPERUSER}", "--dbname=postgres"]
        command = [self.binaries.program("psql"), *where, *who, *how, "--command", statement]
        done = self.home.account.run(command, self.home.data)
        if done.returncode != 0:
            raise EmbeddedPostgresError(f"the server refused: {_last_line(done.stderr)}")
        return done.stdout.strip()

    def _try_launch(self) -> str:
        """Start the server; return what its log says against it, or nothing when it runs."""
        socket_folder = self.home.socket_folder()
        remove_stale_notes(self.home.data, socket_folder)
        options = start_options(socket_folder, self.parameters)
        log = self.home.log
        before = log.stat().st_size if log.exists() else 0
        try:
            self._control("start", "-l", str(log), "-o", options)
        except EmbeddedPostgresError as fault:
            said = log.read_bytes()[before:] if log.exists() else b""
            return said.decode("utf-8", "replace") or str(fault)
        return ""

    def _control(self, action: str, *arguments: str) -> None:
        wait = ["--wait", f"--timeout={WAIT_SECONDS}", f"--pgdata={self.home.data}"]
        command = [self.binaries.program("pg_ctl"), action, *wait, *arguments]
        done = self.home.account.run(command, self.home.data)
        if done.returncode != 0:
            raise EmbeddedPostgresError(f"pg_ctl {action} failed: {_last_line(done.stderr)}")

    def _require_same_version(self) -> None:
        held = (self.home.data / "PG_VERSION").read_text("utf-8").strip()
        command = [self.binaries.program("postgres"), "--version"]
        said = self.home.account.run(command, self.home.data).stdout
        found = re.search(r"[0-9]+", said)
        if found is None or found[0] != held:
            raise EmbeddedPostgresError(
                f"{self.home.data} holds data of PostgreSQL {held}, the programs are {said.strip()}"
            )


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]


def _fatal_line(log: str) -> str:
    return next((line for line in log.splitlines() if "FATAL:" in line), _last_line(log))
