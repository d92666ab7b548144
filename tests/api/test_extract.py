"""iGOT's own extract of what is held: read over real HTTP by the client that reads iGOT's."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import uvicorn

from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.stand_in.apar_report import COLUMNS
from app.main import create_app
from app.policy.apar import entry_forms
from app.services.apar import forms
from app.settings import Settings
from app.store import positions
from app.store.database import Database, Tenant, Writing
from app.store.feed import facts, plans
from tests.api.calling import EVERYBODY, token_of
from tests.api.conforming import conforms
from tests.api.conftest import Populated
from tests.api.population import COURSES, Population, decide
from tests.harness import databases
from tests.harness.arranged import IN_YEAR, NOW, YEAR, a_plan, rows
from tests.integrations.igot.scripted import QUICK, taken

ROAD = "/report/apar/assigned/courses"
TAKEN = datetime(2025, 12, 1, 9, 30, 15, 250_000, tzinfo=UTC)
LATER = TAKEN + timedelta(days=30)
# What is held of five officials' assessment: of a fail without score and date nothing is known.
RESULTS = (
    ("one-0", "failed", 31.0, TAKEN),
    ("one-0", "passed", 72.5, LATER),
    ("one-1", "failed", None, TAKEN),
    ("one-2", "failed", None, None),
    ("one-3", "not_established", None, TAKEN),
    ("one-4", "passed", 80.0, TAKEN),
)
# iGOT has taken back a course and a result; and one authority prescribes for another's official.
TAKEN_BACK = (
    (1, "UPDATE completion SET withdrawn_position = 9 WHERE official_id = $1"),
    (4, "UPDATE assessment_result SET withdrawn_position = 9 WHERE official_id = $1"),
)
PRESCRIBED = (
    "UPDATE apar_head SET prescriber_id = $1 WHERE official_id = $2",
    "UPDATE evaluation SET prescriber_id = $1 WHERE official_id = $2",
)
DAYS = {"assigned_on_start_date": "2025-04-01", "assigned_on_end_date": "2026-03-31"}
TWO_3 = "two3@example.gov.in"
HOSTILE = "Ethics | 2\n=cmd()\r\u2028\x01 नीति"


@dataclass(frozen=True, slots=True)
class Served:
    """The service on a loopback port, a token for everything, and who is held."""

    origin: str
    settings: Settings
    population: Population
    address: str

    def token(self, authority_id: int | None = None, *scopes: Any) -> str:
        """Return a token that sees all, or one authority."""
        seen = frozenset() if authority_id is None else frozenset({authority_id})
        tenant = Tenant(everything=authority_id is None, authorities=seen)
        changed = replace(EVERYBODY, tenant=tenant, scopes=frozenset(scopes or EVERYBODY.scopes))
        return token_of(self.settings, changed)

    def feed(self, token: str) -> IgotFeed:
        """Return our client of iGOT, pointed here."""
        return IgotFeed(IgotConnection(self.origin, token, limits=QUICK), lambda: NOW)

    async def ask(self, token: str, body: Any, **headers: str) -> httpx.Response:
        """Ask as any reader of iGOT's does; the answer keeps to the contract."""
        given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
        hooks = {"response": [conforms]}
        async with httpx.AsyncClient(base_url=self.origin, event_hooks=hooks) as client:
            answered = await client.post(ROAD, content=json.dumps(body), headers=given)
            await answered.aread()
            return answered


