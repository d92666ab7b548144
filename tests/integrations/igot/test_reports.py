"""The pipe reports: completions and final assessments, row by row and as a stream."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.igot.extract import EXTRACT_COLUMNS, read_assessment
from app.integrations.igot.feed import (
    FeedAssessment,
    FeedCompletion,
    FeedIncompleteError,
    FeedMalformedError,
    FeedRefusedError,
    FeedUnavailableError,
    Window,
)
from app.integrations.igot.reports import Columns, read_completion, read_rows
from app.integrations.igot.wire import QuirkError
from app.policy.reporting_year import IST, ReportingYear
from tests.integrations.igot.scripted import ORG, USER, always, asked, feed_of, report, taken

WINDOW = Window(date(2025, 4, 1), date(2026, 3, 31))
HEADER = (
    "user_id|content_id|content_type|enrolled_on|first_completed_on|last_completed_on"
    "|certificate_id|certificate_generated|content_duration|content_progress_percentage"
)
DONE = "2025-08-12 10:20:30+00:00"


def line(first: str = DONE, last: str = DONE, certificate: str = "c1", issued: str = "Yes") -> str:
    """Write an enrolment row."""
    return f"{USER}|do_1|Course|2025-07-01|{first}|{last}|{certificate}|{issued}|3600|100"


async def breaking() -> AsyncIterator[bytes]:
    """Send whole rows, then break the connection."""
    yield f"{HEADER}\n{line()}\n".encode()
    raise httpx.ReadError("connection reset")


def completion(*cells: str, enrolled: str = "2025-07-01") -> FeedCompletion | None:
    """Read an enrolment row whose four cells about its end are these."""
    return read_completion((USER, "do_1", *cells, enrolled))


def assessment(**cells: str) -> FeedAssessment | None:
    """Read a final-assessment row of the extract with these cells changed."""
    usual = dict.fromkeys(EXTRACT_COLUMNS, "None") | {
        "user_id": USER, "mdo_id": ORG, "content_id": "do_ca", "assessment_id": "do_paper",
    }  # fmt: skip
    return read_assessment(tuple((usual | cells).values()))


async def test_a_report_reads_to_completions() -> None:
    """Rows with a date or a certificate are completions; rows in progress are nothing."""
    body = (HEADER, line(), line("None", "NaT", "nan", "No"), line("NaT", "2025-09-01 08:00:00"))

    records, faults = await taken(feed_of(always(lambda: report(*body))).completions(ORG, WINDOW))

    assert [(r.evidence, r.certificate_id) for r in records] == [
        ("completed_on", "c1"),
        ("certificate", "c1"),
    ]
    assert records[1].completed_at.tzinfo is IST
    assert faults == []


@pytest.mark.parametrize("null", ["", "None", "nan", "NaT"])
def test_quirk_26_nulls_are_words(null: str) -> None:
    """Each word for null is null: no evidence, no completion."""
    assert completion(null, null, null, null) is None


def test_quirk_26_a_row_with_another_number_of_cells_is_quarantined() -> None:
    """An unescaped separator shifts the cells: such a row says at most of whom it speaks."""
    columns = Columns.of("user_id|content_id", ("user_id", "content_id"), "report")

    records, faults = read_rows(["u1|do_1", "u|2|do_1", "u3"], columns, 1, lambda cells: cells)

    assert records == [("u1", "do_1")]
    assert [(f.quirk, f.subject) for f in faults] == [
        ("column-count", "user u, 2"),
        ("column-count", "user u3, "),
    ]


@pytest.mark.parametrize(
    ("cells", "quirk"),
    [
        (("soon", DONE, "c1", "Yes"), "date-unreadable"),
        (("None", "None", "c1", "Yes"), "certificate-undated"),
        (("None", DONE, "None", "No"), "completion-contradictory"),
        (("None", DONE, "None", "perhaps"), "date-unreadable"),
    ],
)
def test_quirk_13_evidence_that_contradicts_itself_is_quarantined(
    cells: tuple[str, ...], quirk: str
) -> None:
    """A certificate without a date, or a last completion without a first, is not guessed at."""
    with pytest.raises(QuirkError) as caught:
        completion(*cells)

    assert caught.value.quirk == quirk


@pytest.mark.parametrize(
    ("enrolled", "done", "known"),
    [
        ("2025-08-12 10:20:11+00:00", DONE, True),
        ("2025-08-12 10:20:11", DONE, True),
        ("2025-08-12", DONE, False),
        ("2025-08-12 00:00:00+00:00", DONE, False),
        ("2025-08-12 10:20:11+00:00", "2025-08-12", False),
        ("NaT", DONE, False),
        ("soon", DONE, False),
    ],
)
def test_a_start_is_kept_where_both_moments_have_their_times(
    enrolled: str, done: str, *, known: bool
) -> None:
    """A day alone reads as midnight, and says nothing of how long a course took."""
    found = completion(done, done, "c1", "Yes", enrolled=enrolled)

    assert found is not None
    assert (found.enrolled_at is not None) is known


def test_a_certificate_may_carry_its_date() -> None:
    """Where the column holds the date of issue, that is the date of the evidence."""
    found = completion("None", "None", "None", "2025-08-13 00:00:00")

    assert found is not None
    assert found.completed_at.date() == date(2025, 8, 13)


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (lambda: report(HEADER, line(), end=""), FeedIncompleteError),
        (lambda: report(HEADER, end=""), FeedIncompleteError),
        (lambda: httpx.Response(200, content=b""), FeedIncompleteError),
        (lambda: httpx.Response(404, json={"error": "e", "details": "d"}), FeedIncompleteError),
        (lambda: report("user_id|content_id"), FeedMalformedError),
        (lambda: report("<html>", "</html>"), FeedMalformedError),
        (lambda: httpx.Response(200, content=b"\xff\xfe\n"), FeedMalformedError),
        (lambda: httpx.Response(200, content=b"x" * 2_000_000), FeedMalformedError),
        (lambda: httpx.Response(403, json={"message": "no"}), FeedRefusedError),
        (lambda: httpx.Response(500, json={"error": "no file"}), FeedUnavailableError),
        (lambda: httpx.Response(200, content=breaking()), FeedIncompleteError),
    ],
)
async def test_quirk_04_a_report_that_is_no_whole_report_fails(
    response: Any, kind: type[Exception]
) -> None:
    """Cut short, absent or in another shape: never an empty feed."""
    with pytest.raises(kind):
        await taken(feed_of(always(response)).completions(ORG, WINDOW))


@pytest.mark.parametrize(
    "window",
    [
        Window(date(2025, 4, 1), date(2026, 4, 1)),
        Window(date(2027, 4, 1), date(2028, 3, 31)),
        Window(date(2025, 4, 2), date(2025, 4, 1)),
    ],
)
async def test_a_window_holds_one_to_365_days(window: Window) -> None:
    """The report refuses more, and we refuse before asking."""
    feed = feed_of(always(lambda: report(HEADER)))

    with pytest.raises(ValueError, match="365 days"):
        await taken(feed.completions(ORG, window))

    assert feed.calls == 0


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"comprehensive_level_assessment_status": "Pass"}, "passed"),
        ({"comprehensive_level_assessment_status": "Fail", "score_achieved": "41"}, "failed"),
        ({"comprehensive_level_assessment_status": "Fail", "assessment_date": DONE}, "failed"),
        ({"comprehensive_level_assessment_status": "Fail"}, "not_established"),
        (
            {"comprehensive_level_assessment_status": "Fail", "score_achieved": "NaN"},
            "not_established",
        ),
        ({"comprehensive_level_assessment_status": "Fail", "certificate_id": "c1"}, "passed"),
        ({"certificate_generated": "Yes"}, "passed"),
    ],
)
def test_quirk_27_what_an_extract_row_says(cells: dict[str, str], state: str) -> None:
    """Pass and certificate pass; Fail counts only with a score or a date behind it."""
    found = assessment(**cells)

    assert found is not None
    assert (found.state, found.assessment_id, found.org_id) == (state, "do_ca", ORG)


@pytest.mark.parametrize(
    ("cells", "certified"),
    [
        ({"certificate_id": "c1"}, True),
        ({"certificate_generated": "Yes"}, True),
        ({"certificate_generated": DONE}, True),
        ({"certificate_generated": "No"}, False),
        ({}, False),
    ],
)
def test_a_certificate_is_told_beside_the_result(cells: dict[str, str], *, certified: bool) -> None:
    """Whether iGOT has issued its certificate is kept apart from its word."""
    found = assessment(comprehensive_level_assessment_status="Pass", score_achieved="40", **cells)

    assert found is not None
    assert (found.state, found.score, found.certified) == ("passed", 40.0, certified)


@pytest.mark.parametrize("cells", [{}, {"assessment_id": "None", "certificate_id": "c1"}])
def test_quirk_27_course_rows_and_rows_without_result_say_nothing(cells: dict[str, str]) -> None:
    """A null status is no failure, and a course's certificate is no passed assessment."""
    assert assessment(**cells) is None


