"""The client as a whole: headers, roads, plans of both generations, and failures on the way."""

import logging
from typing import Any

import httpx
import pytest

from app.integrations.http import CallLimits
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.feed import (
    FeedIncompleteError,
    FeedMalformedError,
    FeedRefusedError,
    FeedUnavailableError,
)
from app.policy.reporting_year import ReportingYear
from tests.integrations.igot.scripted import (
    KEY,
    NOW,
    ORG,
    TOKEN,
    USER,
    always,
    asked,
    core,
    feed_of,
    rows_of,
    taken,
    user_row,
)
from tests.integrations.igot.test_plans import control, v1_row, v4_row

YEAR = ReportingYear(2025)


class Planner:
    """Answers the plan calls, and notes each."""

    def __init__(self, older: dict[str, Any], newer: list[dict[str, Any]]) -> None:
        self.older = older
        self.newer = newer
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one call by its path."""
        self.requests.append(request)
        road, _, last = request.url.path.removeprefix("/api/").rpartition("/")
        if road == "cbplan/v1":
            status = asked(request)["filters"]["status"]
            return core(self.older if status == "Live" else {})
        if road == "cbplan/v4":
            found = {"data": [{"id": one["id"]} for one in self.newer]}
            total = {"totalCount": len(self.newer)}
            return core({"result": found | total} if self.newer else {})
        if road == "cbplan/v4/admin/read":
            return core({"content": next(one for one in self.newer if one["id"] == last)})
        return core({"usergroupid": last, "criteria": [{"group": ["GROUP A"]}]})


async def test_plans_of_both_generations_are_read() -> None:
    """Older plans come by list, newer ones by search and read, less those of other years."""
    other = v1_row(id="p2", endDate="2024-03-31")
    planner = Planner({"count": 2, "content": [v1_row(), other]}, [v4_row()])

    records, _ = await taken(feed_of(planner).training_plans([ORG], YEAR))

    assert [(one.plan_id, one.generation) for one in records] == [("p1", "v1"), ("p4", "v4")]


async def test_a_user_group_is_read_once_a_run() -> None:
    """Plans that share a stored group cost one call for it."""
    shared = control({"userGroupId": "g1"})
    newer = [v4_row(id=f"p{n}", contextData=shared) for n in range(3)]
    planner = Planner({}, newer)

    await taken(feed_of(planner).training_plans([ORG], YEAR))

    assert sum("usergroup" in one.url.path for one in planner.requests) == 1


async def test_plans_of_other_organisations_are_passed_over() -> None:
    """The newer search is national; what belongs to others is not ours to yield."""
    planner = Planner({}, [v4_row(orgId="0999"), v4_row(id="p5")])

    records, faults = await taken(feed_of(planner).training_plans([ORG], YEAR))

    assert [one.plan_id for one in records] == ["p5"]
    assert faults == []


async def test_quirk_04_no_plans_are_empty_results() -> None:
    """Both generations say "none" with a good answer that holds nothing."""
    assert await taken(feed_of(Planner({}, [])).training_plans([ORG], YEAR)) == ([], [])


async def test_a_plan_list_that_disagrees_with_its_count_is_incomplete() -> None:
    """Plans are the denominator: none may be missing in silence."""
    planner = Planner({"count": 2, "content": [v1_row()]}, [])

    with pytest.raises(FeedIncompleteError):
        await taken(feed_of(planner).training_plans([ORG], YEAR))


async def test_each_call_carries_the_key_and_each_plan_call_its_header() -> None:
    """The gateway's key goes everywhere; the organisation and the user token where they belong."""
    planner = Planner({}, [v4_row()])

    await taken(feed_of(planner).training_plans([ORG], YEAR))

    first, last = planner.requests[0].headers, planner.requests[-1].headers
    assert {one.headers["authorization"] for one in planner.requests} == {f"Bearer {KEY}"}
    assert (first["x-authenticated-user-orgid"], "x-authenticated-user-token" in first) == (
        ORG,
        False,
    )
    assert last["x-authenticated-user-token"] == TOKEN


async def test_a_user_group_that_is_gone_reaches_nobody_and_is_named() -> None:
    """A stored group answered by 404 widens no plan and is no failure of the whole feed."""
    planner = Planner({}, [v4_row(contextData=control({"userGroupId": "gone"}))])

    def answer(request: httpx.Request) -> httpx.Response:
        gone = httpx.Response(404, json={"responseCode": "NOT_FOUND"})
        return gone if "usergroup" in request.url.path else planner(request)

    records, faults = await taken(feed_of(answer).training_plans([ORG], YEAR))

    assert [one.groups for one in records] == [()]
    assert [one.quirk for one in faults] == ["user-group-missing"]


