"""Folders that an unprivileged account can reach, for a server started by root or by anybody."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded.binaries import Binaries, in_wheel, private_copy
from app.embedded.parameters import DISPOSABLE
from app.embedded.server import EmbeddedPostgres


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder of our own that every account may pass through; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="karmasetu-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def programs() -> Iterator[Binaries]:
    """One copy of the wheel's programs, which every account may run, for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="karmasetu-test-"))
    folder.chmod(0o711)
    yield Binaries(private_copy(in_wheel(), folder).folder)
    shutil.rmtree(folder)


@pytest.fixture
def server(reachable: Path, programs: Binaries) -> Iterator[EmbeddedPostgres]:
    """A server that has not been started yet, and is stopped afterwards."""
    embedded = EmbeddedPostgres(reachable / "home", binaries=programs, parameters=DISPOSABLE)
    yield embedded
    embedded.stop()


@pytest.fixture(scope="session")
def standing(programs: Binaries) -> Iterator[EmbeddedPostgres]:
    """A server that runs through all the tests which only ask it things."""
    folder = Path(tempfile.mkdtemp(prefix="karmasetu-test-"))
    folder.chmod(0o711)
    with EmbeddedPostgres(folder / "home", binaries=programs, parameters=DISPOSABLE) as embedded:
        yield embedded
    shutil.rmtree(folder)