@pytest.mark.parametrize(
    ("cell", "score"), [("NaN", None), ("nan", None), ("0", 0.0), ("80.5", 80.5)]
)
def test_quirk_34_scores_may_be_no_numbers(cell: str, score: float | None) -> None:
    """NaN is no score; zero is one."""
    found = assessment(comprehensive_level_assessment_status="Pass", score_achieved=cell)

    assert found is not None
    assert found.score == score


async def test_quirk_27_a_header_alone_is_an_empty_extract() -> None:
    """No rows: nobody attempted, which is not a failure of the feed."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return report("|".join(EXTRACT_COLUMNS))

    found = await taken(feed_of(answer).assessments(ReportingYear(2025)))

    assert found == ([], [])
    assert asked(seen[0])["plan_year"] == "2025-26"


@given(st.lists(st.text(st.characters(exclude_characters="|\n")), min_size=4, max_size=4))
def test_no_cell_breaks_the_reader(cells: list[str]) -> None:
    """Whatever the cells hold, a row is a completion, nothing, or a named quirk."""
    try:
        found = completion(*cells)
    except QuirkError:
        return

    assert found is None or found.completed_at.tzinfo is not None


@pytest.mark.parametrize(
    ("cells", "quirk"),
    [
        ({"mdo_id": "nan", "comprehensive_level_assessment_status": "Pass"}, "field-missing"),
        ({"comprehensive_level_assessment_status": "Passed?"}, "assessment-status-unknown"),
        ({"score_achieved": "high"}, "score-unreadable"),
        ({"assessment_date": "soon"}, "date-unreadable"),
    ],
)
def test_an_extract_row_that_can_not_be_read_is_quarantined(
    cells: dict[str, str], quirk: str
) -> None:
    """A result that nobody can read neither passes nor fails anybody."""
    with pytest.raises(QuirkError) as caught:
        assessment(**cells)

    assert caught.value.quirk == quirk


async def test_a_long_report_comes_in_batches_that_lose_no_row() -> None:
    """Rows are counted through the batches, and each batch is a page of its own."""
    body = report(HEADER, *[line()] * 20_001, line("soon"))
    pages = [page async for page in feed_of(always(lambda: body)).completions(ORG, WINDOW)]

    assert sum(len(page.records) for page in pages) == 20_001
    assert [page.provenance.page for page in pages] == [0, 1, 2]
    assert pages[-1].faults[0].user_id == USER
