"""An authority's liaison officers as of a moment, and by what was known at a closed position."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.store import positions
from app.store.database import Database
from tests.api.liaison_office import ORDER, YEAR, Office
from tests.api.population import Population
from tests.harness.arranged import IN_YEAR, take_completions

pytestmark = pytest.mark.usefixtures("alone")

AUGUST = "2025-08-05T23:59:59+05:30"


@pytest.fixture
def office(client: httpx.AsyncClient, population: Population) -> Office:
    """The first authority's office."""
    return Office(client, population)


async def asked(office: Office, official: int | None = None, **past: Any) -> httpx.Response:
    """Return the answer on the year's picture, or on one officer, asked of the past."""
    whose = "" if official is None else f"/officers/{official}"
    return await office.client.get(f"{office.at}/liaison/{YEAR}{whose}", params=past)


async def last(database: Database) -> int:
    """Return the last closed ingest position."""
    async with database.reading() as session:
        return await positions.last(session, "ingest")


async def test_a_position_is_told_in_the_same_bytes_for_ever(
    office: Office, population: Population, worker_database: Database
) -> None:
    """Whatever is recorded, withdrawn, ordered or learned later changes no picture of before."""
    first, second = population.officials[:2]
    recorded = {
        "liaison-officers": await office.designate(second),
        "liaison-directions": await office.direct(programme_courses=[]),
        "workshop-attendances": await office.attend(
            second, "reservation_in_services", certificate_number=None
        ),
    }
    then = await last(worker_database)
    before = [await asked(office, one, known_at=then) for one in (None, second)]

    for register, held in recorded.items():
        await office.client.post(f"{office.at}/{register}/{held.json()['id']}/withdrawal")
    await office.designate(first, "obc")
    await office.direct(valid_from="2025-05-01")
    await office.attend(second, "reservation_in_services")
    order = {"rule_id": "liaison.evidence", "value": "order", "order": ORDER}
    own = await office.client.post(
        f"{office.at}/rule-overrides", json=order | {"reporting_year": YEAR}
    )
    assert own.status_code == 201
    async with worker_database.writing() as session:
        await take_completions(session, ("one-1", "D", IN_YEAR))
    after = [await asked(office, one, known_at=then) for one in (None, second)]

    assert [each.status_code for each in before] == [200, 200]
    assert [each.content for each in after] == [each.content for each in before]
    assert before[0].json()["known_at"] == then
    assert before[1].json()["items"][0]["reason"] == "no_certificate"
    assert [each["official_id"] for each in (await office.picture())["officers"]] == [first]


async def test_what_had_not_happened_counts_not(office: Office, population: Population) -> None:
    """As of a moment: who was designated, directed, and what was done by then, days by India's."""
    official = population.officials[1]
    await office.designate(official)
    await office.direct(valid_from="2025-09-01")
    await office.attend(official, "reservation_in_services")

    async def states(as_of: str) -> list[str]:
        told = (await asked(office, official, as_of=as_of)).json()
        return [item["state"] for item in told["items"]]

    assert await states("2025-08-04T23:59:59+05:30") == ["not_done"] * 2 + ["not_directed"] * 2
    assert (await states("2025-08-04T18:30:00+00:00"))[0] == "done"
    assert await states(AUGUST) == ["done", "not_done", "not_directed", "not_directed"]
    assert (await asked(office, official, as_of="2025-03-31T23:59:59+05:30")).status_code == 404
    none = (await asked(office, as_of="2025-03-31T23:59:59+05:30")).json()
    assert (none["officers"], [each["id"] for each in none["findings"]][:1]) == ([], ["LO-001"])
    assert none["as_of"] == "2025-03-31T23:59:59+05:30"


async def test_a_programme_completed_later_is_not_done_yet(
    office: Office, population: Population
) -> None:
    """A completion counts from its own moment on."""
    official = population.officials[1]
    await office.designate(official)
    await office.direct()

    def programmes(answered: httpx.Response) -> list[str]:
        return [item["state"] for item in answered.json()["items"][2:]]

    then = IN_YEAR.isoformat()
    before = (IN_YEAR - timedelta(microseconds=1)).isoformat()
    assert programmes(await asked(office, official, as_of=then)) == ["done", "not_done"]
    assert programmes(await asked(office, official, as_of=before)) == ["not_done", "not_done"]


async def test_late_is_told_by_the_moment_asked_about(
    office: Office, population: Population
) -> None:
    """What an order gives thirty days for is late as of the thirty-first, not before."""
    await office.designate(population.officials[1])
    order = {"rule_id": "liaison.deadline", "value": 30, "order": ORDER}
    await office.client.post(f"{office.at}/rule-overrides", json=order | {"reporting_year": YEAR})

    async def late(as_of: str) -> bool:
        told = (await asked(office, population.officials[1], as_of=as_of)).json()
        return bool(told["items"][0]["late"])

    assert not await late("2025-05-01T23:59:59+05:30")
    assert await late("2025-05-02T00:00:00+05:30")


@pytest.mark.parametrize(
    ("past", "status"),
    [
        ({"known_at": "999999999"}, 409),
        ({"known_at": "yesterday"}, 422),
        ({"as_of": "2025-08-05"}, 422),
        ({"as_of": "2025-08-05T00:00:00"}, 422),
        ({"known_at": "2025-08-05T00:00:00"}, 422),
        ({"as_of": "2999-01-01T00:00:00Z"}, 422),
        ({"as_of": "9999-12-31T23:59:59-12:00"}, 422),
        ({"as_of": "0001-01-01T00:00:00+14:00"}, 422),
    ],
)
async def test_what_is_no_past_is_refused(
    office: Office, past: dict[str, Any], status: int
) -> None:
    """A position that is not closed, what is no moment, or one to come, is a problem; no 500."""
    answered = await asked(office, **past)

    assert answered.status_code == status
    assert answered.headers["content-type"] == "application/problem+json"


async def test_before_the_first_position_nothing_was_known(office: Office) -> None:
    """Of the position before anything was learned there is no picture."""
    assert (await asked(office, known_at=0)).status_code == 409
