"""Fixtures over the stand-in: a server for the session, and databases that hold its worlds."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from app.store.database import Database
from tests.harness import databases
from tests.services.carried import carry, decide
from tests.services.held import Held, meaning_of
from tests.services.moments import EARLY, LATER
from tests.services.served import EARLY_WORLD, LATER_WORLD, ServedIgot, served


@pytest.fixture(scope="session")
def served_igot() -> Iterator[ServedIgot]:
    """The stand-in behind a socket, for as long as the tests run."""
    with served() as igot:
        yield igot


@pytest.fixture
def igot(served_igot: ServedIgot) -> ServedIgot:
    """The stand-in, telling of the later world and behaving."""
    served_igot.tell_of(LATER_WORLD)
    return served_igot


@pytest.fixture(scope="session")
def early_template(postgres_server: str, template: str, served_igot: ServedIgot) -> Iterator[str]:
    """The name of a database that holds the early world, evaluated; nobody connects to it."""
    name = databases.own_name("early")
    address = databases.create(postgres_server, name, template)
    try:
        served_igot.tell_of(EARLY_WORLD)
        asyncio.run(_take_up(address, served_igot, early=True))
        yield name
    finally:
        databases.drop(postgres_server, name)


@pytest.fixture(scope="session")
def undisturbed(postgres_server: str, early_template: str, served_igot: ServedIgot) -> Held:
    """What is held after the later world was carried over the early one without any fault."""
    return _undisturbed(postgres_server, early_template, served_igot)


@pytest.fixture(scope="session")
def undisturbed_from_nothing(postgres_server: str, template: str, served_igot: ServedIgot) -> Held:
    """What is held after the later world was carried into an empty database without any fault."""
    return _undisturbed(postgres_server, template, served_igot)


def _undisturbed(server: str, template: str, igot: ServedIgot) -> Held:
    name = databases.own_name("undisturbed")
    address = databases.create(server, name, template)
    try:
        igot.tell_of(LATER_WORLD)
        asyncio.run(_take_up(address, igot, early=False))
        return asyncio.run(meaning_of(address))
    finally:
        databases.drop(server, name)


async def _take_up(address: str, igot: ServedIgot, *, early: bool) -> None:
    database = Database.open(address, "karmasetu_worker", pool_size=4)
    moment = EARLY if early else LATER
    async with igot.feed() as feed:
        synced = await carry(database, feed, moment)
    decided = await decide(database, moment)
    await database.close()
    if synced.failures or decided.unready:
        raise AssertionError("an undisturbed run did not end complete")


@pytest.fixture
def early_url(postgres_server: str, early_template: str) -> Iterator[str]:
    """The owner's address of a fresh database that holds the early world."""
    name = databases.own_name("held")
    yield databases.create(postgres_server, name, early_template)
    databases.drop(postgres_server, name)


@pytest.fixture
async def early_database(early_url: str) -> AsyncIterator[Database]:
    """The database that holds the early world, in the worker's role."""
    database = Database.open(early_url, "karmasetu_worker", pool_size=6)
    yield database
    await database.close()


@pytest.fixture
async def early_owner(early_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The database that holds the early world as the superuser sees it."""
    connection = await asyncpg.connect(databases.libpq_address(early_url))
    yield connection
    await connection.close()
