"""What every test may ask for: a real PostgreSQL, and examples that are the same on each run."""

import gc
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

from app.jobs import telling
from tests.harness.fixtures import (
    api_database,
    common_database,
    common_url,
    database_url,
    owner,
    postgres_server,
    template,
    undone,
    worker_database,
)
from tests.harness.logged import Watch, named_in

__all__ = [
    "api_database",
    "common_database",
    "common_url",
    "database_url",
    "owner",
    "postgres_server",
    "template",
    "undone",
    "worker_database",
]

# A suite that fails on one run and passes on the next is believed on neither.
settings.register_profile("suite", derandomize=True, deadline=None, database=None)
settings.load_profile("suite")


WATCH = Watch()


def pytest_configure() -> None:
    """Have all that is logged looked at, the worker's lines too."""
    telling.configure()
    WATCH.begin()


@pytest.fixture(autouse=True)
def nobody_is_logged() -> Iterator[None]:
    """Fail the test in whose time a line was logged that names a person."""
    yield
    found = WATCH.personal[:]
    WATCH.personal.clear()
    assert not found, found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail the test in whose time its process, or a child of it, named a person on stderr."""
    report = yield
    if report.passed and (found := named_in(report.capstderr)):
        report.outcome = "failed"
        report.longrepr = f"stderr names a person: {found}"
    return report


def pytest_collection_finish() -> None:
    """Let collections of garbage pass over what was loaded for all tests and stays to the end."""
    gc.collect()
    gc.freeze()
