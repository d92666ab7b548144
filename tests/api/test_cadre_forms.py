"""A cadre's own form holds wherever an entry is shown: its columns, their order, their words."""

import csv
import io
import json
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.policy.apar import entry_forms
from app.services.apar import forms
from app.store.database import Database, Tenant
from tests.api.population import Population, decide
from tests.api.test_annexure import told
from tests.harness.arranged import NOW

YEAR = "/v1/apar/2025-26"
OWN = """
[[cadre]]
name = "Goa"
since = "2025-26"
columns = ["summary.completed", "courses.status", "courses.name"]
[cadre.wording."courses.name"]
en = "Course"
hi = "पाठ्यक्रम"
"""
COLUMNS = [
    {"path": "summary.completed", "part": "counts", "en": "Courses completed", "hi": "पूर्ण पाठ्यक्रम"},
    {
        "path": "courses.status",
        "part": "courses",
        "en": "Status of completion",
        "hi": "पूर्णता की स्थिति",
    },
    {"path": "courses.name", "part": "courses", "en": "Course", "hi": "पाठ्यक्रम"},
]


@pytest.fixture
async def official(
    population: Population, owner: asyncpg.Connection, worker_database: Database
) -> int:
    """The first official, whose cadre has a form of its own that was taken in."""
    number = await owner.fetchval("INSERT INTO cadre (name) VALUES ('Goa') RETURNING id")
    await owner.execute(
        "UPDATE official SET cadre_id = $1 WHERE id = $2", number, population.officials[0]
    )
    await forms.take_in(worker_database, entry_forms.read(OWN), NOW)
    await decide(worker_database)
    return population.officials[0]


async def test_an_entry_comes_with_its_cadres_form(
    client: httpx.AsyncClient, population: Population, official: int
) -> None:
    """Asked for, the form is the cadre's, as the schema tells it; of no cadre it is the common."""
    own = (await client.get(f"{YEAR}/officials/{official}?form=true")).json()
    common = (await client.get(f"{YEAR}/officials/{population.officials[1]}?form=true")).json()
    plain = (await client.get(f"{YEAR}/officials/{official}")).json()
    schema = (await client.get(f"/v1/schemas/{own['entry']['schema']}")).json()

    [listed] = (await client.get("/v1/apar/schemas")).json()["schemas"]
    assert (own["cadre"], own["form"]["own"], own["form"]["columns"]) == ("Goa", True, COLUMNS)
    assert schema["id"] == own["entry"]["schema"] == schema["cadres"][0]["id"]
    assert schema["cadres"] == listed["cadres"]
    assert schema["cadres"][0]["columns"] == COLUMNS
    assert (common["cadre"], common["form"]["own"]) == (None, False)
    assert common["form"]["columns"] == schema["columns"]
    assert {one["standing"] for one in own["form"]["parts"]} == {"stated", "house"}
    assert plain["form"] is None


async def test_wherever_an_entry_is_shown_its_cadre_is(
    client: httpx.AsyncClient, population: Population, official: int
) -> None:
    """Pages, lookups, changes, lines and tables say the cadre, whose form the schema tells."""
    entries = f"{YEAR}/entries?authority_id={population.authority}"
    page = (await client.get(entries)).json()["entries"]
    asked = {"identifiers": [{"kind": "igot_user", "value": "one-0"}]}
    looked = (await client.post(f"{YEAR}/lookups", json=asked)).json()["answers"]
    changes = (await client.get(f"{YEAR}/changes")).json()["changes"]
    lines = await client.get(entries, headers={"Accept": "application/x-ndjson"})
    table = await client.get(entries, headers={"Accept": "text/csv"})

    shown: list[list[dict[str, Any]]] = [
        page,
        [looked[0]["published"]],
        [one["published"] for one in changes],
        [json.loads(line) for line in lines.text.splitlines()],
        list(csv.DictReader(io.StringIO(table.text))),
    ]
    for one in shown:
        told_of = {int(each["official_id"]): each["cadre"] or None for each in one}
        assert told_of.pop(official) == "Goa"
        assert set(told_of.values()) <= {None}


async def test_a_table_is_in_the_cadres_form(
    client: httpx.AsyncClient, population: Population, official: int
) -> None:
    """Its columns, order and words, for its officials alone; others are in the common form."""
    address = f"{YEAR}/entries?authority_id={population.authority}&in_form_of="
    as_table = {"Accept": "text/csv"}
    own = await client.get(f"{address}Goa", headers=as_table)
    rows = list(csv.reader(io.StringIO(own.text)))
    others = await client.get(address, headers=as_table)
    common = list(csv.reader(io.StringIO(others.text)))
    spared = await client.get(
        f"{address}Goa", headers={**as_table, "If-None-Match": own.headers["etag"]}
    )
    refused = await client.get(f"{address}Goa", headers={"Accept": "application/json"})

    assert rows[0] == [
        "Official / अधिकारी",
        "Courses completed / पूर्ण पाठ्यक्रम",
        "Status of completion / पूर्णता की स्थिति",
        "Course / पाठ्यक्रम",
    ]
    assert {(row[0], row[1]) for row in rows[1:]} == {(str(official), "3")}
    assert [row[2] for row in rows[1:]].count("completed") == 3
    assert common[0][1] == "Course id on iGOT / आईगॉट पर पाठ्यक्रम की पहचान"
    assert {int(row[0]) for row in common[1:]} == set(population.officials) - {official}
    assert (spared.status_code, refused.status_code) == (304, 406)
    assert own.headers["etag"] != others.headers["etag"]


async def test_the_annexure_is_in_the_cadres_form(app: FastAPI, official: int) -> None:
    """The paper has the cadre's columns in its order and words, and no other."""
    paper = await told(app, official, Tenant(everything=True))
    sections = {one["heading"]["en"]: one for one in paper["sections"]}

    assert list(sections)[1:3] == [
        "Summary of the year",
        "Prescribed courses and their status of completion",
    ]
    courses = sections["Prescribed courses and their status of completion"]
    assert courses["columns"] == [{"en": one["en"], "hi": one["hi"]} for one in COLUMNS[1:]]
    assert "Comprehensive assessments completed successfully" not in list(sections)[:4]
