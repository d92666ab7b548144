"""Onboarding actions over the API: once under a key, on own officials; claims are answered."""

from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import pytest

from app.integrations.igot.desk import ProfileDesk
from app.jobs.queue import enqueue_action
from app.services.onboarding.acting import Actor
from app.store.database import Database
from app.store.onboarding import actions
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.rosters import checked, findings, the_file
from tests.harness.arranged import NOW


def place(authority_id: int, tail: str = "actions") -> str:
    """Return the address of an authority's actions."""
    return f"/v1/authorities/{authority_id}/onboarding/{tail}"


async def ask(
    client: httpx.AsyncClient, authority_id: int, key: str | None, **body: Any
) -> httpx.Response:
    """Ask for an action under a key."""
    headers = {} if key is None else {"Idempotency-Key": key}
    return await client.post(place(authority_id), json=body, headers=headers)


def no_desk() -> AbstractAsyncContextManager[ProfileDesk]:
    """Fail: a claim needs no call to iGOT."""
    raise AssertionError("a claim is not written to iGOT")


@pytest.mark.usefixtures("alone")
async def test_an_action_is_taken_up_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The same key is the same action; another body under it and no key are refused."""
    own = {"kind": "not_my_user", "official_id": population.officials[0]}
    first = await ask(client, population.authority, "k-1", **own)
    again = await ask(client, population.authority, "k-1", **own)
    other = await ask(client, population.authority, "k-1", **{**own, "kind": "verify"})
    keyless = await ask(client, population.authority, None, **own)
    told = await client.get(first.headers["Location"])
    listed = (await client.get(place(population.authority))).json()["actions"]
    asked = {"reporting_year": "2025-26"}
    picture = await client.get(f"/v1/authorities/{population.authority}/onboarding", params=asked)

    assert (first.status_code, first.json()["state"]) == (202, "pending")
    assert again.json() == first.json() == told.json()
    assert (other.status_code, keyless.status_code) == (422, 422)
    assert [one["id"] for one in listed] == [first.json()["id"]]
    assert picture.json()["actions"] == {"pending": 1}


async def test_only_own_officials_are_marked(
    as_authority: ClientOf, population: Population
) -> None:
    """Another authority's official answers as nobody, and its actions as none."""
    async with as_authority(population.authority) as own:
        others = await ask(
            own, population.authority, "k", kind="verify", official_id=population.others[0]
        )
        nobody = await ask(own, population.authority, "k", kind="verify", official_id=999_999)
        elsewhere = await ask(
            own, population.other, "k", kind="verify", official_id=population.others[0]
        )
        claim = await ask(own, population.authority, "k", kind="claim", roster_id=1, place=1)
        unseen = [await own.get(place(population.other, tail)) for tail in ("actions", "claims")]

    assert others.status_code == nobody.status_code == claim.status_code == 422
    assert others.json()["errors"] == nobody.json()["errors"]
    assert claim.json()["errors"] == [{"code": "nobody-elsewhere", "pointer": "/place"}]
    assert [one.status_code for one in (elsewhere, *unseen)] == [404] * 3


async def test_a_claim_is_answered_by_who_holds_the_official(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    worker_database: Database,
    population: Population,
) -> None:
    """The claimant never learns who holds the official; the holder does, and answers once."""
    file = the_file("Official two-0,two0@example.gov.in,,,")
    roster = await checked(client, worker_database, population.authority, file)
    (found,) = [one for one in await findings(client, roster) if one["rule_id"] == "OB-002"]
    wanted = {"kind": "claim", "roster_id": roster["id"], "place": found["place"]}
    async with as_authority(population.authority) as own:
        asked = (await ask(own, population.authority, "k", **wanted)).json()
        actor = Actor(worker_database, no_desk, lambda: NOW, enqueue_action)
        state = await actor.run(asked["id"])
        told = (await own.get(place(population.authority, f"actions/{asked['id']}"))).json()
        trail = (await own.get("/v1/audit")).json()["events"]
        answering = place(population.other, f"claims/{asked['id']}/answer")
        refused = await own.post(answering, json={"answer": "agreed"})
    async with as_authority(population.other) as holder:
        claims = (await holder.get(place(population.other, "claims"))).json()["actions"]
        agreed = await holder.post(answering, json={"answer": "agreed"})
        again = await holder.post(answering, json={"answer": "declined"})
    async with worker_database.writing() as session:
        settled = await actions.settle_claims(session, NOW)

    assert (state, told["state"], told["official_id"]) == ("awaiting", "awaiting", None)
    assert [(one["id"], one["official_id"]) for one in claims] == [
        (asked["id"], population.others[0])
    ]
    assert [one.status_code for one in (refused, agreed, again)] == [404, 200, 409]
    assert settled == 0
    assert [one["official_id"] for one in trail if one["action"].startswith("onboarding.act")]
    assert population.others[0] not in [one["official_id"] for one in trail]
