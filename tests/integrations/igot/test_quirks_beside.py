"""Quirks of what stands beside what we read: it never changes what a record means to us."""

import json
from typing import Any

import httpx
import pytest

from app.integrations.http import Answer
from app.integrations.igot import roads
from app.integrations.igot.catalogue import read_course
from app.integrations.igot.enrolments import read_enrolment
from app.integrations.igot.envelope import read_result
from app.integrations.igot.extract import EXTRACT_COLUMNS
from app.integrations.igot.extract_courses import COURSE_COLUMNS
from app.integrations.igot.people import read_official
from app.integrations.igot.plans import read_plan_v1
from app.integrations.igot.reports import ENROLMENT_COLUMNS
from app.integrations.igot.wire import QuirkError, sort_out, whole
from app.policy import designation
from app.policy.reporting_year import ReportingYear
from tests.integrations.igot.scripted import ORG, USER, always, feed_of, rows_of, taken, user_row

YEAR = ReportingYear(2025)
COURSE = {"identifier": "do_1", "name": "Noting", "status": "Live", "primaryCategory": "Course"}
ENROLMENT = {"userId": USER, "courseId": "do_1", "status": 1}
DONE = ENROLMENT | {"completedOn": 1755000000000}
PLAN = {"name": "US level", "userType": "AllUser", "status": "Live", "contentList": ["do_1"]}


@pytest.mark.parametrize(
    "head",
    [
        {"ver": "v1", "ts": "2025-11-03 06:12:44:118+0000"},
        {"ver": "1.0", "ts": "2025-11-03T11:42:44.118+05:30"},
        {"ver": "private", "ts": "2025-11-03 11:42:44.118"},
        {"ver": None, "ts": None},
        {},
    ],
)
def test_quirk_03_an_envelopes_moment_and_version_say_nothing(head: dict[str, Any]) -> None:
    """However ts and ver are written, the result is the same."""
    body = {**head, "responseCode": "OK", "params": None, "result": {"count": 0}}

    answer = Answer(200, httpx.Headers(), json.dumps(body).encode())

    assert read_result("search", answer) == {"count": 0}


@pytest.mark.parametrize("born", ["", "01-04-1980", "1980-04-01T00:00:00.000Z", "4/1/1980", 7])
def test_quirk_10_a_birth_date_is_never_read(born: Any) -> None:
    """Blank, in whichever notation or none: an official reads the same."""
    details = {"primaryEmail": "official.1@dept.example"}
    row = user_row(personalDetails=details | {"dob": born})

    assert read_official(row, ORG, "regular") == read_official(user_row(), ORG, "regular")


@pytest.mark.parametrize(
    "shown",
    [
        {"progress": 7, "leafNodesCount": 7, "completionPercentage": 100},
        {"progress": 100, "completionpercentage": 100},
        {"progress": "7", "completionpercentage": "100"},
    ],
)
def test_quirk_11_progress_and_percentages_complete_nothing(shown: dict[str, Any]) -> None:
    """A count of leaves looks like a percentage: neither is evidence, with or without a twin."""
    assert read_enrolment(ENROLMENT | shown, USER).completion is None


@pytest.mark.parametrize(
    "states", [{"do_11": 2}, [{"do_11": 2}], [], None, '{"do_11": 2}', "unreadable {"]
)
@pytest.mark.parametrize("key", ["contentStatus", "contentstatus"])
def test_quirk_12_the_states_of_a_courses_parts_say_nothing(key: str, states: Any) -> None:
    """As an object, a list or a text, under either spelling: the completion is the same."""
    assert read_enrolment(DONE | {key: states}, USER) == read_enrolment(DONE, USER)


AREA, THEME, SUB = "Functional", "Noting", "Drafting"
V5 = {"competencyArea": AREA, "competencyTheme": THEME, "competencySubTheme": SUB, "id": 3}
V6 = {
    "competencyAreaName": AREA,
    "competencyThemeName": THEME,
    "competencySubThemeName": None,
    "competencyThemeRefId": "CT-1",
}


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ({}, ()),
        ({"competencies_v6": [], "competencies_v5": None, "competencies_v3": ""}, ()),
        ({"competencies_v3": '[{"name": "Noting"}]'}, (("v3", None, THEME, None),)),
        ({"competencies_v5": [V5, V5, None]}, (("v5", AREA, THEME, SUB),)),
        ({"competencies_v5": json.dumps([V5])}, (("v5", AREA, THEME, SUB),)),
        ({"competencies_v6": [V6], "competencies_v5": [V5]}, (("v6", AREA, THEME, None),)),
    ],
)
def test_quirk_18_competencies_are_read_in_any_form(tags: dict[str, Any], found: Any) -> None:
    """As JSON text or a list, by the newest generation of tags that a course has."""
    assert read_course(COURSE | tags).competencies == found


