"""Liaison officers: appointments, directions and workshops recorded, and the year's picture."""

from datetime import date
from typing import Any

import asyncpg
import httpx
import pytest

from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.liaison_office import ORDER, YEAR, Office, courses
from tests.api.population import Population
from tests.harness.arranged import an_official, take_staff

pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def office(client: httpx.AsyncClient, population: Population) -> Office:
    """The first authority's office."""
    return Office(client, population)


def ids(picture: Any) -> list[str]:
    """Return the ids of a picture's findings."""
    return [finding["id"] for finding in picture["findings"]]


async def test_nobody_is_designated(office: Office) -> None:
    """Without any record: nobody for SC/ST, nobody for OBC, nothing directed; each by its rule."""
    told = await office.picture()

    assert told["officers"] == []
    assert ids(told) == ["LO-001", "LO-001", "LO-005", "LO-006"]
    assert [each["category"] for each in told["findings"]] == ["sc_st", "obc", None, None]
    known = {rule["id"]: rule["standing"] for rule in told["rules"]}
    assert known[told["findings"][0]["rule_id"]] == "stated"


async def test_the_four_are_done(office: Office, population: Population) -> None:
    """Two workshops with certificates, two programmes from completions: done, course by course."""
    first, second = population.officials[:2]
    assert (await office.designate(first)).status_code == 201
    assert (await office.designate(second, "obc")).status_code == 201
    directed = await office.direct(programme_courses=courses(["A"], ["B", "C"]))
    assert directed.json()["programme_courses"] == courses(["A"], ["B", "C"])
    for workshop in ("reservation_in_services", "workshop_for_liaison_officers"):
        assert (await office.attend(first, workshop)).status_code == 201

    assert await office.states(first) == ["done"] * 5
    # The second officer completed A alone, and attended nothing.
    assert await office.states(second) == ["not_done", "not_done", "done", "not_done", "not_done"]
    assert ids(await office.picture()) == []


async def test_programmes_are_owed_only_where_directed(
    office: Office, population: Population
) -> None:
    """Para 5: they 'may also be directed'; without that they are not owed, and it is no fault."""
    official = population.officials[1]
    await office.designate(official)
    await office.direct(programmes=False, programme_courses=[])
    told = await office.picture()

    assert (await office.states(official))[2:4] == ["not_directed", "not_directed"]
    assert [(each["id"], each["severity"]) for each in told["findings"]] == [
        ("LO-001", "error"),
        ("LO-006", "info"),
    ]


async def test_courses_that_nobody_named_are_no_evidence(
    office: Office, population: Population
) -> None:
    """The memorandum gives no ids: a directed programme without courses is not told as not done."""
    await office.designate(population.officials[1])
    await office.direct(programme_courses=[])

    assert (await office.states(population.officials[1]))[2:4] == ["evidence_missing"] * 2
    assert ids(await office.picture())[-2:] == ["LO-009", "LO-009"]


async def test_a_workshop_without_its_certificate(office: Office, population: Population) -> None:
    """An order shows that the officer was sent; the certificate, that he attended."""
    official = population.officials[0]
    await office.designate(official)
    await office.attend(official, "reservation_in_services", certificate_number=None)

    assert (await office.states(official))[:2] == ["evidence_missing", "not_done"]


async def test_one_officer_for_both_is_not_separate(office: Office, population: Population) -> None:
    """Para 1: OBC has an officer of its own; serving persons with disabilities as well is no fault.

    Whoever serves two categories is one officer with one outcome.
    """
    both, other = population.officials[:2]
    await office.designate(both)
    await office.designate(both, "obc")
    await office.direct()
    told = await office.picture()
    assert [each["category"] for each in told["findings"]] == ["obc"]
    assert ids(told) == ["LO-003"]
    assert [len(each["appointments"]) for each in told["officers"]] == [2]

    await office.designate(other, "obc")
    await office.designate(other, "pwd")
    assert ids(await office.picture()) == ["LO-008"]