async def test_a_plan_read_that_gives_another_plan_is_malformed() -> None:
    """The read must answer for the plan that was asked for."""
    planner = Planner({}, [v4_row()])

    def answer(request: httpx.Request) -> httpx.Response:
        other = core({"content": v4_row(id="p9")})
        return other if "admin/read" in request.url.path else planner(request)

    with pytest.raises(FeedMalformedError):
        await taken(feed_of(answer).training_plans([ORG], YEAR))


async def test_quirk_35_null_plans_are_named() -> None:
    """A null among the listed plans is counted and set aside."""
    planner = Planner({"count": 2, "content": [None, v1_row()]}, [])

    records, faults = await taken(feed_of(planner).training_plans([ORG], YEAR))

    assert len(records) == 1
    assert [one.quirk for one in faults] == ["element-null"]


@pytest.mark.parametrize("content", [7, "{", {"a": 1}])
async def test_a_plan_list_in_another_shape_is_malformed(content: Any) -> None:
    """What is no list is no list of plans."""
    planner = Planner({"count": 1, "content": content}, [])

    with pytest.raises(FeedMalformedError):
        await taken(feed_of(planner).training_plans([ORG], YEAR))


async def test_an_unreachable_gateway_is_unavailable() -> None:
    """No connection is no answer, and the sentence says so without the address."""

    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("http://igot.example refused")

    with pytest.raises(FeedUnavailableError, match=r"could not be reached \(ConnectError\)"):
        await taken(feed_of(refuse).organisations(YEAR))


@pytest.mark.parametrize(
    ("response", "kind", "calls"),
    [
        (lambda: httpx.Response(401, json={"message": "Unauthorized"}), FeedRefusedError, 1),
        (lambda: httpx.Response(429, json={"message": "exceeded"}), FeedUnavailableError, 3),
        (lambda: httpx.Response(502, text="<html>bad</html>"), FeedUnavailableError, 3),
        (lambda: httpx.Response(302, headers={"location": "/login"}), FeedMalformedError, 1),
        (lambda: httpx.Response(200, text="<html>login</html>"), FeedMalformedError, 1),
        (lambda: core({}), FeedMalformedError, 1),
        (lambda: core({"response": {"content": []}}), FeedMalformedError, 1),
        (lambda: core({"response": {"count": 1, "content": {}}}), FeedMalformedError, 1),
        (lambda: core({"response": {"count": 1}}), FeedIncompleteError, 1),
        (lambda: core({}, status="FAILED"), FeedRefusedError, 1),
    ],
)
async def test_a_failed_feed_is_never_an_empty_feed(
    response: Any, kind: type[Exception], calls: int
) -> None:
    """Every way to fail raises its kind, after as many attempts as it is worth."""
    feed = feed_of(always(response))

    with pytest.raises(kind):
        await taken(feed.officials(ORG, YEAR))

    assert feed.calls == calls


async def test_an_answer_beyond_the_cap_is_malformed() -> None:
    """A body larger than any page of ours is no page."""
    feed = feed_of(always(lambda: rows_of([user_row()])), CallLimits(answer_bytes_max=100))

    with pytest.raises(FeedMalformedError):
        await taken(feed.officials(ORG, YEAR))


async def test_a_page_knows_where_it_came_from() -> None:
    """Provenance names the road, the page, our id of the call, and the moment given to us."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return rows_of([user_row()])

    page = await anext(feed_of(answer).officials(ORG, YEAR))

    assert (page.provenance.road, page.provenance.page) == ("user search", 0)
    assert page.provenance.request_id == seen[0].headers["x-request-id"]
    assert page.provenance.received_at == NOW


async def test_ids_are_quoted_into_paths() -> None:
    """An id with a slash stays one part of the path."""
    paths: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return core({"courses": []})

    await taken(feed_of(answer).own_enrolments("a/../b"))

    assert paths[0].startswith(b"/api/course/v1/user/enrollment/list/a%2F..%2Fb?")


def test_secrets_show_nowhere() -> None:
    """The connection's repr holds neither key nor token, and a broken one is refused."""
    assert KEY not in repr(IgotConnection("http://igot.example/api", KEY, TOKEN))
    with pytest.raises(ValueError, match="header"):
        IgotConnection("http://igot.example/api", f"{KEY}\n")


async def test_no_id_of_a_person_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A failed look at one user tells the road and not the user."""
    caplog.set_level(logging.DEBUG)
    feed = feed_of(always(lambda: httpx.Response(500, json={"message": f"no {USER}"})))

    with pytest.raises(FeedUnavailableError) as caught:
        await taken(feed.own_enrolments(USER))

    assert USER not in caplog.text + str(caught.value)
