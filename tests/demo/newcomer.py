"""A clone of its own for the demonstration: its own home, its own database, removed afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tests.harness.databases import CLONE

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
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=variables(),
        cwd=folder,
    )


def start(folder: Path) -> subprocess.Popen[str]:
    """Start the demonstration that serves until it is interrupted."""
    return subprocess.Popen(
        [sys.executable, "-m", *DEMO],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=variables(),
        cwd=folder,
    )


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
