"""Training plans of both generations, in every shape of their parts."""

import json
from typing import Any

import pytest

from app.integrations.igot.feed import Fault, FeedPlan
from app.integrations.igot.plans import read_plan_v1, read_plan_v4
from app.integrations.igot.wire import QuirkError
from app.policy.facts import Criterion
from app.policy.reporting_year import ReportingYear
from tests.integrations.igot.scripted import ORG

YEAR = ReportingYear(2025)


def v1_row(**changed: Any) -> dict[str, Any]:
    """Write a plan as the list of the first generation gives it."""
    row = {
        "id": "p1",
        "orgId": ORG,
        "name": "US level",
        "userType": "AllUser",
        "userDetails": ["AllUser"],
        "contentList": [{"identifier": "do_1"}],
        "endDate": 1774895400000,
        "status": "Live",
        "publishedAt": 1744700000000,
        "isApar": True,
    }
    return row | changed


def v4_row(**changed: Any) -> dict[str, Any]:
    """Write a plan as the admin read of the fourth generation gives it."""
    row = {
        "id": "p4",
        "orgId": ORG,
        "name": "US level",
        "planYear": "2025-26",
        "endDate": "2026-03-31T18:29:59Z",
        "status": "Live",
        "isApar": True,
        "contentList": [{"identifier": "do_1", "mandatory": True}],
        "contextData": None,
    }
    return row | changed


def control(*groups: Any) -> dict[str, Any]:
    """Wrap user groups as a plan's context holds them."""
    return {"accessControl": {"version": 1, "userGroups": list(groups)}}


def inline(*pairs: tuple[str, Any]) -> dict[str, Any]:
    """Write a group with its criteria in it."""
    listed = [{"criteriaKey": key, "criteriaValue": value} for key, value in pairs]
    return {"userGroupName": "g", "userGroupCriteriaList": listed}


async def stored(group_id: str) -> dict[str, Any]:
    """Give one stored group, and refuse any other id."""
    if group_id != "g1":
        raise QuirkError("user-group-missing", "a user group is not there")
    return {"criteria": [{"designation": ["Under Secretary"]}, {"GROUP": "GROUP A"}]}


def one(found: tuple[FeedPlan | None, list[Fault]]) -> FeedPlan:
    """Return the plan, which must be there."""
    plan, _ = found
    if plan is None:
        raise AssertionError("the plan went into quarantine")
    return plan


def quirks(found: tuple[FeedPlan | None, list[Fault]]) -> list[str]:
    """Return the names of the quirks found."""
    return [fault.quirk for fault in found[1]]


async def test_quirk_19_content_as_ids_json_strings_or_objects() -> None:
    """A course reads alike in each notation; a null is set aside and named."""
    content = ["do_1", '{"identifier":"do_2","mandatory":true}', {"identifier": "do_3"}, None]

    found = await read_plan_v4(v4_row(contentList=content), stored)

    assert [(c.course_id, c.gate) for c in one(found).courses] == [
        ("do_1", False),
        ("do_2", True),
        ("do_3", False),
    ]
    assert quirks(found) == ["element-null"]


@pytest.mark.parametrize("encode", [lambda value: value, json.dumps])
async def test_quirk_20_context_as_object_or_json_string(encode: Any) -> None:
    """Criteria read alike from both, with scalar or list values and keys of any case."""
    group = inline(("rootOrgId", ORG), ("Designation", [" Under Secretary"]), ("BATCH", 2009))

    found = await read_plan_v4(v4_row(contextData=encode(control(group))), stored)

    assert one(found).groups == (
        (
            Criterion("rootorgid", (ORG,)),
            Criterion("designation", ("under secretary",)),
            Criterion("batch", ("2009",)),
        ),
    )


async def test_quirk_20_a_stored_group_is_read_by_its_id() -> None:
    """A group named by id gets its criteria; values of users keep their case."""
    users = inline(("user", ["Ab"]))

    found = await read_plan_v4(v4_row(contextData=control({"userGroupId": "g1"}, users)), stored)

    assert one(found).groups == (
        (Criterion("designation", ("under secretary",)), Criterion("group", ("group a",))),
        (Criterion("user", ("Ab",)),),
    )


async def test_no_context_reaches_everyone() -> None:
    """Null context is one group without criteria."""
    assert one(await read_plan_v4(v4_row(), stored)).groups == ((),)


@pytest.mark.parametrize("context", ["{", "[]", {}, {"accessControl": None}, control(), 7])
async def test_unreadable_context_reaches_nobody_and_says_so(context: Any) -> None:
    """A plan whose reach can't be read is kept, reaches nobody, and leaves a fault."""
    found = await read_plan_v4(v4_row(contextData=context), stored)

    assert one(found).groups == ()
    assert len(found[1]) == 1


