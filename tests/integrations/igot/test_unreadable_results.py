"""A result that nobody can read is one all the same: not established, and a fault beside it."""

from typing import Any

import httpx
import pytest

from app.integrations.igot.extract import EXTRACT_COLUMNS
from app.integrations.igot.feed import FeedAssessment
from app.integrations.igot.groups import read_context
from app.policy.reporting_year import ReportingYear
from tests.integrations.igot.scripted import ORG, USER, always, feed_of, report, taken

YEAR = ReportingYear(2025)
UNCLEAR = FeedAssessment(USER, "do_ca", ORG, "not_established", None, None)
PASS = {"comprehensive_level_assessment_status": "Pass", "score_achieved": "71"}


def extract(**cells: str) -> httpx.Response:
    """Write the extract with one row of a final assessment, these cells in it."""
    usual = dict.fromkeys(EXTRACT_COLUMNS, "None") | {
        "user_id": USER,
        "mdo_id": ORG,
        "content_id": "do_ca",
        "assessment_id": "do_paper",
    }
    return report("|".join(EXTRACT_COLUMNS), "|".join((usual | cells).values()))


@pytest.mark.parametrize(
    ("cells", "quirk"),
    [
        ({"assessment_date": "soon"}, "date-unreadable"),
        ({"score_achieved": "high"}, "score-unreadable"),
        ({"comprehensive_level_assessment_status": "Passed?"}, "assessment-status-unknown"),
        ({"certificate_generated": "perhaps"}, "date-unreadable"),
    ],
)
async def test_an_unreadable_result_is_not_established(cells: dict[str, str], quirk: str) -> None:
    """What can't be read of a readable official and assessment is kept as not established."""
    feed = feed_of(always(lambda: extract(**PASS | cells)))

    records, faults = await taken(feed.assessments(YEAR))

    assert records == [UNCLEAR]
    assert [(f.quirk, f.user_id, f.course_id) for f in faults] == [(quirk, USER, "do_ca")]


@pytest.mark.parametrize("cell", ["user_id", "mdo_id", "content_id"])
async def test_a_result_of_nobody_is_only_a_fault(cell: str) -> None:
    """A row that does not say of whom or of what it speaks decides about nobody."""
    feed = feed_of(always(lambda: extract(**PASS | {cell: "nan"})))

    records, faults = await taken(feed.assessments(YEAR))

    assert records == []
    assert [fault.quirk for fault in faults] == ["field-missing"]


async def no_group(group_id: str) -> dict[str, Any]:
    """Refuse to read a stored group: none is asked for here."""
    raise AssertionError(group_id)


def context(*groups: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Write a plan's context of groups, each of pairs of key and value."""
    listed = [
        {
            "userGroupCriteriaList": [
                {"criteriaKey": key, "criteriaValue": [value]} for key, value in pairs
            ]
        }
        for pairs in groups
    ]
    return {"accessControl": {"version": 1, "userGroups": listed}}


@pytest.mark.parametrize(
    "key", ["ministryOrStateId", "targetedOrganisation", "TARGETEDORGANISATION"]
)
@pytest.mark.parametrize("beside", [(), (("designation", "Director"),)])
async def test_keys_that_nothing_matches_reach_nobody(
    key: str, beside: tuple[tuple[str, str], ...]
) -> None:
    """A group with a key unknown to our matching is a fault; its other criteria reach nobody."""
    good = (("group", "Group B"),)

    groups, faults = await read_context(context((*beside, (key, ORG)), good), no_group)
    alone, _ = await read_context(context((*beside, (key, ORG))), no_group)

    assert [[criterion.key for criterion in group] for group in groups] == [["group"]]
    assert [fault.quirk for fault in faults] == ["criteria-key-unknown"]
    assert alone == ()
