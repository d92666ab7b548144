"""Tests of the stand-in iGOT: its gateway, its roads and its invented world."""

import json
import tracemalloc
from collections.abc import AsyncIterator
from datetime import date
from itertools import islice
from typing import Any

import httpx
import pytest

from app.integrations.igot.stand_in.enrolment_report import EnrolmentReport
from app.integrations.igot.stand_in.server import create_stand_in
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.igot.stand_in.world import World

KEY, TOKEN = "gateway-key", "user-token"
ROADS, STATE, CUSTODIAN = "01359132023730739281", "01359133223730739293", "0131397178949058560"
CRAFTS, SMALLEST = "01359132323730739284", "01359133123730739292"
YEAR = {"start_date": "2025-04-01", "end_date": "2026-03-31"}
HEADERS = {"Authorization": f"Bearer {KEY}", "x-authenticated-user-token": TOKEN}


def start(**changes: Any) -> httpx.AsyncClient:
    """Return a client of a stand-in, with the gateway's key already in its headers."""
    settings: dict[str, Any] = {"key": KEY, "user_token": TOKEN, "today": date(2026, 5, 4)}
    transport = httpx.ASGITransport(create_stand_in(StandInSettings(**{**settings, **changes})))
    return httpx.AsyncClient(transport=transport, base_url="http://igot/api/", headers=HEADERS)


@pytest.fixture
async def igot() -> AsyncIterator[httpx.AsyncClient]:
    """Provide a client of the stand-in with 20,000 officials."""
    async with start() as client:
        yield client


