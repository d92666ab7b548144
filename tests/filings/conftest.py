"""What tests of filings start from: one filled database, in which each test has its instances."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.filings.office import Office, fill, opened
from tests.filings.served import ServedSparrow, served
from tests.harness import databases


@pytest.fixture(scope="session")
def filled_url(postgres_server: str, template: str) -> Iterator[str]:
    """The address of a database that holds published entries of two authorities."""
    name = databases.own_name("filings")
    address = databases.create(postgres_server, name, template)
    asyncio.run(fill(address))
    yield address
    databases.drop(postgres_server, name)


@pytest.fixture(scope="session")
async def office(filled_url: str) -> AsyncIterator[Office]:
    """The office: what is published in it stays, so a test looks at what stands."""
    async with opened(filled_url) as office:
        yield office


@pytest.fixture(scope="session")
def served_sparrow() -> Iterator[ServedSparrow]:
    """The stand-in SPARROW behind a socket, for as long as the tests run."""
    with served() as sparrow:
        yield sparrow


@pytest.fixture
def sparrow(served_sparrow: ServedSparrow) -> ServedSparrow:
    """The stand-in SPARROW, holding nothing and behaving."""
    served_sparrow.fresh()
    return served_sparrow
