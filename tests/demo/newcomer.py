"""A clone of its own for the demonstration: its own home, its own database, removed afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tests.harness.databases import CLONE
from tests.harness.programs import ran, started

DEMO = ("app.cli", "demo", "--officials", "300", "--port", "0")
PATIENCE = 90


@contextmanager
def clone() -> Iterator[Path]:
    """Give a copy of what runs; the home of its database follows from its path."""
    folder = Path(mkdtemp(prefix="karmasetu-demo-"))
    try:
        for package in ("app", "migrations"):
            shutil.copytree(
                CLONE / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
            )
        yield folder
        run(folder, "app.embedded", "--purpose", "postgres", "--remove")
    finally:
        shutil.rmtree(folder)


def variables() -> Mapping[str, str]:
    """Return the surroundings of a newcomer: nothing is set."""
    return {
        name: value
        for name, value in os.environ.items()
        if "KARMASETU" not in name and name != "DATABASE_URL"
    }


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of our programs in the clone to its end."""
    return ran([sys.executable, "-m", *arguments], timeout=PATIENCE, env=variables(), cwd=folder)


def start(folder: Path) -> AbstractContextManager[subprocess.Popen[str]]:
    """Start the demonstration that serves until it is interrupted."""
    return started([sys.executable, "-m", *DEMO], env=variables(), cwd=folder)


def logged(folder: Path) -> str:
    """Return what the programs that a demonstration runs have logged."""
    logs = sorted((folder / ".karmasetu" / "logs").glob("*.log"))
    return "".join(one.read_text("utf-8", errors="replace") for one in logs)


def processes_in(folder: Path) -> list[str]:
    """Return the command lines of processes that still work in the clone."""
    found: list[str] = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").readlink() == folder:
                found.append((place / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found
