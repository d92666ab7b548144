"""What every test may ask for: a real PostgreSQL, and examples that are the same on each run."""

import gc

from hypothesis import settings

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


def pytest_collection_finish() -> None:
    """Let collections of garbage pass over what was loaded for all tests and stays to the end."""
    gc.collect()
    gc.freeze()
