"""The served service that the tests of the contract share."""

from collections.abc import Iterator

import pytest

from tests.contract.service import Served, served
from tests.harness import databases


@pytest.fixture(scope="session")
def service(
    postgres_server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The service as it is run, over a database of its own."""
    name = databases.own_name("served")
    address = databases.create(postgres_server, name, template)
    with served(address, tmp_path_factory.mktemp("served")) as running:
        yield running
    databases.drop(postgres_server, name)
