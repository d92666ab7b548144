"""What creates is done once under an Idempotency-Key: replayed, refused, under way, forgotten."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from app.store import replies
from app.store.database import Database
from tests.api.conforming import contract
from tests.api.conftest import ClientOf
from tests.api.population import Population

KEY = {"Idempotency-Key": "8e03978e-40d5"}
USED_BEFORE = [{"code": "used-before", "parameter": "Idempotency-Key"}]
TAKEN = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND datname = current_database()
"""
ORDER = {"number": "A-1/2025", "dated": "2025-06-02", "issued_by": "Director"}
EVERY = [
    (method, path, operation)
    for path, methods in contract()["paths"].items()
    for method, operation in methods.items()
]


def exemption(official: int) -> dict[str, Any]:
    """Return an order that exempts an official."""
    said = {"official_id": official, "kind": "leave", "reason": "Leave", "order": ORDER}
    return {**said, "valid_from": "2025-05-01"}


def headers_of(operation: dict[str, Any]) -> set[str]:
    """Return the headers that an operation takes."""
    return {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}


@pytest.mark.parametrize(
    "operation",
    [one for method, _, one in EVERY if method == "post"],
    ids=lambda one: one["operationId"],
)
def test_every_post_that_creates_takes_a_key(operation: dict[str, Any]) -> None:
    """A POST that answers 201 or 202 takes an Idempotency-Key, and says 409 and 422."""
    creates = {"201", "202"} & set(operation["responses"])
    keyed = "idempotency-key" in headers_of(operation)

    assert keyed == bool(creates)
    if keyed:
        assert {"409", "422"} <= set(operation["responses"])


@pytest.mark.parametrize(
    "operation",
    [one for method, _, one in EVERY if method == "put"],
    ids=lambda one: one["operationId"],
)
def test_every_put_is_conditional(operation: dict[str, Any]) -> None:
    """A PUT takes If-Match, and answers 428 without it and 412 for another one's."""
    assert "if-match" in headers_of(operation)
    assert {"412", "428"} <= set(operation["responses"])


def test_no_other_method_changes_a_whole() -> None:
    """There is no PATCH, which this contract has no condition for."""
    assert {method for method, _, _ in EVERY} <= {"get", "post", "put", "delete"}


@pytest.fixture
def requests(population: Population) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What creates in each part of the API: an address, a body, and another body."""
    own, other = population.authority, population.other
    year, run = "2025-26", {"reporting_year": "2025-26", "authority_id": own}
    official = population.officials[0]
    return [
        (
            f"/v1/authorities/{own}/exemptions",
            exemption(official),
            exemption(population.officials[1]),
        ),
        ("/v1/evaluations", run, {**run, "authority_id": other}),
        ("/v1/feeds/igot/requeues", run, {**run, "authority_id": other}),
        (f"/v1/apar/{year}/seals", {"authority_id": own}, {"authority_id": other}),
    ]


@pytest.mark.usefixtures("alone")
async def test_the_same_again_is_the_same_reply(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    owner: asyncpg.Connection,
    requests: list[tuple[str, dict[str, Any], dict[str, Any]]],
) -> None:
    """Sent again, a request is not carried out again, and answers the same, byte for byte.

    That it was told again is noted.
    """
    async with as_person("asha@planted.example") as person:
        for path, body, other in requests:
            sender = person if path.endswith("seals") else client
            first = await sender.post(path, json=body, headers=KEY)
            again = await sender.post(path, json=body, headers=KEY)
            differs = await sender.post(path, json=other, headers=KEY)

            assert first.status_code in {201, 202}, (path, first.text)
            assert (again.status_code, again.content) == (first.status_code, first.content)
            assert again.headers.get("location") == first.headers.get("location")
            assert (
                first.headers.get("idempotency-replayed"),
                again.headers["idempotency-replayed"],
            ) == (
                None,
                "true",
            )
            assert differs.status_code == 422
            assert differs.json()["errors"] == USED_BEFORE
    told_again = await owner.fetch(
        "SELECT action FROM audit_event WHERE outcome = 'replayed' ORDER BY id"
    )
    assert [one["action"] for one in told_again] == [
        "replies.recordExemption",
        "replies.startEvaluation",
        "replies.requeueQuarantine",
        "replies.requestAparSeal",
    ]


@pytest.mark.usefixtures("alone")
async def test_a_key_is_its_clients_own(
    as_person: ClientOf, as_authority: ClientOf, population: Population
) -> None:
    """The same key of another person, or at another operation, is another request's."""
    seal = {"authority_id": population.authority}
    run = {**seal, "reporting_year": "2025-26"}
    async with as_person("one") as one, as_person("two") as two, as_authority(1) as client:
        answers = [
            await one.post("/v1/apar/2025-26/seals", json=seal, headers=KEY),
            # It reaches the use case, which has a request already.
            await two.post("/v1/apar/2025-26/seals", json=seal, headers=KEY),
            await client.post("/v1/evaluations", json=run, headers=KEY),
        ]

    assert [one.status_code for one in answers] == [202, 409, 202]
    assert not [one for one in answers if "idempotency-replayed" in one.headers]


