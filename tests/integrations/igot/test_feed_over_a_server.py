"""The real client over the shipped stand-in: what it yields, and that misbehaviour is noticed."""

from collections.abc import AsyncIterator
from datetime import date
from itertools import product
from typing import Any

import httpx
import pytest

from app.errors import FeedFailedError
from app.integrations.http import CallLimits
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.feed import FeedOrganisation, LearningFeed, Window
from app.integrations.igot.stand_in.server import create_stand_in
from app.integrations.igot.stand_in.settings import StandInSettings
from app.policy.reporting_year import ReportingYear
from tests.integrations.igot.scripted import NOW, QUICK, taken

YEAR = ReportingYear(2025)
WINDOW = Window(YEAR.first_day, YEAR.last_day)
SETTINGS = StandInSettings(
    key="planted-key", user_token="planted-token", today=date(2026, 3, 20), officials=1000
)


class Served:
    """A feed over a stand-in, and the stand-in's fault script."""

    def __init__(self, key: str = SETTINGS.key, limits: CallLimits = QUICK) -> None:
        self.transport = httpx.ASGITransport(create_stand_in(SETTINGS))
        connection = IgotConnection("http://igot.example/api", key, SETTINGS.user_token, limits)
        self.feed = IgotFeed(connection, lambda: NOW, self.transport)

    async def misbehave(self, **line: Any) -> None:
        """Script one fault."""
        async with httpx.AsyncClient(transport=self.transport) as script:
            answer = await script.put("http://igot.example/_faults", json=[line])
        answer.raise_for_status()

    async def largest(self) -> FeedOrganisation:
        """Return the first organisation, which has the most officials."""
        return (await taken(self.feed.organisations(YEAR)))[0][0]


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    """Give a well-behaved stand-in behind the real client."""
    one = Served()
    async with one.feed:
        yield one


async def test_the_client_is_a_learning_feed(served: Served) -> None:
    """The client holds the port's shape, and reads every road of a well-behaved server."""
    feed: LearningFeed = served.feed
    organisation = await served.largest()

    officials, _ = await taken(feed.officials(organisation.org_id, YEAR))
    courses, _ = await taken(feed.courses())
    plans, _ = await taken(feed.training_plans([organisation.org_id], YEAR))

    assert len({one.user_id for one in officials}) == len(officials) > 250
    assert courses
    assert plans


async def test_phones_are_those_of_the_search(served: Served) -> None:
    """Each user of the organisation has one, of ten digits, and none stands in a profile."""
    organisation = await served.largest()
    officials, _ = await taken(served.feed.officials(organisation.org_id, YEAR))
    phones, faults = await taken(served.feed.phones(organisation.org_id))

    assert {one.user_id for one in phones} >= {one.user_id for one in officials}
    assert {len(one.phone) for one in phones} == {10}
    assert not faults


async def test_bulk_and_fresh_road_agree(served: Served) -> None:
    """What the report says of an official, the list of the one official says too."""
    organisation = await served.largest()
    bulk, _ = await taken(served.feed.completions(organisation.org_id, WINDOW))
    someone = bulk[0].user_id

    fresh, _ = await taken(served.feed.own_enrolments(someone))

    reported = {one.course_id for one in bulk if one.user_id == someone}
    assert reported <= {one.course_id for one in fresh if one.completion is not None}


async def test_assessments_name_what_plans_link(served: Served) -> None:
    """The extract's results are keyed by the ids that plans carry."""
    organisations, _ = await taken(served.feed.organisations(YEAR))
    plans, _ = await taken(served.feed.training_plans([o.org_id for o in organisations], YEAR))

    results, faults = await taken(served.feed.assessments(YEAR))

    assert {one.assessment_id for one in results} <= {one.assessment_id for one in plans}
    assert faults == []


@pytest.mark.parametrize("fault", ["http500", "http429", "html502"])
async def test_a_passing_fault_changes_nothing(served: Served, fault: str) -> None:
    """After a fault that passes, everybody is there, and the extra call is counted."""
    organisation = await served.largest()
    undisturbed, _ = await taken(served.feed.officials(organisation.org_id, YEAR))
    await served.misbehave(route="user/v1/search", page=1, fault=fault, times=1)

    before = served.feed.calls

    disturbed, _ = await taken(served.feed.officials(organisation.org_id, YEAR))

    assert disturbed == undisturbed
    assert served.feed.calls - before == -(-len(undisturbed) // 250) + 1


@pytest.mark.parametrize(
    ("fault", "page"),
    [
        *product(("http500", "http429", "html502", "truncate", "wrong_total"), (1, 2)),
        ("duplicate_page", 2),
    ],
)
async def test_a_lasting_fault_ends_the_reading(served: Served, fault: str, page: int) -> None:
    """No lasting fault of any page lets the reading end as if it were whole."""
    organisation = await served.largest()
    await served.misbehave(route="user/v1/search", page=page, fault=fault, times=99)

    with pytest.raises(FeedFailedError):
        await taken(served.feed.officials(organisation.org_id, YEAR))


async def test_an_answer_that_never_comes_runs_out_of_time() -> None:
    """A call that hangs fails within its time."""
    limits = CallLimits(attempts=1, answer_seconds=0.2)
    one = Served(limits=limits)
    await one.misbehave(route="org/v1/search", page=None, fault="hang", times=9)

    with pytest.raises(FeedFailedError):
        await one.largest()


async def test_a_report_cut_short_is_noticed(served: Served) -> None:
    """Half a line at the end is an incomplete report."""
    organisation = await served.largest()
    route = "report/org/enrolment"
    await served.misbehave(route=route, page=None, fault="truncate", times=1)

    with pytest.raises(FeedFailedError, match="cut short"):
        await taken(served.feed.completions(organisation.org_id, WINDOW))


async def test_a_wrong_key_is_refused() -> None:
    """The gateway's bare refusal is a refusal."""
    with pytest.raises(FeedFailedError, match="Unauthorized"):
        await Served(key="other").largest()
