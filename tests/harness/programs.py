"""Programs that tests start: whatever one writes to stderr is looked at for persons.

What a command prints on stdout is its answer to whoever gave it, who may see what he asked for; a
log is read by others. Tests say of each command's answer what it may name.
"""

import asyncio
import subprocess
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.harness.databases import CLONE
from tests.harness.logged import named_in


@dataclass(frozen=True, slots=True)
class Begun:
    """A program that runs beside the test, and what it has written to stderr so far."""

    process: Process
    log: IO[bytes]

    def said(self) -> str:
        """Return what it has written to stderr."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")


def ran(command: Sequence[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, whatever that is."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    _names_nobody(done.stderr)
    return done


@contextmanager
def started(command: Sequence[str | Path], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Run a program beside the test, its stdout a pipe; wait for its end."""
    with (
        _looked_at() as log,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, **options
        ) as process,
    ):
        yield process


@asynccontextmanager
async def begun(command: Sequence[str], **options: Any) -> AsyncIterator[Begun]:
    """Run a program in the clone beside the test; kill it at the end if it still runs."""
    with _looked_at() as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=CLONE, stdout=subprocess.DEVNULL, stderr=log, **options
        )
        try:
            yield Begun(process, log)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


@contextmanager
def _looked_at() -> Iterator[IO[bytes]]:
    """Lend a file for what is written to stderr, and look at it at the end."""
    with TemporaryFile() as log:
        yield log
        log.seek(0)
        _names_nobody(log.read().decode(errors="replace"))


def _names_nobody(said: str) -> None:
    if found := named_in(said):
        raise AssertionError(f"a program named a person on stderr: {found}")
