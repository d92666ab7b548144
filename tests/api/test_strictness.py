"""Every operation of the contract against what must never be taken for something else.

The operations are walked, not listed: a new one is held to this as it comes.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI

from app.policy.access.roles import ROLES, Role
from app.policy.access.table import OPERATIONS
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from tests.api import hostile
from tests.api.calling import EVERYBODY, client_of, token_of
from tests.api.conforming import contract
from tests.api.population import Population

EVERY = {
    operation["operationId"]: (method, path, operation)
    for path, methods in contract()["paths"].items()
    for method, operation in methods.items()
    if operation["operationId"] in OPERATIONS
}
# It speaks iGOT's own wire: bodies as lenient as there, refusals in iGOT's shape.
AS_IGOT = {"extractAparCourses"}
WITH_BODY = [name for name, (_, _, one) in EVERY.items() if hostile.bodies(one)]
# The authority and the official that the contract's examples name.
PLACE = Tenant(authorities=frozenset({1, 3}))
TENANTS: dict[Role, Tenant] = {
    "sparrow": PLACE,
    "mdo_admin": PLACE,
    "mdo_leader": PLACE,
    "cca": PLACE,
    "official": Tenant(official=4711),
}
# What these are about is looked up before all of their parameters are read, or their addresses
# take digits alone: 404 comes first.
LOOKED_UP = {"getAparExportManifest", "getAparExportFile", "listFilings", "getEvaluation"}
KEY = {"Idempotency-Key": "one"}
Sender = Callable[[str], httpx.AsyncClient]


@pytest.fixture
def sender(app: FastAPI, settings: Settings) -> Sender:
    """A maker of clients that an operation lets in."""

    def make(name: str) -> httpx.AsyncClient:
        operation = OPERATIONS[name]
        # One that sees everything, where such a one is let in.
        role = min(operation.roles, key=lambda one: ("everything" not in ROLES[one].keys, one))
        tenant = TENANTS.get(role, Tenant(everything=True))
        person = "asha" if operation.person or role == "official" else None
        return client_of(
            app, token_of(settings, Caller("tests", role, EVERYBODY.scopes, tenant, person))
        )

    return make


def address(
    path: str, parameters: list[dict[str, Any]], **given: str
) -> tuple[str, dict[str, str]]:
    """Return an address and a query that are right but for what is given."""
    asked: dict[str, str] = {}
    for one in parameters:
        examples = one["schema"].get("examples") or one.get("examples") or ["1"]
        value = given.get(one["name"], str(examples[0]))
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", value)
        elif one["in"] == "query" and (one.get("required") or one["name"] in given):
            asked[one["name"]] = value
    return path, asked


@pytest.mark.parametrize("name", EVERY)
async def test_parameters_are_taken_to_the_letter(sender: Sender, name: str) -> None:
    """An epoch is no date, `1_000` and another script's digits no number, `yes` no flag: 422."""
    method, path, operation = EVERY[name]
    parameters = operation.get("parameters", [])
    body = {"json": hostile.bodies(operation)[0]} if name in WITH_BODY else {}
    wrong = []
    async with sender(name) as client:
        for one in parameters:
            if one["in"] == "header":
                continue
            for value in hostile.wrong_parameters(one["schema"]):
                if one["in"] == "path" and not value:
                    continue
                to = value if one["in"] == "query" else httpx.QueryParams({"": value}).__str__()[1:]
                where, asked = address(path, parameters, **{one["name"]: to})
                answered = await client.request(method, where, params=asked, **body)
                named = {each.get("parameter") for each in answered.json().get("errors", ())}
                if answered.status_code == 404 and name in LOOKED_UP:
                    continue
                if answered.status_code != 422 or one["name"] not in named:
                    wrong.append((one["name"], value, answered.status_code, answered.text[:200]))

    assert not wrong, wrong


@pytest.mark.parametrize("name", EVERY)
async def test_parameters_that_nobody_knows_are_refused(sender: Sender, name: str) -> None:
    """An unknown parameter, or one that stands twice, is 422: what is asked would be another."""
    method, path, operation = EVERY[name]
    parameters = operation.get("parameters", [])
    where, asked = address(path, parameters)
    queries = [[*asked.items(), ("as_off", "2026-03-31")]]
    queries += [[*asked.items(), (one, "1"), (one, "1")] for one in _query(parameters)]
    async with sender(name) as client:
        for query in queries:
            answered = await client.request(method, f"{where}?{urlencode(query)}")
            codes = {each["code"] for each in answered.json().get("errors", ())}
            assert answered.status_code == 422, (query, answered.text)
            assert codes & {"extra_forbidden", "repeated"}, (query, answered.text)
            assert "as_off" not in answered.text


async def test_a_header_of_one_value_stands_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Two purposes, or two keys, are 422: which of them holds would depend on the reader."""
    read = f"/v1/apar/2025-26/officials/{population.officials[0]}"
    run = {"reporting_year": "2025-26", "authority_id": population.authority}
    purposes = [("Karmasetu-Purpose", "a"), ("karmasetu-purpose", "b")]
    keys = [("Idempotency-Key", "a"), ("Idempotency-Key", "a")]
    tags = [("If-None-Match", '"a"'), ("If-None-Match", '"b"')]
    answers = [
        await client.get(read, headers=purposes),
        await client.post("/v1/evaluations", json=run, headers=keys),
        await client.get(read, headers=tags),
    ]

    assert [one.status_code for one in answers] == [422, 422, 200]
    assert [one.json()["errors"] for one in answers[:2]] == [
        [{"code": "repeated", "parameter": "karmasetu-purpose"}],
        [{"code": "repeated", "parameter": "idempotency-key"}],
    ]


def _query(parameters: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in parameters if one["in"] == "query"]


@pytest.mark.parametrize("name", [name for name in WITH_BODY if name not in AS_IGOT])
async def test_bodies_are_taken_to_the_letter(sender: Sender, name: str) -> None:
    """One wrong value in an example, or one field more, is 422 and named; wherever it stands."""
    method, path, operation = EVERY[name]
    where, asked = address(path, operation.get("parameters", []))
    wrong = []
    async with sender(name) as client:
        for variant in hostile.variants(operation):
            answered = await client.request(
                method, where, params=asked, json=variant.body, headers=KEY
            )
            faults = answered.json().get("errors", ())
            pointers = {each.get("pointer") for each in faults}
            # Of a union it is said where it stands, not by which field it is told.
            if "union_tag_invalid" in {each["code"] for each in faults}:
                pointers.add(f"{faults[0]['pointer']}/kind")
            if answered.status_code != 422 or variant.pointer not in pointers:
                wrong.append(
                    (variant.pointer, variant.wrong, answered.status_code, answered.text[:300])
                )

    assert not wrong, wrong


@pytest.mark.parametrize("name", WITH_BODY)
async def test_what_is_no_json_is_refused(sender: Sender, name: str) -> None:
    """NaN, infinity and a name that stands twice are 400."""
    method, path, operation = EVERY[name]
    where, asked = address(path, operation.get("parameters", []))
    typed = {"Content-Type": "application/json"}
    async with sender(name) as client:
        for text in hostile.texts(operation):
            answered = await client.request(
                method, where, params=asked, content=text, headers=typed
            )
            assert answered.status_code == 400, (text, answered.text)


def test_the_walk_meets_every_body() -> None:
    """An operation whose body is JSON has an example that the walk changes."""
    described = {
        name
        for name, (_, _, one) in EVERY.items()
        if hostile.JSON in one.get("requestBody", {}).get("content", {})
    }

    assert described - {"sendRoster"} == set(WITH_BODY)