@pytest.mark.parametrize(
    ("designation", "finding"),
    [("Under Secretary", "LO-002"), ("Chief Wonderer", "LO-004"), ("Joint Secretary", None)],
)
async def test_the_rank(
    office: Office, population: Population, designation: str, finding: str | None
) -> None:
    """Not below Deputy Secretary, by the level map; where it knows nothing, nothing is claimed."""
    await office.designate(population.officials[0], designation=designation)
    await office.direct()

    assert [each for each in ids(await office.picture()) if each != "LO-001"] == (
        [finding] if finding else []
    )


async def test_the_rank_goes_by_the_own_map(office: Office, population: Population) -> None:
    """What the authority has ordered for a designation comes before what can't be told."""
    await office.designate(population.officials[0], designation="Chief Wonderer")
    own = {"designation": "Chief Wonderer", "level": "js_and_above"}
    order = {"levels": [own], "order": ORDER}
    levels = await office.client.post(f"{office.at}/designation-levels", json=order)

    assert levels.status_code == 201, levels.text
    assert "LO-004" not in ids(await office.picture())


async def test_every_fault_is_named(
    office: Office, population: Population, owner: asyncpg.Connection
) -> None:
    """Another's official, a category of nobody, days that end before they begin: all at once."""
    days = {"valid_from": "2025-05-05", "valid_until": "2025-05-04"}
    future = {**ORDER, "dated": "2999-01-01"}
    stranger = population.others[0]
    asked = [
        await office.designate(stranger, "kings", designation=" . ", order=future, **days),
        await office.direct(workshops=False, programmes=False, order=future, **days),
        await office.attend(
            stranger, "dancing", attended_from="2999-01-02", attended_until="2999-01-01"
        ),
    ]
    faults = [{(e["pointer"], e["code"]) for e in each.json()["errors"]} for each in asked]

    assert [each.status_code for each in asked] == [422] * 3
    shared = {("/order/dated", "in-the-future"), ("/valid_until", "before-valid-from")}
    assert faults == [
        shared
        | {
            ("/official_id", "unknown-official"),
            ("/category", "unknown-category"),
            ("/designation", "blank"),
        },
        shared
        | {("/workshops", "directs-nothing"), ("/programme_courses", "programmes-not-directed")},
        {
            ("/official_id", "unknown-official"),
            ("/workshop", "unknown-workshop"),
            ("/attended_until", "before-attended-from"),
            ("/attended_until", "in-the-future"),
        },
    ]
    for table in ("liaison_officer", "liaison_direction", "workshop_attendance"):
        assert await owner.fetchval(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 - the test's own names


async def test_nul_and_unknown_programmes_are_refused(
    office: Office, population: Population
) -> None:
    """What PostgreSQL's text can't hold is a fault of the body; so is a programme of nobody."""
    nul = await office.designate(population.officials[0], designation="Deputy\x00Secretary")
    certificate = await office.attend(
        population.officials[0], "reservation_in_services", certificate_number="\x00"
    )
    course = await office.direct(programme_courses=courses(["\x00"], ["A"]))
    named = [{"programme": name, "courses": ["A"]} for name in ("kings", "reservation_policy")]
    programme = await office.direct(programme_courses=[*named, named[1]])

    assert [each.status_code for each in (nul, certificate, course, programme)] == [422] * 4
    assert programme.json()["errors"] == [
        {"code": "unknown-programme", "pointer": "/programme_courses/0/programme"},
        {"code": "named-twice", "pointer": "/programme_courses/2/programme"},
    ]


async def test_the_same_twice_is_refused_until_withdrawn(
    office: Office, population: Population
) -> None:
    """Days of one category and officer that overlap are refused; withdrawn, they may return."""
    official = population.officials[0]
    first = await office.designate(official, valid_until="2025-12-31")
    again = await office.designate(official, valid_from="2025-12-31")
    later = await office.designate(official, valid_from="2026-01-01")
    assert [each.status_code for each in (first, again, later)] == [201, 422, 201]
    assert again.json()["errors"] == [{"code": "designated-already", "pointer": "/valid_from"}]

    address = f"{office.at}/liaison-officers"
    withdrawn = await office.client.post(f"{address}/{first.json()['id']}/withdrawal")
    assert withdrawn.json()["withdrawn_position"] > withdrawn.json()["learned_position"]
    twice = await office.client.post(f"{address}/{first.json()['id']}/withdrawal")
    assert twice.status_code == 409
    assert (await office.designate(official, valid_until="2025-12-30")).status_code == 201
    assert len((await office.client.get(address)).json()["liaison_officers"]) == 2
    whole = await office.client.get(address, params={"history": "true"})
    assert len(whole.json()["liaison_officers"]) == 3


async def test_withdrawn_records_count_no_more(office: Office, population: Population) -> None:
    """A direction and an attendance that are withdrawn leave the year as it was without them."""
    official = population.officials[1]
    await office.designate(official)
    directed = (await office.direct()).json()["id"]
    attended = (await office.attend(official, "reservation_in_services")).json()["id"]
    assert await office.states(official) == ["done", "not_done", "done", "not_done", "not_done"]

    await office.client.post(f"{office.at}/liaison-directions/{directed}/withdrawal")
    await office.client.post(f"{office.at}/workshop-attendances/{attended}/withdrawal")
    assert (await office.states(official))[:2] == ["not_done", "not_done"]
    assert (await office.states(official))[3] == "not_directed"


async def test_what_was_not_read_is_not_missing(
    office: Office, population: Population, owner: asyncpg.Connection
) -> None:
    """Completions that were never read in full prove nothing against an officer."""
    await office.designate(population.officials[1])
    await office.direct()
    await owner.execute("DELETE FROM feed_watermark_history WHERE road = 'completions'")

    assert (await office.states(population.officials[1]))[2:4] == ["done", "evidence_missing"]


async def test_an_officer_who_moved(
    office: Office, population: Population, worker_database: Database, as_authority: ClientOf
) -> None:
    """His records go with him: the old office tells evidence missing, the new one sees them."""
    official = population.officials[0]
    await office.designate(official)
    await office.direct()
    await office.attend(official, "reservation_in_services")
    moved = an_official("one-0", joined_on=date(2025, 10, 1), email="one0@example.gov.in")
    async with worker_database.writing() as session:
        await take_staff(session, population.other, moved)

    assert await office.states(official) == ["evidence_missing"] * 5
    assert "LO-007" in ids(await office.picture())
    async with as_authority(population.other) as new:
        there = Office(new, population)
        there.at = f"/v1/authorities/{population.other}"
        assert (await there.designate(official)).status_code == 201
        assert (await there.states(official))[:2] == ["done", "not_done"]
        old = await new.get(f"{office.at}/liaison/{YEAR}")
        assert old.status_code == 404


async def test_who_is_none_answers_as_who_does_not_exist(
    office: Office, population: Population, as_authority: ClientOf
) -> None:
    """No liaison officer, another's official, nobody: 404 alike; and reading takes its scope."""
    address = f"{office.at}/liaison/{YEAR}/officers"
    asked = (population.officials[2], population.others[0], 999_999)
    answers = [await office.client.get(f"{address}/{each}") for each in asked]
    assert {each.status_code for each in answers} == {404}
    assert len({each.json()["detail"] for each in answers}) == 1

    async with as_authority(population.authority, "apar:read") as reader:
        assert (await reader.get(f"{office.at}/liaison/{YEAR}")).status_code == 403
        posted = await reader.post(f"{office.at}/workshop-attendances", json={})
        assert posted.status_code in {403, 422}
    assert (await office.client.get(f"{office.at}/liaison/2031-32")).status_code == 404


async def test_no_outcome_of_courses_changes(
    office: Office, population: Population, owner: asyncpg.Connection
) -> None:
    """The memorandum never mentions the APAR: nobody is due, no outcome and no entry is touched."""
    held = "SELECT (SELECT count(*) FROM evaluation_due), (SELECT md5(string_agg(t::text, '|' "
    held += "ORDER BY official_id)) FROM evaluation t), (SELECT count(*) FROM apar_entry)"
    before = await owner.fetchrow(held)
    official = population.officials[0]
    await office.designate(official)
    await office.direct()
    await office.attend(official, "reservation_in_services")
    await office.picture()

    assert await owner.fetchrow(held) == before
