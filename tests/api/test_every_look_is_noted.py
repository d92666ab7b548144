"""No look at an official's record and no change goes by without an event of the audit trail."""

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.jobs.queue import enqueue_action
from app.services import clients
from app.services.onboarding.acting import Actor
from app.store import positions
from app.store.database import Database
from app.store.feed import plans
from tests.api.calling import client_of
from tests.api.conftest import ClientOf
from tests.api.operations import IN_STEPS, PLAIN, RECORDS, operations, placed
from tests.api.population import COURSES, Population
from tests.api.rosters import checked, findings, the_file
from tests.api.test_clients import ACCESS, GRANT, NAME, TOKENS, a_client
from tests.api.test_corrections import asked as order_for
from tests.api.test_corrections import awaited, learn, orders
from tests.api.test_onboarding_actions import ask as act
from tests.api.test_onboarding_actions import no_desk, place
from tests.api.test_seals import sealed
from tests.harness.arranged import NOW, a_plan, an_authority

HEADERS = {"Karmasetu-Purpose": "a walk", "Idempotency-Key": "a-walk"}
ASKED_BY_POST = "lookUpAparEntries extractAparCourses supposeOtherwise validateOfficials"
# What the population has nothing of: asking is noted all the same.
UNANSWERED = {"listOfficialFilings"}


def test_every_operation_has_its_place() -> None:
    """A new operation is noted, or it is said why it need not be; none stands twice."""
    assert sorted(placed()) == sorted(operations())


async def ask(
    client: httpx.AsyncClient, name: str, population: Population, record: int | None = None
) -> httpx.Response:
    """Ask for an operation, and see that it is served."""
    operation = operations()[name]
    address, headers = operation.address(population, record), dict(HEADERS)
    if name == "putSparrowInstance":
        headers["If-None-Match"] = "*"
    elif operation.method == "put":
        headers["If-Match"] = (await client.get(address)).headers["etag"]
    answered = await client.request(
        operation.method, address, json=operation.body(population), headers=headers
    )
    assert answered.is_success or name in UNANSWERED, (name, answered.text)
    return answered


async def ask_plainly(
    client: httpx.AsyncClient, name: str, population: Population
) -> httpx.Response:
    """Ask for a read, whatever it answers."""
    operation = operations()[name]
    address, body = operation.address(population, None), operation.body(population)
    return await client.request(operation.method, address, json=body, headers=HEADERS)


async def test_every_look_and_every_change_is_noted(
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
    owner: asyncpg.Connection,
) -> None:
    """Each operation leaves an event that bears its request's number, and the purpose stated."""
    async with worker_database.writing() as session:
        assert await an_authority(session, "goa", "cca") == population.other + 1
        position = await positions.close(session, 1, NOW)
        plan = a_plan(population.authority, *COURSES, "E", assessment="X")
        await plans.merge(session, plan, position)
    asked = {name: await ask(client, name, population) for name in PLAIN.split()}
    for name, then in RECORDS.items():
        asked[name] = await ask(client, name, population)
        told = asked[name].json()
        record = told.get("id") or told["levels"][0]["id"]
        for each in then.split():
            asked[each] = await ask(client, each, population, record)

    noted = await owner.fetch("SELECT request_id FROM audit_event WHERE purpose = 'a walk'")
    held = {row["request_id"] for row in noted}
    assert [name for name, one in asked.items() if one.headers["x-request-id"] not in held] == []


