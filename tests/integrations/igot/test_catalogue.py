"""Organisations and courses as the searches give them."""

from typing import Any

import httpx
import pytest

from app.integrations.igot.catalogue import read_course, read_organisation
from app.integrations.igot.wire import QuirkError
from tests.integrations.igot.scripted import ORG, asked, core, feed_of, taken
from tests.policy.factories import RULES

KINDS = RULES.authority_kinds


def organisation(**changed: Any) -> dict[str, Any]:
    """Write an organisation's row."""
    row = {"identifier": ORG, "rootOrgId": ORG, "orgName": "Department of Examples"}
    return row | {"sbOrgType": "department", "mapId": "04100", "parentMapId": "04101"} | changed


def course(**changed: Any) -> dict[str, Any]:
    """Write a course's row."""
    row = {"identifier": "do_1", "name": "Noting", "status": "Live", "primaryCategory": "Course"}
    return row | {"duration": "10740"} | changed


@pytest.mark.parametrize(
    ("written", "kind"),
    [("state", "cca"), ("ministry", "mdo"), ("department", "mdo"), ("MDO", "mdo")],
)
def test_states_control_cadres_and_the_others_employ(written: str, kind: str) -> None:
    """The kind of an organisation follows from its type."""
    found = read_organisation(organisation(sbOrgType=written), KINDS)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("written", ["spv", "cbp", "ngo", "", None])
def test_quirk_30_other_organisations_are_passed_over(written: Any) -> None:
    """The custodian and others who prescribe nothing are no authorities, and no faults."""
    assert read_organisation(organisation(sbOrgType=written), KINDS) is None
    assert read_organisation(organisation(), {"state": "cca"}) is None


def test_quirk_29_the_users_id_comes_first_and_keeps_its_zero() -> None:
    """Of the ids the users' own counts, as text."""
    found = read_organisation(organisation(rootOrgId="0999", mapId="04100"), KINDS)

    assert found is not None
    assert (found.org_id, found.map_id) == ("0999", "04100")


@pytest.mark.parametrize("empty", ["", None, 1359132123730739281])
def test_quirk_29_an_organisation_without_an_id_is_quarantined(empty: Any) -> None:
    """Empty ids belong to organisations not onboarded; a number has lost its leading zero."""
    with pytest.raises(QuirkError):
        read_organisation(organisation(identifier=empty, rootOrgId=empty), KINDS)


@pytest.mark.parametrize(
    ("written", "seconds"), [("10740", 10740), (60, 60), ("", None), (None, None)]
)
def test_quirk_17_durations_are_strings_of_seconds(written: Any, seconds: int | None) -> None:
    """A duration may be text, null or blank; unknown is not zero."""
    assert read_course(course(duration=written)).duration_seconds == seconds


@pytest.mark.parametrize("changed", [{"status": "Draft"}, {"duration": "1h"}, {"name": None}])
def test_a_course_that_can_not_be_read_is_quarantined(changed: dict[str, Any]) -> None:
    """An unknown status or an unreadable duration is named, not guessed."""
    with pytest.raises(QuirkError):
        read_course(course(**changed))


def test_the_finer_category_counts() -> None:
    """A comprehensive assessment is known by its course category."""
    row = course(courseCategory="Comprehensive Assessment Program", primaryCategory="Program")

    assert read_course(row).category == "Comprehensive Assessment Program"


async def test_quirk_04_no_courses_is_a_count_without_content() -> None:
    """Live, retired and assessment programmes are asked for; count 0 needs no list."""
    filters: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        filters.append(asked(request)["filters"])
        retired = filters[-1]["status"] == ["Retired"]
        return core({"count": 0} if retired else {"count": 1, "content": [course()]})

    records, _ = await taken(feed_of(answer).courses())

    assert [one["status"] for one in filters] == [["Live"], ["Retired"], ["Live", "Retired"]]
    assert len(records) == 2
