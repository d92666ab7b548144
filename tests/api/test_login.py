"""People who log in elsewhere: two of them seal, and an official sees his own record."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from app.errors import ConflictError, InvalidError, UnauthenticatedError
from app.services import clients
from app.services.clients import CACHE
from app.settings import Settings
from app.store.auditing.audit import Access
from app.store.clients import Client
from app.store.database import Database
from app.wiring.api import open_api
from tests.api.calling import EVERYBODY, client_of, started, token_of
from tests.api.population import Population
from tests.issuer.served import ServedIssuer, served

SEALS = "/v1/apar/2025-26/seals"
ENTRY = "/v1/apar/2025-26/officials/{}"
ACCESS = Access("command-line", "tests", "tests", "clients")
pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture(scope="module")
def issuer() -> Iterator[ServedIssuer]:
    """The issuer's server."""
    with served() as running:
        yield running


@pytest.fixture
def with_issuer(settings: Settings, issuer: ServedIssuer) -> Settings:
    """Settings with an outside issuer, whose people are known by their e-mail address."""
    changes = {
        "oidc_issuer": issuer.origin,
        "oidc_roles": {"MDO_LEADER": "mdo_leader", "SELF": "official"},
        "oidc_claims": {"role": "realm_access.roles", "official": "email"},
        "oidc_official_kind": "sparrow_email",
    }
    return settings.model_copy(update=changes)


@pytest.fixture
async def app(with_issuer: Settings) -> AsyncIterator[FastAPI]:
    """The application that accepts that issuer's tokens."""
    async with started(with_issuer) as running:
        yield running


async def test_two_people_who_logged_in_seal(
    app: FastAPI, issuer: ServedIssuer, population: Population
) -> None:
    """Two subjects seal; the same one by another client doesn't, nor does a client's own token."""
    own: dict[str, Any] = {"authorities": [population.authority]}
    first, again, second, program = (
        client_of(app, issuer.token(**own, sub=sub, client_id=client, auth_time=logged_in))
        for sub, client, logged_in in (
            ("p-1", "portal", 1),
            ("p-1", "another", 1),
            ("p-2", "portal", 1),
            ("service-account", "portal", None),
        )
    )
    body = {"authority_id": population.authority}
    refused = await program.post(SEALS, json=body)
    asked = await first.post(SEALS, json=body)
    place = f"{asked.headers['location']}/confirmation"
    answers = [await one.post(place) for one in (program, again, second)]

    assert (refused.status_code, asked.status_code) == (403, 202)
    assert [one.status_code for one in answers] == [403, 403, 201]


async def test_with_an_issuer_our_own_tokens_make_nobody_a_person(
    app: FastAPI, with_issuer: Settings, population: Population
) -> None:
    """Who holds our key can play two people: where people log in elsewhere, that ends."""
    person = token_of(with_issuer, replace(EVERYBODY, person="p-1"))
    program = token_of(with_issuer, EVERYBODY)
    address = ENTRY.format(population.officials[0])
    answers = [await client_of(app, one).get(address) for one in (person, program)]

    assert [one.status_code for one in answers] == [401, 200]


async def test_an_official_who_logged_in_sees_his_own_record(
    app: FastAPI, issuer: ServedIssuer, population: Population
) -> None:
    """By the address that the issuer vouches for; nobody's address leads to nothing."""
    own: dict[str, Any] = {"realm_access": {"roles": ["SELF"]}, "authorities": None}
    his = client_of(app, issuer.token(**own, email="one0@example.gov.in"))
    nobody = client_of(app, issuer.token(**own, email="nobody@example.gov.in"))
    first, second = (ENTRY.format(one) for one in population.officials[:2])
    answers = [await his.get(first), await his.get(second), await nobody.get(first)]

    assert [one.status_code for one in answers] == [200, 404, 404]


async def test_a_client_of_its_is_out_within_a_minute(
    app: FastAPI, issuer: ServedIssuer, population: Population, worker_database: Database
) -> None:
    """Whom the issuer gave a token, and nobody entered here, is turned away all the same."""
    used, unused = "https://portal.example/1", "https://portal.example/2"
    address, now = ENTRY.format(population.officials[0]), datetime.now(UTC)
    first, second = (
        client_of(app, issuer.token(authorities=[population.authority], client_id=name))
        for name in (used, unused)
    )
    answers = [await first.get(address)]
    for name in (used, unused):
        async with worker_database.writing() as session:
            await clients.bar(session, name, now, ACCESS)
            with pytest.raises(ConflictError, match="already"):
                await clients.bar(session, name, now, ACCESS)
    answers.append(await second.get(address))
    with pytest.raises(UnauthenticatedError):
        await app.state.parts.admission.admit(used, now + CACHE + timedelta(seconds=1))
    async with worker_database.writing() as session:
        with pytest.raises(ConflictError):
            await clients.add(session, Client(used, "cca", (), EVERYBODY.tenant, now), ACCESS)

    assert [one.status_code for one in answers] == [200, 401]


async def test_a_code_that_leads_to_two_leads_to_nobody(
    settings: Settings, issuer: ServedIssuer, population: Population
) -> None:
    """An employee code that two officials share shows neither's record."""
    changes = {
        "oidc_issuer": issuer.origin,
        "oidc_roles": {"SELF": "official"},
        "oidc_claims": {"role": "realm_access.roles", "official": "code"},
        "oidc_official_kind": "employee_code",
    }
    own: dict[str, Any] = {"realm_access": {"roles": ["SELF"]}, "authorities": None}
    async with started(settings.model_copy(update=changes)) as app:
        shared = client_of(app, issuer.token(**own, code="ONE-3"))
        single = client_of(app, issuer.token(**own, code="ONE-0"))
        answers = [
            await client.get(ENTRY.format(population.officials[number]))
            for client, number in ((shared, 3), (shared, 4), (single, 0))
        ]

    assert [one.status_code for one in answers] == [404, 404, 200]


@pytest.mark.parametrize(
    "changes",
    [
        {"oidc_algorithms": "RS256,HS256"},
        {"oidc_algorithms": "none"},
        {"oidc_roles": {"x": "emperor"}},
        {"oidc_claims": {"rank": "rank"}},
        {"environment": "production", "api_database_url": "postgresql://api@127.0.0.1:1/none"},
    ],
    ids=str,
)
async def test_settings_that_can_t_be_so_end_the_start(
    with_issuer: Settings, changes: dict[str, object]
) -> None:
    """A shared secret's algorithm, a role or claim that is none, http in production: no start."""
    with pytest.raises(InvalidError):
        async with open_api(with_issuer.model_copy(update=changes)):
            raise AssertionError("it opened")