@pytest.fixture(scope="module")
def served(
    postgres_server: str, populated: Populated, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """One authority with results besides, decided for anew, behind a real socket."""
    name, keys = databases.own_name("extract"), tmp_path_factory.mktemp("keys")
    address = databases.create(postgres_server, name, populated.name)
    asyncio.run(arranged(address, populated.population))
    settings = Settings(
        database_url=address,
        signing_key_file=keys / "signing.pem",
        proof_key_file=keys / "proof.pem",
        proof_keys_directory=keys / "proofs",
        export_directory=Path(keys / "exports"),
        pool_size=4,
    )
    config = uvicorn.Config(create_app(settings), port=0, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield Served(origin, settings, populated.population, address)
    server.should_exit = True
    thread.join()
    databases.drop(postgres_server, name)


async def arranged(address: str, population: Population) -> None:
    """Give the first authority's plan an assessment, its officials results, a course a bad name."""
    database = Database.open(address, "karmasetu_worker")
    async with database.writing() as session:
        position = await positions.close(session, 1, NOW)
        plan = a_plan(population.authority, *COURSES, assessment="X")
        await plans.merge(session, plan, position)
        named = {"feed_id": "A", "name": HOSTILE, "category": "Course", "status": "Live"}
        await plans.name_courses(session, [named | {"duration_seconds": 5400}])
        stated = [(position, user, "X", *told, told[0] == "passed") for user, *told in RESULTS]
        await facts.pour_assessments(session, stated)
        await facts.merge_assessments(session, position, position, YEAR.start)
    await decide(database)
    await database.close()
    owner = await asyncpg.connect(databases.libpq_address(address))
    for number, statement in TAKEN_BACK:
        await owner.execute(statement, population.officials[number])
    for statement in PRESCRIBED:
        await owner.execute(statement, population.authority, population.others[0])
    await owner.close()


@pytest.fixture
async def held(served: Served) -> AsyncIterator[Writing]:
    """What the store holds, to compare with."""
    database = Database.open(served.address, "karmasetu_worker", pool_size=1)
    async with database.writing() as session:
        yield session
    await database.close()


def table(answered: httpx.Response) -> list[dict[str, str]]:
    """Return the rows by their columns' names; raise ValueError for a row of another width."""
    header, *lines = answered.text.removesuffix("\n").split("\n")
    return [dict(zip(header.split("|"), line.split("|"), strict=True)) for line in lines]


async def test_our_client_reads_exactly_the_results_that_are_held(served: Served) -> None:
    """The extract reads as iGOT's own: each result with its certificate, no Fail out of nothing."""
    async with served.feed(served.token()) as feed:
        found, faults = await taken(feed.assessments(YEAR))

    known = [(user, state, at) for user, state, _, at in RESULTS[:3]]
    assert sorted((one.user_id, one.state, one.taken_at) for one in found) == sorted(known)
    assert {(one.assessment_id, one.org_id, one.score) for one in found} == {("X", "one", None)}
    assert all(one.certified is (one.state == "passed") for one in found)
    assert faults == []


async def test_our_client_reads_exactly_the_courses_that_are_held(
    served: Served, held: Writing
) -> None:
    """Each prescribed course of each official is there, completed at the moment that is held."""
    async with served.feed(served.token()) as feed:
        found, faults = await taken(feed.extract_courses(YEAR))

    completed = await rows(
        held,
        "SELECT identifier.value, course.feed_id, completion.completed_at FROM completion"
        " JOIN official_identifier AS identifier USING (official_id)"
        " JOIN course ON course.id = course_id WHERE identifier.kind = 'igot_user'"
        " AND completion.withdrawn_position IS NULL",
    )
    told = [(one.user_id, one.course_id, one.completed_at) for one in found if one.completed]
    assert sorted(told) == sorted(completed)
    assert IN_YEAR in {at for _, _, at in told}
    users = {f"{name}-{n}" for name in ("one", "two") for n in range(5)}
    assert {(one.user_id, one.course_id) for one in found} == {
        (user, course) for user in users for course in COURSES
    }
    assert faults == []


async def test_the_answer_is_framed_as_igots(served: Served) -> None:
    """Delimiter, columns, file name, nulls and moments are iGOT's; no text breaks a row."""
    answered = await served.ask(served.token(), {"plan_year": "2025-26", "required_columns": []})
    found = table(answered)

    assert answered.headers["content-type"].partition(";")[0] == "text/csv"
    assert answered.headers["content-disposition"] == 'attachment; filename="report.csv"'
    assert tuple(answered.text.split("\n")[0].split("|")) == COLUMNS
    first = next(one for one in found if (one["user_id"], one["content_id"]) == ("one-0", "A"))
    expected = {
        "content_name": "Ethics   2 =cmd()  नीति",
        "mdo_id": "one", "email": "one0@example.gov.in", "phone": "", "assessment_id": "None",
        "first_completed_on": "2025-09-01 06:30:00+00:00", "consumption_status": "Completed",
        "content_progress_percentage": "0", "score_achieved": "nan", "assessment_date": "NaT",
        "allocated_on": "2025-05-01 00:00:00+00:00", "isApar": "True", "parichay_id": "None",
        "content_duration": "5400", "cbp_plan_end_date": "NaT",
        "comprehensive_level_assessment_status": "None",
    }  # fmt: skip
    assert {name: first[name] for name in expected} == expected
    assert {one["consumption_status"] for one in found} == {"Completed", "None"}
    assert {one["phone"] for one in found} == {""}


async def test_never_a_fail_where_nothing_is_known(served: Served) -> None:
    """Known results say Pass or Fail; of one that contradicts itself the status is null."""
    columns = ["user_id", "comprehensive_level_assessment_status", "assessment_id"]
    answered = await served.ask(
        served.token(), {"plan_year": "2025-26", "required_columns": [*columns, "unheard_of"]}
    )
    told = [tuple(one.values()) for one in table(answered) if one["assessment_id"] != "None"]

    assert sorted(told) == [
        ("one-0", "Fail", "X"),
        ("one-0", "Pass", "X"),
        ("one-1", "Fail", "X"),
        ("one-2", "None", "X"),
        ("one-3", "None", "X"),
    ]


async def test_a_score_is_told_of_a_cadre_that_shows_it_alone(served: Served) -> None:
    """As shipped no score is told; of a cadre whose form of the year shows scores they are."""
    owner = await asyncpg.connect(databases.libpq_address(served.address))
    number = await owner.fetchval("INSERT INTO cadre (name) VALUES ('Goa') RETURNING id")
    moved = "UPDATE official SET cadre_id = $1 WHERE id = $2"
    await owner.execute(moved, number, served.population.officials[0])
    asked = {"plan_year": "2025-26", "required_columns": ["user_id", "score_achieved"]}
    shipped = await served.ask(served.token(), asked)
    shown = []
    for since in ("2026-27", "2025-26"):
        own = f'[[cadre]]\nname = "Goa"\nsince = "{since}"\nshown = ["scores"]'
        worker = Database.open(served.address, "karmasetu_worker", pool_size=1)
        await forms.take_in(worker, entry_forms.read(own), NOW)
        await worker.close()
        shown.append(await served.ask(served.token(), asked))
    await owner.execute(moved, None, served.population.officials[0])
    await owner.close()

    for hidden in (shipped, shown[0]):
        assert {one["score_achieved"] for one in table(hidden)} == {"nan"}
    scores = {tuple(one.values()) for one in table(shown[1]) if one["score_achieved"] != "nan"}
    assert scores == {("one-0", "31"), ("one-0", "72.5")}


@pytest.mark.parametrize(
    ("asked", "users"),
    [
        ({"filters": {"user_email": " ONE1@example.gov.in "}}, {"one-1"}),
        ({"filters": {"user_email": "one1@example.gov.in", "external_system_id": "x"}}, set()),
        ({"filters": {"user_email": "one1@example.gov.in", "mobile_no": " "}}, {"one-1"}),
        ({"filters": {"parichay_id": "one.1"}}, set()),
        ({"plan_year": "2024-25"}, set()),
        ({**DAYS, "assigned_on_start_date": "2025-05-02"}, set()),
        ({**dict.fromkeys(DAYS, "2025-05-01"), "filters": {"user_email": TWO_3}}, {"two-3"}),
    ],
)
async def test_years_days_and_filters_choose(
    served: Served, asked: dict[str, Any], users: set[str]
) -> None:
    """Days are of the plan's assignment, filters are joined by and; nobody is a header alone."""
    whole = asked if "plan_year" in asked or "assigned_on_end_date" in asked else None
    answered = await served.ask(served.token(), whole or {"plan_year": "2025-26", **asked})

    assert answered.status_code == 200
    assert {one["user_id"] for one in table(answered)} == users


BAD_DATE = "Invalid date format. Use YYYY-MM-DD."
MISSING = "Invalid input. Please provide assigned_on_start_date and assigned_on_end_date."
NO_YEAR = "planYear must be in financial year format YYYY-YY (e.g. 2025-26)"


@pytest.mark.parametrize(
    ("asked", "error", "details"),
    [
        ({}, MISSING, "Request body cannot be empty."),
        ([1], MISSING, "Request body cannot be empty."),
        (None, MISSING, "Request body cannot be empty."),
        ({"filters": {}}, MISSING, "Either assigned_on"),
        ({"assigned_on_end_date": "2026-03-31"}, MISSING, "Both assigned_on"),
        ({**DAYS, "assigned_on_end_date": "2026/03/31"}, BAD_DATE, "does not match"),
        ({**DAYS, "assigned_on_end_date": 20260331}, BAD_DATE, "does not match"),
        ({**DAYS, "assigned_on_end_date": "२०२६-०३-३१"}, BAD_DATE, "does not match"),
        ({**DAYS, "assigned_on_end_date": "2026-04-02"}, BAD_DATE, "cannot exceed 1 year"),
        (dict.fromkeys(DAYS, "9999-12-31"), BAD_DATE, "no day after"),
        ({**DAYS, "filters": {"dob": "x"}}, BAD_DATE, "Invalid filter key"),
        ({**DAYS, "filters": ["user_email"]}, BAD_DATE, "Invalid filter key"),
        ({**DAYS, "filters": {"mobile_no": ""}}, BAD_DATE, "At least one of"),
        ({**DAYS, "filters": {"user_email": "a\x00"}}, BAD_DATE, "character"),
        ({"plan_year": "2025-27"}, NO_YEAR, NO_YEAR),
        ({"plan_year": 2025}, NO_YEAR, NO_YEAR),
        ({**DAYS, "filters": {"mobile_no": 9000000001}}, "Filter not available.", "mobile_no"),
    ],
)
async def test_refusals_are_igots(served: Served, asked: Any, error: str, details: str) -> None:
    """What iGOT's report service refuses is refused with its code, its error and details."""
    answered = await served.ask(served.token(), asked)

    assert (answered.status_code, set(answered.json())) == (400, {"error", "details"})
    assert answered.json()["error"] == error
    assert details in answered.json()["details"]
    assert "9000000001" not in answered.text


async def test_a_caller_reads_its_own_reach(served: Served) -> None:
    """Others' officials are not in it, not by name, nor by prescribing; no token, no answer."""
    own = served.token(served.population.authority)
    everybody = await served.ask(own, {"plan_year": "2025-26"})
    hidden = await served.ask(own, {"plan_year": "2025-26", "filters": {"user_email": TWO_3}})
    refused = await served.ask("nothing", {"plan_year": "2025-26"})
    forbidden = await served.ask(served.token(None, "feeds:read"), {"plan_year": "2025-26"})

    assert {one["mdo_id"] for one in table(everybody)} == {"one"}
    assert table(hidden) == []
    assert (refused.status_code, forbidden.status_code) == (401, 403)


async def test_each_extract_is_noted(served: Served) -> None:
    """Who asked what for is in the audit trail, with the official where one was asked for."""
    year = {"plan_year": "2025-26"}
    one = {**year, "filters": {"user_email": "one2@example.gov.in"}}
    await served.ask(served.token(), year, **{"Karmasetu-Purpose": "extract"})
    await served.ask(served.token(), one, **{"Karmasetu-Purpose": "extract"})
    owner = await asyncpg.connect(databases.libpq_address(served.address))
    noted = await owner.fetch(
        "SELECT action, reporting_year, official_id, outcome FROM audit_event"
        " WHERE purpose = 'extract' ORDER BY id"
    )
    await owner.close()

    assert [tuple(one) for one in noted] == [
        ("apar.extract", 2025, None, "opened"),
        ("apar.extract", 2025, served.population.officials[2], "served"),
    ]
