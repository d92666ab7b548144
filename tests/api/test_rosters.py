"""Rosters: a file goes in, findings come out, the file comes back."""

import csv
import io

import asyncpg
import httpx
from python_calamine import CalamineWorkbook

from app.services.rosters.checking import RosterChecker
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.rosters import checked, findings, named, send, the_file
from tests.harness.arranged import NOW

GOOD = "Official one-0,one0@example.gov.in,ONE-0,Under Secretary,Group A"
REST = (
    "Official one-1,one1@example.gov.in,ONE-1,Under Secretary,Group A",
    "Official one-2,one2@example.gov.in,ONE-2,Under Secretary,Group A",
    "Official one-3,one3@example.gov.in,,Under Secretary,Group A",
    "Official one-4,one4@example.gov.in,,Under Secretary,Group A",
)


async def test_a_roster_in_order_has_no_findings(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """Who is held as the roster has them is found without fault, and every row is counted."""
    roster = await checked(client, worker_database, population.authority, the_file(GOOD, *REST))

    assert (roster["state"], roster["rows"], roster["clean"]) == ("done", 5, 5)
    assert await findings(client, roster) == []


async def test_each_row_has_its_findings(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """Rows are told by the number a spreadsheet shows; who is on no row comes after them."""
    file = the_file(
        GOOD.replace("Under Secretary", "Under Secretry"),
        "Nobody,nobody@example.gov.in,,Under Secretary,Group A",
        "Official two-0,two0@example.gov.in,,,",
        "short,row",
        "Rao,Asha,asha@example.gov.in,ONE-9,Under Secretary",
        *REST[:3],
    )
    roster = await checked(client, worker_database, population.authority, file)
    found = await findings(client, roster)

    assert named(found) == [
        (2, "OB-024", "designation"),
        (3, "OB-001", None),
        (4, "OB-002", None),
        (5, "OB-030", None),
        (6, "OB-030", None),
        (None, "OB-021", None),
    ]
    assert found[0]["offers"][0]["key"] == "under secretary"
    assert found[0]["agreed"] == ["email", "employee_code", "name"]
    assert [one["reason"] for one in found[3:5]] == ["cells", "shifted"]
    assert found[5]["official_id"] == population.officials[4]
    assert (roster["rows"], roster["accepted"], roster["refused"]) == (8, 6, 2)


async def test_another_authority_is_named_only_to_who_sees_it(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    worker_database: Database,
    population: Population,
) -> None:
    """An MDO learns that an official stands elsewhere, but neither where nor under which number."""
    file = the_file("Official two-0,two0@example.gov.in,,,")
    roster = await checked(client, worker_database, population.authority, file)
    async with as_authority(population.authority) as own:
        to_own = (await findings(own, roster, rule_id="OB-002"))[0]
    to_all = (await findings(client, roster, rule_id="OB-002"))[0]

    assert (to_own["official_id"], to_own["held_by"]) == (None, None)
    assert to_all["official_id"] == population.others[0]
    assert to_all["held_by"]["id"] == population.other


async def test_the_same_file_twice_is_one_roster(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """A file sent again leads to the roster that is held; another year's is another roster."""
    first = await checked(client, worker_database, population.authority, the_file(GOOD))
    again = await send(client, population.authority, the_file(GOOD))
    other = await send(client, population.authority, the_file(GOOD), reporting_year="2026-27")

    assert again.json() == first
    assert other.json()["id"] != first["id"]


async def test_a_failed_check_is_asked_for_again(
    client: httpx.AsyncClient,
    worker_database: Database,
    owner: asyncpg.Connection,
    population: Population,
) -> None:
    """A file whose check failed is queued once more when it is sent anew, and ends in order."""
    first = await send(client, population.authority, the_file(GOOD))
    await owner.execute("UPDATE roster SET state = 'failed', failure = 'OSError'")
    again = await send(client, population.authority, the_file(GOOD))
    jobs = await owner.fetchval("SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = 'roster'")
    roster = await RosterChecker(worker_database, lambda: NOW, lambda *_: None).run(
        again.json()["id"]
    )

    assert (first.json()["id"], again.json()["state"]) == (again.json()["id"], "queued")
    assert jobs == 2
    assert roster.findings == 4


async def test_a_second_roster_says_what_was_fixed_and_what_is_new(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """Findings are compared by whom they are about, wherever the row stands now."""
    wrong = GOOD.replace("Official one-0", "Somebody")
    missing = "Nobody,nobody@example.gov.in,,Under Secretary,Group A"
    await checked(client, worker_database, population.authority, the_file(wrong, missing, *REST))
    later = the_file(*REST[:3], missing, GOOD, REST[3].replace("Group A", "Group B"))
    roster = await checked(client, worker_database, population.authority, later)

    assert (roster["fixed"], roster["new"], roster["findings"]) == (1, 1, 2)
    assert named(await findings(client, roster, new=True)) == [(7, "OB-013", "group")]


async def test_a_dry_run_keeps_nothing(client: httpx.AsyncClient, population: Population) -> None:
    """A dry run says what the file comes to, and no roster is there afterwards."""
    told = await send(client, population.authority, the_file(GOOD, "x"), dry_run=True)
    listed = await client.get(f"/v1/authorities/{population.authority}/rosters")

    assert told.status_code == 200
    assert told.json()["unreadable"] == [{"row": 3, "reason": "cells"}]
    assert listed.json()["rosters"] == []


async def test_unclear_columns_are_asked_for(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """A heading that may mean two things is 422 with the column's number, until it is said."""
    file = the_file("one0@example.gov.in,Official one-0", headings="ID,Name")
    asked = await send(client, population.authority, file)
    said = await checked(client, worker_database, population.authority, file, columns="1:email")

    assert asked.status_code == 422
    assert asked.json()["errors"] == [{"code": "unclear-column", "pointer": "/columns/1"}]
    assert "column 1 may be email or employee_code" in asked.json()["detail"]
    assert [one["meaning"] for one in said["columns"]] == ["email", "name"]


async def test_the_file_comes_back_with_its_findings(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """Rows keep order and cells, formulas are disarmed, phones blank; sent anew it is alike."""
    headings = "Remarks,E-mail,Mobile"
    file = the_file('"=1+1 ""x""",one0@example.gov.in,9876543210', headings=headings)
    roster = await checked(client, worker_database, population.authority, file)
    place = f"/v1/authorities/{population.authority}/rosters/{roster['id']}/file"
    back = (await client.get(place)).content
    rows = list(csv.reader(io.StringIO(back.decode("utf-8-sig"), newline="")))
    book = (await client.get(place, params={"format": "xlsx", "language": "hi"})).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    anew = await checked(client, worker_database, population.authority, back)
    there = place.replace(f"rosters/{roster['id']}", f"rosters/{anew['id']}")
    again = (await client.get(there)).content

    assert rows == [
        ["Remarks", "E-mail", "Mobile", "Karmasetu findings"],
        ['\'=1+1 "x"', "one0@example.gov.in", "", ""],
    ]
    assert sheet[1][:2] == rows[1][:2]
    assert again == back


async def test_a_row_that_cannot_be_read_comes_back_with_its_cells(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """It stands in its place, as it was sent, so that it can be corrected there and sent anew."""
    file = the_file(
        "=1,one0@example.gov.in,x,more", ",one1@example.gov.in,", headings="Remarks,E-mail,Mobile"
    )
    roster = await checked(client, worker_database, population.authority, file)
    place = f"/v1/authorities/{population.authority}/rosters/{roster['id']}/file"
    back = (await client.get(place)).content
    rows = list(csv.reader(io.StringIO(back.decode("utf-8-sig"), newline="")))
    anew = await checked(client, worker_database, population.authority, back)
    again = await client.get(place.replace(f"rosters/{roster['id']}", f"rosters/{anew['id']}"))

    assert rows[1][:4] == ["'=1", "one0@example.gov.in", "x", "more"]
    assert rows[1][4] == "OB-030 The row can't be read. Cells are missing, or too many."
    assert again.content == back


async def test_a_workbook_does_not_make_a_broken_row_whole(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """Sent anew as the workbook that came back, rows with cells missing or too many stay refused.

    A workbook fills each row up, so that none is narrower than another.
    """
    file = the_file(GOOD, "Asha,one1@example.gov.in", f"{REST[0]},more")
    roster = await checked(client, worker_database, population.authority, file)
    place = f"/v1/authorities/{population.authority}/rosters/{roster['id']}/file"
    book = (await client.get(place, params={"format": "xlsx"})).content
    anew = await checked(client, worker_database, population.authority, book)
    found = named(await findings(client, anew, rule_id="OB-030"))

    assert (anew["rows"], anew["refused"], anew["fixed"]) == (3, 2, 0)
    assert found == [(3, "OB-030", None), (4, "OB-030", None)]


async def test_a_form_may_bring_the_file(client: httpx.AsyncClient, population: Population) -> None:
    """A form's one file is read as a body is; a form without one is 422."""
    place = f"/v1/authorities/{population.authority}/rosters"
    asked = {"reporting_year": "2025-26", "dry_run": "true"}
    sent = await client.post(place, params=asked, files={"file": ("r.csv", the_file(GOOD))})
    empty = await client.post(place, params=asked, files={"other": (None, "text")})

    assert sent.json()["rows"] == 1
    assert empty.status_code == 422


async def test_another_authoritys_rosters_do_not_exist(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    worker_database: Database,
    population: Population,
) -> None:
    """To another authority a roster, its findings and its file answer as none that exists."""
    roster = await checked(client, worker_database, population.other, the_file(GOOD))
    async with as_authority(population.authority) as own:
        for authority in (population.other, population.authority):
            place = f"/v1/authorities/{authority}/rosters/{roster['id']}"
            for part in ("", "/findings", "/file"):
                assert (await own.get(place + part)).status_code == 404
        assert (await send(own, population.other, the_file(GOOD))).status_code == 404


async def test_template_and_catalogue(client: httpx.AsyncClient) -> None:
    """The template's headings are all understood; the catalogue has a version and every rule."""
    template = await client.get("/v1/onboarding/roster-template", params={"language": "hi"})
    book = await client.get("/v1/onboarding/roster-template", params={"format": "xlsx"})
    rules = (await client.get("/v1/onboarding/rules")).json()

    assert template.text.startswith("\ufeffईमेल,")
    assert CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names == ["Roster"]
    assert rules["version"] == 6
    assert len(rules["rules"]) == 36
