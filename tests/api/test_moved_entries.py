"""Entries after a transfer: seen where he serves now from his first day, and where prescribed."""

from datetime import date

import pytest

from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.population import decide as decide_for_all
from tests.api.test_transfers import read_anew
from tests.harness.arranged import an_official, take_staff

ENTRY = "/v1/apar/2025-26/officials/{}"
pytestmark = pytest.mark.usefixtures("alone")


async def move(worker: Database, population: Population, first_day: date) -> int:
    """Have the first official shown at the other authority from a day on; return his number."""
    moved = an_official("one-0", joined_on=first_day, email="one0@example.gov.in")
    async with worker.writing() as session:
        await take_staff(session, population.other, moved)
    return population.officials[0]


async def test_who_arrived_is_seen_from_the_first_day(
    as_authority: ClientOf, population: Population, worker_database: Database
) -> None:
    """Before anything is published anew, the new authority sees the entry; the former one too."""
    who = await move(worker_database, population, date(2026, 1, 12))
    async with (
        as_authority(population.authority) as former,
        as_authority(population.other) as new,
    ):
        answers = [await one.get(ENTRY.format(who)) for one in (former, new)]

    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json()["entry"] == answers[1].json()["entry"]
    assert {one.json()["superseded"] for one in answers} == {False}


async def test_nobody_is_seen_before_the_first_day(
    as_authority: ClientOf, population: Population, worker_database: Database
) -> None:
    """A posting that is yet to begin shows the entry to nobody new."""
    who = await move(worker_database, population, date(2199, 1, 12))
    async with as_authority(population.other) as new:
        answered = await new.get(ENTRY.format(who))

    assert answered.status_code == 404


async def test_who_prescribed_keeps_what_it_prescribed(
    as_authority: ClientOf, population: Population, worker_database: Database
) -> None:
    """Published anew, he is the new authority's; the former sees its last version, so marked."""
    who = await move(worker_database, population, date(2026, 1, 12))
    await read_anew(worker_database, population.other)
    await decide_for_all(worker_database)
    async with (
        as_authority(population.authority) as former,
        as_authority(population.other) as new,
    ):
        kept, stands = [(await one.get(ENTRY.format(who))).json() for one in (former, new)]
        paper = await former.get(ENTRY.format(who) + "/annexure")

    assert (kept["version"], kept["superseded"]) == (1, True)
    assert kept["prescriber"]["id"] == population.authority
    assert (stands["version"], stands["superseded"]) == (2, False)
    assert stands["prescriber"]["id"] == population.other
    assert paper.status_code == 404
    async with as_authority(population.authority, "apar:read") as former:
        assert (await former.get(ENTRY.format(population.others[0]))).status_code == 404