@pytest.mark.parametrize(
    "tags",
    [
        {"competencies_v3": "unreadable ["},
        {"competencies_v5": [{"competencyArea": AREA, "competencyTheme": None}]},
        {"competencies_v6": ["Noting"]},
        {"competencies_v6": {"competencyThemeName": THEME}},
    ],
)
def test_quirk_18_tags_that_cant_be_read_leave_their_course_without_them(
    tags: dict[str, Any],
) -> None:
    """The course is held, and the fault is told beside it: a tag is never guessed."""
    courses, faults = sort_out([COURSE | tags], read_course, "course", "identifier")

    assert courses == [read_course(COURSE)]
    assert [one.quirk for one in faults] == ["competency-unreadable"]


def test_quirk_24_a_course_of_two_plans_stands_in_both() -> None:
    """We read the authority's own lists, where the later plan hides nothing of the earlier."""
    rows = [PLAN | {"id": name, "endDate": due} for name, due in (("a", 1760e9), ("b", 1774e9))]

    plans = [read_plan_v1(row, ORG)[0] for row in rows]

    assert [plan and [one.course_id for one in plan.courses] for plan in plans] == [["do_1"]] * 2


def test_quirk_25_the_mark_of_a_mandate_is_never_asked_for() -> None:
    """It is set for drafts and retired plans too: who is mandated follows from the plans alone."""
    asked = {*ENROLMENT_COLUMNS, *EXTRACT_COLUMNS, *COURSE_COLUMNS}

    assert "live_cbp_plan_mandate" not in asked
    marked = DONE | {"live_cbp_plan_mandate": True}
    assert read_enrolment(marked, USER) == read_enrolment(DONE, USER)


def test_quirk_31_the_root_organisation_counts_and_no_copy_of_its_name() -> None:
    """After a transfer the profile may go on naming the old department."""
    drifted = user_row(employmentDetails={"departmentName": "Department of Before"})

    assert read_official(drifted, ORG, "regular") == read_official(user_row(), ORG, "regular")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (" UNDER  SECRETARY ", True),
        ("Under Secretary.", True),
        ("Under Secretar", False),
        ("US", False),
    ],
)
def test_quirk_32_a_designation_stays_as_typed_and_is_completed_by_nobody(
    typed: str, *, same: bool
) -> None:
    """Case, blanks and dots are folded to compare; what is cut off is not guessed."""
    row = user_row(professionalDetails=[{"designation": typed, "group": "GROUP A"}])

    found = read_official(row, ORG, "regular").designation

    assert found == typed.strip()
    assert (designation.key(found) == designation.key("Under Secretary")) is same


async def test_quirk_33_an_address_of_two_users_drops_neither() -> None:
    """Both are taken up by their user ids; the address then leads to several, and so to none."""
    rows = [user_row(1), user_row(2)]
    for row in rows:
        row["profileDetails"]["personalDetails"]["primaryEmail"] = "desk@dept.example"

    officials, faults = await taken(feed_of(always(lambda: rows_of(rows))).officials(ORG, YEAR))

    assert [one.email for one in officials] == ["desk@dept.example"] * 2
    assert (len({one.user_id for one in officials}), faults) == (2, [])


@pytest.mark.parametrize("details", [{}, {"max_size": 5}, '{"max_size": 5}', "unreadable {", None])
def test_quirk_36_details_of_progress_are_never_read(details: Any) -> None:
    """As a text or an object, readable or not: the completion is the same."""
    row = DONE | {"progressdetails": details, "lrcProgressDetails": details}

    assert read_enrolment(row, USER) == read_enrolment(DONE, USER)


@pytest.mark.parametrize("written", [3600, "3600", " 3600 "])
def test_quirk_39_a_number_may_come_as_text(written: Any) -> None:
    """A number reads alike in both forms; what only resembles one is not rounded into one."""
    assert whole({"duration": written}, "duration") == 3600
    for other in ("36 %", "3,600", 36.5, True):
        with pytest.raises(QuirkError, match="not a whole number"):
            whole({"duration": other}, "duration")


def test_quirk_40_plans_are_asked_for_past_the_platforms_cache() -> None:
    """Where a cache can be passed by it is; elsewhere each page says when we had it."""
    call = roads.search_plans_v4(YEAR, 0)

    assert call.body["request"]["overrideCache"] is True