@pytest.mark.parametrize(
    ("group", "quirk"),
    [
        ({"userGroupId": "gone"}, "user-group-missing"),
        (inline(("zodiac", "leo")), "criteria-key-unknown"),
        (inline(("designation", [])), "criteria-value-empty"),
        (inline(("designation", [{}])), "criteria-value-unreadable"),
        ({"userGroupName": "empty"}, "criteria-empty"),
        (None, "criteria-empty"),
    ],
)
async def test_an_unreadable_group_never_widens_the_reach(group: Any, quirk: str) -> None:
    """Such a group is dropped whole, with a fault; the other groups stay as they are."""
    good = inline(("designation", "Director"))

    found = await read_plan_v4(v4_row(contextData=control(group, good)), stored)

    assert one(found).groups == ((Criterion("designation", ("director",)),),)
    assert quirks(found) == [quirk]


@pytest.mark.parametrize(
    ("changed", "groups"),
    [
        ({"userType": "allUser", "userDetails": None}, ((),)),
        (
            {"userType": "Designation", "userDetails": ["Under Secretary ", None]},
            ((Criterion("designation_exact", ("Under Secretary ",)),),),
        ),
        (
            {"userType": "customUser", "userDetails": [{"userId": "U1"}, "U2", None]},
            ((Criterion("user", ("U1", "U2")),),),
        ),
        ({"userType": None, "assignmentType": "AllUser"}, ((),)),
        ({"userType": "Batch"}, ()),
        ({"userType": "CustomUser", "userDetails": [None]}, ()),
    ],
)
def test_quirk_21_assignment_types_in_any_case(changed: dict[str, Any], groups: Any) -> None:
    """Each kind of assignment becomes its group, as typed; an unknown one reaches nobody."""
    assert one(read_plan_v1(v1_row(**changed), ORG)).groups == groups


def test_quirk_35_null_elements_are_named() -> None:
    """A null in the assigned people is a deleted user: dropped, and said."""
    row = v1_row(userType="CustomUser", userDetails=["U1", None])

    assert quirks(read_plan_v1(row, ORG)) == ["element-null"]


@pytest.mark.parametrize(
    ("written", "status"), [("Live", "live"), ("LIVE", "live"), ("RETIRE", "retired")]
)
async def test_quirk_21_status_in_any_case(written: str, status: str) -> None:
    """Live and retired plans are told apart whatever the case."""
    assert one(await read_plan_v4(v4_row(status=written), stored)).status == status


@pytest.mark.parametrize("written", ["draft", "DRAFT"])
async def test_quirk_21_a_draft_is_no_plan_and_no_fault(written: str) -> None:
    """A draft binds nobody and needs no quarantine."""
    assert await read_plan_v4(v4_row(status=written), stored) == (None, [])


@pytest.mark.parametrize(("written", "apar"), [(None, None), (True, True), ("false", False)])
def test_quirk_22_an_absent_apar_mark_stays_unknown(written: Any, *, apar: bool | None) -> None:
    """Null is not false: it is for the rules to say what an unmarked plan means."""
    assert one(read_plan_v1(v1_row(isApar=written), ORG)).apar is apar


def test_quirk_23_the_year_of_an_older_plan_is_that_of_its_due_date() -> None:
    """Midnight IST of 31 March, which is 30 March in UTC, and the day itself are 2025-26."""
    assert one(read_plan_v1(v1_row(), ORG)).reporting_year == YEAR
    assert one(read_plan_v1(v1_row(endDate="2026-04-01"), ORG)).reporting_year.start == 2026


@pytest.mark.parametrize(
    ("changed", "quirk"),
    [
        ({"endDate": None}, "due-date-missing"),
        ({"endDate": "soon"}, "date-unreadable"),
        ({"status": "Sleeping"}, "plan-status-unknown"),
        ({"isApar": "perhaps"}, "boolean-unreadable"),
        ({"contentList": 7}, "list-unreadable"),
        ({"id": None}, "field-missing"),
    ],
)
def test_a_plan_that_can_not_be_read_is_quarantined(changed: dict[str, Any], quirk: str) -> None:
    """No plan is made up from half of one."""
    found = read_plan_v1(v1_row(**changed), ORG)

    assert found[0] is None
    assert quirks(found) == [quirk]


@pytest.mark.parametrize(
    ("changed", "linked"),
    [
        ({"caLinkedId": "do_ca"}, "do_ca"),
        ({"comprehensiveAssessment": {"identifier": "do_ca"}}, "do_ca"),
        ({"comprehensiveAssessment": '{"identifier":"do_ca"}'}, "do_ca"),
        ({"comprehensiveAssessment": None}, None),
    ],
)
async def test_the_linked_assessment_of_earlier_and_later_builds(
    changed: dict[str, Any], linked: str | None
) -> None:
    """The id and the object that stood in its place name the same assessment."""
    assert one(await read_plan_v4(v4_row(**changed), stored)).assessment_id == linked


@pytest.mark.parametrize("year", ["2025-27", "2025", None])
async def test_a_newer_plan_without_a_readable_year_is_quarantined(year: Any) -> None:
    """The plan year must be one."""
    plan, faults = await read_plan_v4(v4_row(planYear=year), stored)

    assert plan is None
    assert len(faults) == 1
