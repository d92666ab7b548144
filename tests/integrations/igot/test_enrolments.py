"""One user's enrolment list, where evidence outweighs the status."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.integrations.igot.enrolments import no_list, read_enrolment
from app.integrations.igot.envelope import NotThereError
from app.integrations.igot.feed import FeedEnrolment, FeedMalformedError
from app.integrations.igot.wire import QuirkError
from tests.integrations.igot.scripted import USER, always, core, feed_of, taken

CERTIFICATE = {"identifier": "c1", "lastIssuedOn": "2025-08-12T10:20:30.000+0000"}
NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)


def row(**changed: Any) -> dict[str, Any]:
    """Write an enrolment in progress."""
    return {"userId": USER, "courseId": "do_1", "status": 1, "progress": None} | changed


@pytest.mark.parametrize(
    ("changed", "evidence"),
    [
        ({"completedOn": 1755000000000}, "completed_on"),
        ({"completedOn": "1755000000000", "active": False}, "completed_on"),
        ({"issuedCertificates": [None, CERTIFICATE]}, "certificate"),
        ({"status": 2, "lastContentAccessTime": 1755000000000}, "status"),
    ],
)
def test_quirk_13_evidence_remains_when_the_status_falls_back(
    changed: dict[str, Any], evidence: str
) -> None:
    """A date or a certificate is a completion though the status says "in progress" again."""
    found = read_enrolment(row(**changed), USER).completion

    assert found is not None
    assert found.evidence == evidence


@pytest.mark.parametrize(
    "changed",
    [{}, {"status": 0}, {"issuedCertificates": None}, {"lastContentAccessTime": 1755000000000}],
)
def test_quirk_15_no_evidence_is_no_completion(changed: dict[str, Any]) -> None:
    """Progress alone, or null progress, completes nothing."""
    assert read_enrolment(row(**changed), USER).completion is None


@pytest.mark.parametrize(
    ("changed", "quirk"),
    [
        ({"status": 2}, "completion-undated"),
        ({"issuedCertificates": [{"identifier": "c1"}]}, "certificate-undated"),
        ({"completedOn": "soon"}, "date-unreadable"),
        ({"userId": "somebody-else", "completedOn": 1755000000000}, "enrolment-foreign"),
        ({"courseId": None}, "field-missing"),
    ],
)
def test_evidence_without_a_date_is_quarantined(changed: dict[str, Any], quirk: str) -> None:
    """A completion needs a day to fall into a year."""
    with pytest.raises(QuirkError) as caught:
        read_enrolment(row(**changed), USER)

    assert caught.value.quirk == quirk


def test_quirk_42_external_courses_have_lower_case_keys() -> None:
    """Enrolments in external courses read by their own spelling."""
    found = read_enrolment(
        {"userid": USER, "courseid": "ext_1", "completedon": 1755000000000}, USER
    ).completion

    assert found is not None
    assert (found.course_id, found.completed_at) == ("ext_1", NOON)


async def test_quirk_14_an_exact_duplicate_counts_once() -> None:
    """The same enrolment twice is one completion."""
    done = row(completedOn=1755000000000)

    records, _ = await taken(
        feed_of(always(lambda: core({"courses": [done, done]}))).own_enrolments(USER)
    )

    assert len(records) == 1


async def test_a_row_that_cant_be_trusted_names_its_course() -> None:
    """Who holds the list against a report must know of which course it says nothing."""
    rows = [row(), row(courseId="do_2", status=2), row(courseId=None)]

    records, faults = await taken(
        feed_of(always(lambda: core({"courses": rows}))).own_enrolments(USER)
    )

    assert records == [FeedEnrolment(USER, "do_1", None)]
    assert [(one.user_id, one.course_id) for one in faults] == [(USER, "do_2"), (USER, None)]


async def test_quirk_35_a_null_list_is_empty() -> None:
    """Null says "none"."""
    feed = feed_of(always(lambda: core({"courses": None})))

    assert await taken(feed.own_enrolments(USER)) == ([], [])


@pytest.mark.parametrize("result", [{}, {"courses": 7}, {"courses": "{"}])
async def test_an_answer_without_its_list_says_nothing_at_all(result: Any) -> None:
    """A missing list is not an empty one."""
    feed = feed_of(always(lambda: core(result)))

    with pytest.raises(FeedMalformedError):
        await taken(feed.own_enrolments(USER))


async def test_a_user_without_a_list_is_a_fault_and_a_missing_route_a_failure() -> None:
    """The service's own "not found" is about this user; the gateway's is about everybody."""
    gone = {"params": {"status": "FAILED"}, "responseCode": "RESOURCE_NOT_FOUND", "result": {}}
    feed = feed_of(always(lambda: httpx.Response(404, json=gone)))
    no_route = feed_of(always(lambda: httpx.Response(404, json={"message": "no Route matched"})))

    assert await taken(feed.own_enrolments(USER)) == ([], [no_list(USER)])
    with pytest.raises(NotThereError):
        await taken(no_route.own_enrolments(USER))


async def test_quirk_16_retired_courses_are_asked_for() -> None:
    """Without its switch the list drops retired courses, and their completions with them."""
    asked_for: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked_for.append(request.url.query.decode())
        return core({"courses": []})

    await taken(feed_of(answer).own_enrolments(USER))

    assert asked_for == ["retiredCoursesEnabled=true"]
