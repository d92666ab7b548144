"""What a filing is called, and how it goes on after each thing that an instance may say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.apar.filing import UNANSWERED, Filing, Verdict, pause, standing
from app.policy.reporting_year import IST, ReportingYear
from app.policy.tries import WAITS

NOW = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
FILING = Filing("sparrow-css", ReportingYear(2025), 4711, 812, "upsert", "ab" * 32, NOW)
VERDICTS = st.sampled_from([UNANSWERED, Verdict("later", "busy"), Verdict("unknown")])


@pytest.mark.parametrize(
    "other",
    [
        {"instance_id": "sparrow-irs"},
        {"year": ReportingYear(2026)},
        {"official_id": 4712},
        {"position": 813},
        {"kind": "tombstone"},
        {"digest": None},
        {"published_at": NOW + timedelta(microseconds=1)},
    ],
)
def test_another_filing_has_another_id(other: dict[str, Any]) -> None:
    """Whatever tells two filings apart is in the id, the moment of publication too."""
    assert replace(FILING, **other).id() != FILING.id()


def test_the_id_is_that_of_the_moment_and_not_of_its_clock() -> None:
    """The same moment by another clock is the same filing; the id is written down here for good."""
    assert replace(FILING, published_at=NOW.astimezone(IST)).id() == FILING.id()
    assert FILING.id() == "3e7c05e509211b19a95048aa4ff4a53f0204f91414ccaf5dee74d1d35bcc5aa4"


def test_what_is_refused_is_dead_at_once() -> None:
    """A refusal is not tried again; its code is the reason, and acceptance has none."""
    refused = standing(Verdict("refused", "unknown-official"), 1, NOW, NOW)
    accepted = standing(Verdict("accepted", None, "S-1"), 8, NOW, NOW)

    assert (refused.state, refused.failure, refused.due_at) == ("dead", "unknown-official", None)
    assert (accepted.state, accepted.failure, accepted.due_at) == ("accepted", None, None)


@given(st.lists(VERDICTS, min_size=len(WAITS) + 1, max_size=len(WAITS) + 1))
def test_trying_has_an_end(verdicts: list[Verdict]) -> None:
    """Whatever is said but yes or no, waits grow, none is in the past, and the last try ends it."""
    found = [standing(one, tries, NOW, NOW) for tries, one in enumerate(verdicts, 1)]

    assert [one.state for one in found] == ["pending"] * len(WAITS) + ["dead"]
    assert [one.due_at for one in found] == [*(NOW + wait for wait in WAITS), None]
    assert all(one.failure for one in found)


def test_a_wait_that_is_over_is_not_waited_again() -> None:
    """What was sent long ago and is unknown to the instance is sent again at once."""
    assert standing(UNANSWERED, 1, NOW - timedelta(days=1), NOW).due_at == NOW


def test_an_instance_rests_longer_each_time_and_is_halted() -> None:
    """After each run without an answer the pause grows, never shorter than the instance asks."""
    rests = [pause(failures, "http-503", timedelta(hours=1), NOW) for failures in range(8)]
    expected = [NOW + max(wait, timedelta(hours=1)) for wait in WAITS]

    assert [one.due_at for one in rests] == [*expected, None]
    assert [one.failures for one in rests] == [1, 2, 3, 4, 5, 6, 7, 8]
