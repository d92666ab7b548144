"""An official before his own record: his entry, his outcome, who looked; nobody else's."""

import re
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from app.policy.access.table import scopes_of
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from tests.api.calling import client_of, token_of
from tests.api.population import Population
from tests.api.test_extract import DAYS, ROAD

OWN = (
    "/v1/apar/2025-26/officials/{}",
    "/v1/apar/2025-26/officials/{}/annexure",
    "/v1/officials/{}/evaluations/2025-26",
    "/v1/officials/{}/evaluations/2025-26/canonical",
    "/v1/officials/{}/accesses",
)


OF_PAGES = {"his page", "a colleague's", "all years"}
# How far behind the facts are grows by the second: two askers may be told two lags.
LAG = re.compile(rb'"lag_seconds":\d+')


@pytest.fixture
def own(population: Population) -> Caller:
    """The first official of the first authority, before his own record."""
    scopes = frozenset(scopes_of("official"))
    tenant = Tenant(official=population.officials[0])
    return Caller("own-record", "official", scopes, tenant, "subject-1")


@pytest.fixture
def before_own(app: FastAPI, settings: Settings, own: Caller) -> httpx.AsyncClient:
    """A client that speaks for that official."""
    return client_of(app, token_of(settings, own))


@pytest.mark.parametrize("path", OWN)
async def test_his_own_is_told_and_a_colleague_s_is_missing(
    before_own: httpx.AsyncClient, client: httpx.AsyncClient, population: Population, path: str
) -> None:
    """What is told of him is what everybody who may see him is told; of others there is nothing."""
    his = await before_own.get(path.format(population.officials[0]))
    told = await client.get(path.format(population.officials[0]))
    colleague = await before_own.get(path.format(population.officials[1]))
    nobody = await before_own.get(path.format(999_999))

    assert his.status_code == told.status_code == 200
    if "accesses" not in path:
        assert LAG.sub(b"", his.content) == LAG.sub(b"", told.content)
    assert (colleague.status_code, nobody.status_code) == (404, 404)
    same = {"request_id": ""}
    assert colleague.json() | same == nobody.json() | same


async def test_he_finds_himself_by_his_identifiers_alone(
    before_own: httpx.AsyncClient, population: Population
) -> None:
    """A lookup leads to him by what is his, and to nobody by what is a colleague's."""
    asked = [{"kind": "sparrow_email", "value": f"one{n}@example.gov.in"} for n in (0, 1)]
    looked = await before_own.post("/v1/apar/2025-26/lookups", json={"identifiers": asked})

    answers = [(one["status"], one["official_id"]) for one in looked.json()["answers"]]
    assert answers == [("found", population.officials[0]), ("not_found", None)]


@pytest.mark.usefixtures("alone")
async def test_he_is_told_who_looked_at_his_record(
    before_own: httpx.AsyncClient, client: httpx.AsyncClient, population: Population
) -> None:
    """By themselves or in a bulk read; who looked at a colleague alone is not told."""
    his, colleague = population.officials[:2]
    for official, purpose in ((his, "of him"), (colleague, "of a colleague")):
        path = f"/v1/apar/2025-26/officials/{official}"
        await client.get(path, headers={"Karmasetu-Purpose": purpose})
    bulk = {"Karmasetu-Purpose": "of all"}
    await client.get("/v1/apar/2025-26/changes", headers=bulk)
    told = (await before_own.get(f"/v1/officials/{his}/accesses")).json()["events"]

    assert [one["purpose"] for one in told] == ["of all", "of him"]


async def test_he_is_told_of_pages_and_of_reads_of_all_years(
    before_own: httpx.AsyncClient, client: httpx.AsyncClient, population: Population
) -> None:
    """A page that showed him is his, the next one with a colleague is not; an extract is."""
    page = f"/v1/authorities/{population.authority}/evaluations/2025-26?limit=1"
    first = await client.get(page, headers={"Karmasetu-Purpose": "his page"})
    following = first.links["next"]["url"]
    await client.get(following, headers={"Karmasetu-Purpose": "a colleague's"})
    asked = {"Karmasetu-Purpose": "all years"}
    extract = await client.post(ROAD, json={**DAYS, "required_columns": []}, headers=asked)
    his = f"/v1/officials/{population.officials[0]}/accesses"
    told = [one["purpose"] for one in (await before_own.get(his)).json()["events"]]

    assert (first.status_code, extract.status_code) == (200, 200)
    assert [one for one in told if one in OF_PAGES] == ["all years", "his page"]


@pytest.mark.parametrize(
    "path", ["/v1/authorities", "/v1/audit", "/v1/apar/2025-26/entries?authority_id=1"]
)
async def test_lists_of_others_are_not_for_him(before_own: httpx.AsyncClient, path: str) -> None:
    """No list is for an official, not even an empty one."""
    assert (await before_own.get(path)).status_code == 403


async def test_a_client_is_nobody_s_own(settings: Settings, own: Caller) -> None:
    """A token of a client that speaks for itself can't be an official's, nor one that sees more."""
    with pytest.raises(ValueError, match="an official is a person"):
        token_of(settings, replace(own, person=None))
    wider = Tenant(official=own.tenant.official, authorities=frozenset({1}))
    with pytest.raises(ValueError, match="does not see by authorities"):
        token_of(settings, replace(own, tenant=wider))