async def test_what_cannot_be_noted_is_not_told(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """Where the event can't be appended, whatever is looked at fails, and shows nothing of it."""
    looking = {*PLAIN.split(), *(name for then in RECORDS.values() for name in then.split())}
    reads = [
        name
        for name in sorted(looking)
        if operations()[name].method == "get" and "{record_id}" not in operations()[name].path
    ] + ASKED_BY_POST.split()
    before = [await ask_plainly(client, name, population) for name in reads]
    told = [name for name, one in zip(reads, before, strict=True) if one.is_success]
    await owner.execute("REVOKE INSERT ON audit_event FROM karmasetu_api")
    refused = {name: await ask_plainly(client, name, population) for name in told}

    assert len(told) > 25
    assert [name for name, one in refused.items() if one.status_code != 500] == []
    assert {one.json()["code"] for one in refused.values()} == {"internal"}


async def test_what_takes_several_steps_is_noted(
    app: FastAPI,
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
    owner: asyncpg.Connection,
) -> None:
    """Seals, proofs, corrections, exports, rosters, claims, tokens: each step leaves an event."""
    year, own = "/v1/apar/2025-26", population.authority
    async with worker_database.writing() as session:
        secret = await clients.add(session, a_client(own), ACCESS)
    async with client_of(app, None) as anybody:
        await anybody.post(TOKENS, data=GRANT, auth=(NAME, secret))
    await client.post(f"{year}/exports", json={"form": "csv"})
    await client.get(f"{year}/exports/1/files/apar-2025-26-00001.csv")
    await client.delete(f"{year}/exports/1")
    await sealed(as_person, own)
    await client.get(f"{year}/officials/{population.officials[0]}/proof")
    await learn(worker_database, "B")
    [held] = (await client.get(awaited(own))).json()["awaiting"]
    recorded = (await client.post(orders(own), json=order_for(held))).json()
    await client.post(f"{orders(own)}/{recorded['id']}/withdrawal")
    file = the_file("Official two-0,two0@example.gov.in,,,")
    roster = await checked(client, worker_database, own, file)
    (found,) = [one for one in await findings(client, roster) if one["rule_id"] == "OB-002"]
    await client.get(f"/v1/authorities/{own}/rosters/{roster['id']}/file")
    wanted = {"kind": "claim", "roster_id": roster["id"], "place": found["place"]}
    claim = (await act(client, own, "k", **wanted)).json()
    await Actor(worker_database, no_desk, lambda: NOW, enqueue_action).run(claim["id"])
    answer = place(population.other, f"claims/{claim['id']}/answer")
    await client.post(answer, json={"answer": "agreed"})

    noted = await owner.fetch("SELECT DISTINCT action, outcome FROM audit_event")
    told = {row["action"] for row in noted} | {f"{row[0]} {row[1]}" for row in noted}
    assert [name for name, action in IN_STEPS.items() if action not in told] == []
    file_read = "SELECT officials FROM audit_event WHERE action = 'onboarding.file'"
    assert await owner.fetchval(file_read) == [*population.officials, population.others[0]]


@pytest.mark.usefixtures("alone")
async def test_a_page_is_one_event_that_leads_to_each_it_showed(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """Whoever was on a page is told who looked, and nobody else is; their authority may ask."""
    first, second = population.officials[:2]
    page = f"/v1/authorities/{population.authority}/evaluations/2025-26?limit=1"
    await client.get(page, headers=HEADERS)
    async with as_authority(population.authority) as own:
        on_page = (await own.get(f"/v1/officials/{first}/accesses")).json()["events"]
        beside = (await own.get(f"/v1/officials/{second}/accesses")).json()["events"]

    assert [(one["action"], one["official_id"]) for one in on_page] == [("outcomes.page", None)]
    assert beside == []


@pytest.mark.usefixtures("alone")
async def test_an_authority_learns_who_read_in_bulk(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """A bulk read of somebody else stands with each official; not among an authority's events."""
    await client.get("/v1/apar/2025-26/changes", headers=HEADERS)
    async with as_authority(population.authority) as own:
        accesses = await own.get(f"/v1/officials/{population.officials[0]}/accesses")
        events = (await own.get("/v1/audit")).json()["events"]

    assert [one["action"] for one in accesses.json()["events"]] == ["apar.changes"]
    assert "apar.changes" not in [one["action"] for one in events]