async def users(igot: httpx.AsyncClient, filters: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the response object of a user search."""
    body = {"request": {"filters": filters, "limit": 250, "offset": 0, **more}}
    answer = await igot.post("user/v1/search", json=body)
    found: dict[str, Any] = answer.json()["result"]["response"]
    return found


async def report(igot: httpx.AsyncClient, org_id: str, **body: Any) -> httpx.Response:
    """Return the answer of an organisation's enrolment report."""
    road = f"report/org/enrolment/{org_id}"
    return await igot.post(road, headers={"x_org_id": org_id}, json={**YEAR, **body})


async def test_wrong_key_gets_the_gateways_bare_refusal(igot: httpx.AsyncClient) -> None:
    """A wrong gateway key is refused with 401 and a body without any envelope."""
    answer = await igot.post("org/v1/search", headers={"Authorization": "Bearer no"}, json={})

    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthorized"}


async def test_organisations_are_thirteen_authorities_and_two_others(
    igot: httpx.AsyncClient,
) -> None:
    """The search lists twelve MDOs, one state, the custodian and a trainer."""
    answer = await igot.post("org/v1/search", json={"request": {"filters": {"status": 1}}})
    rows = answer.json()["result"]["response"]["content"]
    kinds = [row["sbOrgType"] for row in rows]

    assert sum(kind in {"ministry", "department", "mdo"} for kind in kinds) == 12
    assert [row["identifier"] for row in rows if row["sbOrgType"] == "state"] == [STATE]


async def test_organisation_search_without_filters_breaks(igot: httpx.AsyncClient) -> None:
    """A body without filters is answered with 500, as the platform does."""
    answer = await igot.post("org/v1/search", json={"request": {"limit": 10}})

    assert answer.status_code == 500


async def test_same_seed_gives_the_same_answers() -> None:
    """Two stand-ins of one seed tell the same; another seed tells of other people."""
    told = []
    for seed in (7, 7, 8):
        async with start(seed=seed, officials=2_000) as igot:
            told.append(await users(igot, {"rootOrgId": CRAFTS}))

    assert told[0] == told[1]
    assert told[0] != told[2]


async def test_pages_add_up_to_the_count(igot: httpx.AsyncClient) -> None:
    """The pages of a search hold as many different users as the search counts."""
    filters = {"rootOrgId": CRAFTS, "status": 1}
    pages = [await users(igot, filters, offset=offset) for offset in range(0, 1500, 250)]
    ids = [row["userId"] for page in pages for row in page["content"]]

    assert len(set(ids)) == len(ids) == pages[0]["count"]


async def test_largest_department_needs_slices(igot: httpx.AsyncClient) -> None:
    """More than 10,000 officials can be counted, but not be paged through."""
    found = await users(igot, {"rootOrgId": ROADS, "status": 1})
    body = {"request": {"filters": {"rootOrgId": ROADS}, "limit": 250, "offset": 9_751}}
    beyond = await igot.post("user/v1/search", json=body)

    assert found["count"] > 10_000
    assert beyond.status_code == 400


async def test_slices_by_creation_date_cover_everybody_once(igot: httpx.AsyncClient) -> None:
    """Two slices that meet between two milliseconds add up to the whole department."""
    filters = {"rootOrgId": ROADS, "status": 1}
    early = {"createdDate": {"<=": "2023-03-31 23:59:59:999+0000"}}
    late = {"createdDate": {">=": "2023-04-01 00:00:00:000+0000"}}
    whole, first, second = [await users(igot, {**filters, **more}) for more in ({}, early, late)]

    assert first["count"] + second["count"] == whole["count"]
    assert first["count"] > 0


async def test_filters_by_designation_and_group(igot: httpx.AsyncClient) -> None:
    """Dotted filters compare with the profile."""
    designation = "profileDetails.professionalDetails.designation"
    found = await users(igot, {"rootOrgId": ROADS, designation: ["Joint Secretary"]})
    everybody = await users(igot, {"rootOrgId": ROADS})

    assert 0 < found["count"] < everybody["count"] // 10


async def test_profiles_are_dirty_in_known_ways(igot: httpx.AsyncClient) -> None:
    """Some profiles are JSON texts, some misspell a key, and the state's officers have a cadre."""
    dirty = await users(igot, {"rootOrgId": ROADS})
    profiles = [row["profileDetails"] for row in dirty["content"]]
    officers = await users(igot, {"rootOrgId": STATE})
    texts = [profile for profile in profiles if isinstance(profile, str)]

    assert 0 < len(texts) < 30
    assert any("additionalPropertis" in profile for profile in profiles)
    assert "Indian Forest Service" in json.dumps(officers)


async def test_catalogue_hides_what_is_retired_until_asked(igot: httpx.AsyncClient) -> None:
    """Only live content is listed unless a status is named; without hits there is no list."""
    road = "composite/v4/search"
    live = await igot.post(road, json={"request": {"filters": {}}})
    retired = await igot.post(road, json={"request": {"filters": {"status": ["Retired"]}}})
    none = await igot.post(road, json={"request": {"filters": {"identifier": ["do_0"]}}})

    assert live.json()["result"]["count"] == 405
    assert retired.json()["result"]["count"] == 10
    assert none.json()["result"] == {"count": 0}


async def test_no_plan_of_the_first_generation_is_an_empty_result(igot: httpx.AsyncClient) -> None:
    """An organisation without plans is answered with 200 and nothing in it."""
    body = {"request": {"filters": {"status": "Live"}}}
    headers = {"x-authenticated-user-orgid": ROADS}
    none = await igot.post("cbplan/v1/list", headers=headers, json=body)
    some = await igot.post(
        "cbplan/v1/list", headers={"x-authenticated-user-orgid": CRAFTS}, json=body
    )

    assert (none.status_code, none.json()["result"]) == (200, {})
    assert isinstance(some.json()["result"]["content"][0]["endDate"], int)


async def test_newer_plans_lead_to_their_groups(igot: httpx.AsyncClient) -> None:
    """A plan that names its group by id can be read to its criteria."""
    body = {"request": {"filter": {"status": ["Live"], "planYear": "2025-26"}, "pageSize": 50}}
    found = (await igot.post("cbplan/v4/search", json=body)).json()["result"]["result"]
    plan = await igot.get(f"cbplan/v4/admin/read/{found['data'][0]['id']}")
    group = plan.json()["result"]["content"]["contextData"]["accessControl"]["userGroups"][0]
    criteria = await igot.get(f"usergroup/v1/read/{group['userGroupId']}")

    assert found["totalCount"] == 5
    assert criteria.json()["result"]["criteria"][0] == {"rootOrgId": [ROADS]}


async def test_newer_plans_want_a_user_token(igot: httpx.AsyncClient) -> None:
    """Plans of the fourth generation are refused without the user's token."""
    answer = await igot.post(
        "cbplan/v4/search", headers={"x-authenticated-user-token": "no"}, json={}
    )

    assert answer.status_code == 401
    assert answer.json()["params"]["status"] == "failed"


async def test_report_rows_all_have_the_headers_columns(igot: httpx.AsyncClient) -> None:
    """Every line of the report ends, and has ten cells."""
    answer = await report(igot, CRAFTS)
    lines = answer.text.split("\n")

    assert lines[-1] == ""
    assert {line.count("|") for line in lines[:-1]} == {9}
    assert "nan" in answer.text
    assert "NaT" in answer.text


async def test_report_keeps_to_its_window_and_columns(igot: httpx.AsyncClient) -> None:
    """Enrolments outside of the days are left out; unknown columns are skipped in silence."""
    answer = await report(
        igot, CRAFTS, end_date="2025-04-30", required_columns=["x", "enrolled_on"]
    )
    days = {line[:7] for line in answer.text.splitlines()[1:]}

    assert days == {"2025-04"}


@pytest.mark.parametrize(
    ("org_id", "end", "status"),
    [
        (CRAFTS, "2026-04-01", 400),
        (CRAFTS, "soon", 400),
        ("01359133423730739999", "2026-03-31", 404),
    ],
)
async def test_report_refuses_without_an_envelope(
    igot: httpx.AsyncClient, org_id: str, end: str, status: int
) -> None:
    """Too long a range, a date that is none, and no rows are told as error and details."""
    answer = await report(igot, org_id, end_date=end)

    assert answer.status_code == status
    assert set(answer.json()) == {"error", "details"}


async def test_completions_stand_on_both_sides_of_the_years_end(igot: httpx.AsyncClient) -> None:
    """Some completions fall on the year's last second, and some on the first after it."""
    text = (await report(igot, ROADS)).text

    assert "|2026-03-31 18:29:59+00:00|" in text
    assert "|2026-03-31 18:30:00+00:00|" in text


async def test_list_of_a_user_tells_what_the_report_tells(igot: httpx.AsyncClient) -> None:
    """Both roads know the same certificates of one official."""
    rows = [line.split("|") for line in (await report(igot, SMALLEST)).text.splitlines()[1:]]
    user = rows[0][0]
    answer = await igot.get(f"course/v1/user/enrollment/list/{user}?retiredCoursesEnabled=true")
    told = {
        certificate["identifier"]
        for course in answer.json()["result"]["courses"]
        for certificate in course["issuedCertificates"]
    }

    assert {row[6] for row in rows if row[0] == user} - {"None"} <= told


async def test_grown_courses_read_as_in_progress_with_evidence(igot: httpx.AsyncClient) -> None:
    """Progress is recomputed, so that a completed course that grew has status 1 again."""
    lines = [line.split("|") for line in (await report(igot, CRAFTS)).text.splitlines()[1:]]
    user, course = next((row[0], row[1]) for row in lines if row[9] == "75" and row[7] == "Yes")
    answer = await igot.get(f"course/v1/user/enrollment/list/{user}?retiredCoursesEnabled=true")
    row = next(row for row in answer.json()["result"]["courses"] if row["courseId"] == course)

    assert row["status"] == 1
    assert row["completedOn"] is not None


async def test_apar_extract_holds_every_kind_of_assessment_row(igot: httpx.AsyncClient) -> None:
    """The national extract has passes, fails and fails without evidence, and no progress."""
    answer = await igot.post("report/apar/assigned/courses", json={"plan_year": "2025-26"})
    names, *rows = [line.split("|") for line in answer.text.splitlines()]
    told = [dict(zip(names, row, strict=True)) for row in rows]
    papers = [row for row in told if row["assessment_id"] != "None"]

    assert {row["comprehensive_level_assessment_status"] for row in papers} == {"Pass", "Fail"}
    assert any(row["score_achieved"] == "nan" for row in papers)
    assert {row["content_progress_percentage"] for row in told} == {"0"}


async def test_apar_extract_of_an_empty_year_is_a_header(igot: httpx.AsyncClient) -> None:
    """A year in which nobody learned is a header line, not an error."""
    answer = await igot.post("report/apar/assigned/courses", json={"plan_year": "2027-28"})

    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 1


async def test_nothing_is_told_of_the_days_after_today() -> None:
    """A stand-in that believes it is August knows no completion of September."""
    async with start(today=date(2025, 8, 31), officials=2_000) as igot:
        answer = await report(igot, CRAFTS)
    days = [line.split("|")[4][:10] for line in answer.text.splitlines()[1:]]

    assert max(day for day in days if day != "NaT") <= "2025-08-31"


async def test_a_kept_report_is_told_as_it_was_invented() -> None:
    """From its file a report comes byte by byte as without one; another span is another report."""
    async with start(officials=2_000) as igot:
        invented = [
            await report(igot, CRAFTS),
            await report(igot, CRAFTS, required_columns=["user_id"]),
        ]
    async with start(officials=2_000, keep_reports=True) as igot:
        kept = [await report(igot, CRAFTS) for _ in range(2)]
        narrow = [await report(igot, CRAFTS, required_columns=["user_id"]) for _ in range(2)]

    assert {answer.content for answer in kept} == {invented[0].content}
    assert {answer.content for answer in narrow} == {invented[1].content}


def test_a_million_officials_are_not_held() -> None:
    """A report streams as it is invented: ten thousand officials' rows leave nothing behind."""
    world = World(
        StandInSettings(key="k", user_token="t", today=date(2026, 5, 4), officials=1_000_000)
    )
    largest = world.directory.all[0]
    rows = EnrolmentReport(world).chunks(largest, 0, 10**6)
    next(rows)
    tracemalloc.start()
    sent = sum(len(chunk) for chunk in islice(rows, 40))
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert largest.size > 500_000
    assert sent > 4_000_000
    assert (held < sent / 10, most < sent / 5) == (True, True)