@pytest.mark.usefixtures("alone")
async def test_a_key_ends_with_what_its_client_may_see(
    as_authority: ClientOf, population: Population
) -> None:
    """The same client under the same key, another authority its own by now, is told nothing."""
    place = f"/v1/authorities/{population.authority}/exemptions"
    answers = []
    for authority in (population.authority, population.other):
        async with as_authority(authority) as caller:
            body = exemption(population.officials[0])
            answers.append(await caller.post(place, json=body, headers=KEY))

    assert [one.status_code for one in answers] == [201, 404]


async def is_taken(owner: asyncpg.Connection) -> None:
    """Return once somebody in the owner's database holds a key."""
    # Nothing tells of a lock that is taken but a look at the locks.
    while not await owner.fetchval(TAKEN):  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def test_a_request_under_way_is_not_begun_twice(
    client: httpx.AsyncClient, population: Population, owner: asyncpg.Connection
) -> None:
    """While the first is at it, the second is told so at once; afterwards it is the replay."""
    path = f"/v1/authorities/{population.authority}/exemptions"
    body = exemption(population.officials[0])
    held = owner.transaction()
    await held.start()
    await owner.execute("LOCK TABLE exemption IN EXCLUSIVE MODE")
    first = asyncio.create_task(client.post(path, json=body, headers=KEY))
    await is_taken(owner)
    second = await client.post(path, json=body, headers=KEY)
    await held.rollback()
    answered = await first
    third = await client.post(path, json=body, headers=KEY)

    assert (second.status_code, second.json()["code"]) == (409, "conflict")
    assert (answered.status_code, third.status_code) == (201, 201)
    assert third.content == answered.content


@pytest.mark.usefixtures("alone")
async def test_what_failed_may_be_tried_again(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A refusal is not kept: under the same key the request can be put right."""
    path = f"/v1/authorities/{population.authority}/exemptions"
    body = exemption(population.officials[0])
    refused = await client.post(path, json={**body, "official_id": 4_000_000}, headers=KEY)
    right = await client.post(path, json=body, headers=KEY)

    assert (refused.status_code, right.status_code) == (422, 201)


@pytest.mark.parametrize("key", ["", "a" * 201, "with space", "क"])
async def test_keys_are_plain(client: httpx.AsyncClient, population: Population, key: str) -> None:
    """A key is 1 to 200 visible ASCII characters; another one is 422 and nothing is created."""
    path = f"/v1/authorities/{population.authority}/exemptions"
    body = exemption(population.officials[0])
    headers = {"Idempotency-Key": key.encode()}

    assert (await client.post(path, json=body, headers=headers)).status_code == 422  # type: ignore[arg-type]


async def test_kept_replies_tell_nobody_anything_and_are_forgotten(
    client: httpx.AsyncClient,
    population: Population,
    owner: asyncpg.Connection,
    worker_database: Database,
) -> None:
    """The table holds neither names nor replies that can be read, and nothing after a day."""
    path = f"/v1/authorities/{population.authority}/exemptions"
    body = {**exemption(population.officials[0]), "reason": "Planted-7f3a"}
    await client.post(path, json=body, headers=KEY)
    [row] = await owner.fetch("SELECT * FROM kept_reply")
    now = datetime.now(UTC)
    async with worker_database.writing() as session:
        early = await replies.forget(session, now - timedelta(days=1))
        late = await replies.forget(session, now + timedelta(seconds=1))

    assert b"Planted" not in b"".join(row[name] for name in ("digest", "fingerprint", "sealed"))
    assert (early, late) == (0, 1)
