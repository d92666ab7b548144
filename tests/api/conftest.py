"""What tests of the API start from: two small authorities, decided and published, and clients."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.api.parts import ApiParts
from app.policy.access.roles import Role
from app.policy.access.scopes import SCOPES
from app.settings import Settings
from app.store.database import Database, Tenant
from app.wiring.api import open_api
from tests.api.calling import EVERYBODY, client_of, lent, started, token_of
from tests.api.population import Population, populate
from tests.harness import databases

ClientOf = Callable[..., httpx.AsyncClient]
# A test that asks for one of these changes what is held, and so gets a database of its own.
ALTERING = {"owner", "worker_database", "alone"}


@dataclass(frozen=True, slots=True)
class Populated:
    """A database that was populated once, and who is in it; copied, never connected to."""

    name: str
    population: Population


@pytest.fixture(scope="session")
def populated(postgres_server: str, template: str) -> Iterator[Populated]:
    """The populated database that others are copied from."""
    name = databases.own_name("populated")
    address = databases.create(postgres_server, name, template)
    yield Populated(name, asyncio.run(_populate(address)))
    databases.drop(postgres_server, name)


async def _populate(address: str) -> Population:
    database = Database.open(address, "karmasetu_worker")
    population = await populate(database)
    await database.close()
    return population


@pytest.fixture(scope="session")
def shared_url(postgres_server: str, populated: Populated) -> Iterator[str]:
    """The address of a populated database that all tests share which only read."""
    name = databases.own_name("shared")
    yield databases.create(postgres_server, name, populated.name)
    databases.drop(postgres_server, name)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, postgres_server: str, populated: Populated, shared_url: str
) -> Iterator[str]:
    """The owner's address of a populated database: shared, or its own for a test that alters."""
    if not ALTERING & set(request.fixturenames):
        yield shared_url
        return
    name = databases.own_name("one")
    yield databases.create(postgres_server, name, populated.name)
    databases.drop(postgres_server, name)


@pytest.fixture
def alone() -> None:
    """Asked for by a test that alters what is held through the API itself."""


@pytest.fixture
def population(populated: Populated) -> Population:
    """Two authorities with officials, plans, completions, outcomes and entries."""
    return populated.population


@pytest.fixture(scope="session")
def shared_settings(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings over the database that tests share which only read."""
    return settings_over(shared_url, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def settings(database_url: str, shared_settings: Settings, tmp_path: Path) -> Settings:
    """Settings over the populated database: shared, or with keys and exports of their own."""
    if database_url == shared_settings.database_url:
        return shared_settings
    return settings_over(database_url, tmp_path)


def settings_over(address: str, folder: Path) -> Settings:
    """Return settings over a database, with keys and exports in a folder."""
    return Settings(
        database_url=address,
        signing_key_file=folder / "key" / "signing.pem",
        proof_key_file=folder / "key" / "proof.pem",
        proof_keys_directory=folder / "key" / "proofs",
        export_directory=folder / "exports",
        pool_size=4,
        # All tests ask as one client.
        requests_a_minute=0,
        tokens_a_minute=0,
    )


@pytest.fixture
def exports_folder(settings: Settings) -> Path:
    """The folder that API and worker share for the files of bulk exports."""
    return settings.export_directory


@pytest.fixture(scope="session")
async def shared_parts(shared_settings: Settings) -> AsyncIterator[ApiParts]:
    """What the application works with in tests that only read: their connections stay warm."""
    async with open_api(shared_settings) as parts:
        yield parts


@pytest.fixture
async def app(
    settings: Settings, shared_settings: Settings, shared_parts: ApiParts
) -> AsyncIterator[FastAPI]:
    """The running application."""
    if settings is shared_settings:
        with lent(settings) as running:
            running.state.parts = shared_parts
            yield running
        return
    async with started(settings) as running:
        yield running


@pytest.fixture
async def client(app: FastAPI, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client that may do and see everything."""
    async with client_of(app, token_of(settings, EVERYBODY)) as opened:
        yield opened


@pytest.fixture
def as_authority(app: FastAPI, settings: Settings) -> ClientOf:
    """A maker of clients that see one authority, with all scopes unless others are named."""

    def make(authority_id: int, *scopes: str, role: Role = "mdo_admin") -> httpx.AsyncClient:
        caller = replace(
            EVERYBODY,
            role=role,
            scopes=frozenset(scopes or SCOPES),
            tenant=Tenant(authorities=frozenset({authority_id})),
        )
        return client_of(app, token_of(settings, caller))

    return make


@pytest.fixture
def as_person(app: FastAPI, settings: Settings, population: Population) -> ClientOf:
    """A maker of clients that speak for a person and see one authority, or both."""

    def make(person: str | None, authority_id: int | None = None) -> httpx.AsyncClient:
        both = {population.authority, population.other}
        tenant = Tenant(authorities=frozenset(both if authority_id is None else {authority_id}))
        caller = replace(EVERYBODY, role="mdo_leader", person=person, tenant=tenant)
        return client_of(app, token_of(settings, caller))

    return make
