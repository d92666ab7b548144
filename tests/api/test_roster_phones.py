"""Phones of a roster: compared with those that iGOT shows, and gone with the check."""

from typing import Any

import asyncpg
import httpx
import pytest

from app.services.rosters.checking import RosterChecker
from app.services.rosters.phones import PhoneRoad
from app.store.database import Database
from tests.api.population import Population
from tests.api.rosters import findings, named, send, the_file
from tests.harness.arranged import NOW
from tests.integrations.igot.scripted import Handler, feed_of, rows_of, user_row

HEADINGS = "Name,E-mail,Employee Code,Designation,Group,Mobile"
LINES = tuple(
    f"Official one-{n},one{n}@example.gov.in,,Under Secretary,Group A,+91 90000 0000{n}"
    for n in range(5)
)
FILE = the_file(*LINES, headings=HEADINGS)
USERS = [
    user_row(n, personalDetails={"mobile": 9_000_000_000 + phone})
    | {"userId": f"one-{n}", "rootOrgId": "one"}
    for n, phone in enumerate((0, 1, 3, 2, 9))
]


def shown(_: httpx.Request) -> httpx.Response:
    """Answer the user search: the third and the fourth official have each other's phone."""
    return rows_of(USERS)


def down(_: httpx.Request) -> httpx.Response:
    """Answer as a gateway whose service is down."""
    return httpx.Response(503)


def masked(_: httpx.Request) -> httpx.Response:
    """Answer the user search with phones of which four digits are left."""
    return rows_of([one | {"profileDetails": {"personalDetails": {}}} for one in USERS])


async def checked(
    client: httpx.AsyncClient, worker: Database, authority: int, road: PhoneRoad | None
) -> dict[str, Any]:
    """Send the roster, check it with a road to phones or without, and return it."""
    sent = await send(client, authority, FILE)
    await RosterChecker(worker, lambda: NOW, lambda *_: None, road).run(sent.json()["id"])
    told: dict[str, Any] = (await client.get(sent.headers["Location"])).json()
    return told


def road_to(answer: Handler, calls: int = 5) -> PhoneRoad:
    """Return a road to a scripted iGOT."""
    return PhoneRoad(lambda: feed_of(answer), calls)


async def test_a_phone_that_is_another_user_s_is_found(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """The finding names the user who has the phone, and which keys lead to that one."""
    roster = await checked(client, worker_database, population.authority, road_to(shown))
    found = await findings(client, roster, rule_id="OB-023")

    assert roster["phones"] == {"compared": 4, "failure": None}
    assert named(found) == [(4, "OB-023", "phone"), (5, "OB-023", "phone")]
    assert [one["official_id"] for one in found] == [population.officials[n] for n in (3, 2)]
    assert {(*one["agreed"], "/", *one["differed"]) for one in found} == {
        ("phone", "/", "email", "name")
    }


async def test_nothing_is_kept_of_phones_after_the_check(
    client: httpx.AsyncClient,
    worker_database: Database,
    owner: asyncpg.Connection,
    population: Population,
) -> None:
    """Digests and their key wait for the check, and go with it; no digit of a phone is written."""
    sent = await send(client, population.authority, FILE)
    held = "SELECT phone_key IS NOT NULL AND phones IS NOT NULL FROM roster JOIN roster_chunk"
    held += " ON roster_id = roster.id"
    before = await owner.fetchval(held)
    road = road_to(shown)
    await RosterChecker(worker_database, lambda: NOW, lambda *_: None, road).run(sent.json()["id"])

    assert (before, await owner.fetchval(held)) == (True, False)
    place = f"{sent.headers['Location']}/file?format=csv"
    assert "0000" not in (await client.get(place)).text


@pytest.mark.parametrize(
    ("road", "failure"),
    [
        (None, "not-asked"),
        (road_to(down), "feed-unavailable"),
        (road_to(shown, calls=0), "feed-budget"),
        (road_to(masked), "none-shown"),
    ],
)
async def test_where_phones_can_t_be_compared_it_is_said_why(
    client: httpx.AsyncClient,
    worker_database: Database,
    population: Population,
    road: PhoneRoad | None,
    failure: str,
) -> None:
    """The roster is checked all the same, and no finding tells of a phone."""
    roster = await checked(client, worker_database, population.authority, road)
    found = await findings(client, roster)

    assert (roster["state"], roster["phones"]) == ("done", {"compared": None, "failure": failure})
    assert not [one for one in found if "phone" in (one["field"], *one["agreed"])]
