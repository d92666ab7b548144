"""`make try-samples` over invented payloads: each finds its reader, and nobody is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.integrations.igot.extract import EXTRACT_COLUMNS
from app.integrations.igot.reports import ENROLMENT_COLUMNS
from app.policy.rules.ruleset import load
from tests.integrations.igot.scripted import USER, user_row
from tools.try_samples import YEAR, Tried, main, tried

RULES = load(YEAR)
ENVELOPE = {"responseCode": "OK", "params": {"status": "SUCCESS"}}


@pytest.fixture
def sample(tmp_path: Path) -> Any:
    """Write a payload and return what comes of it."""

    def write(payload: Any, name: str = "one.json") -> list[Tried]:
        path = tmp_path / name
        path.write_text(payload if isinstance(payload, str) else json.dumps(payload), "utf-8")
        return tried(path, RULES)

    return write


def came(found: list[Tried]) -> list[tuple[str, int, int, dict[str, int]]]:
    """Return the essence of what was found."""
    return [(one.read_as, one.rows, one.taken, dict(one.aside)) for one in found]


def test_rows_in_an_envelope_find_their_reader(sample: Any) -> None:
    """The search's envelope is opened, the good row taken, the bad one kept aside by its reason."""
    rows = [user_row(1), user_row(2, profileStatus="MAYBE")]
    document = ENVELOPE | {"result": {"response": {"count": 2, "content": rows}}}

    assert came(sample(document)) == [("officials", 2, 1, {"profile-status-unknown": 1})]


def test_a_refusal_is_told_as_what_it_is(sample: Any) -> None:
    """A failed envelope holds no rows, whatever its result looks like."""
    refused = {"responseCode": "CLIENT_ERROR", "params": {"status": "FAILED", "errmsg": "no"}}

    [found] = sample(refused)

    assert (found.read_as, found.taken, "feed-refused" in found.note) == ("envelope", 0, True)


def test_bare_lists_are_known_by_their_keys(sample: Any) -> None:
    """Enrolments, organisations, courses, plans and staff details need no envelope."""
    plan = {
        "id": "p",
        "name": "n",
        "userType": "AllUser",
        "contentList": ["do_1"],
        "status": "Live",
    }
    document = {
        "a": [{"courseId": "do_1", "userId": USER, "status": 1}],
        "b": [{"orgName": "Department", "sbOrgType": "department", "identifier": "0135"}],
        "c": [{"identifier": "do_1", "name": "n", "status": "Live", "primaryCategory": "Course"}],
        "d": [plan | {"endDate": 1774895400000}, plan],
        "e": [{"position": "all", "totalPositionsFilled": 3, "totalPositionsVacant": 1}],
    }

    assert came(sample(document)) == [
        ("enrolments", 1, 0, {}),
        ("organisations", 1, 1, {}),
        ("courses", 1, 1, {}),
        ("plans", 2, 1, {"due-date-missing": 1}),
        ("staff details", 1, 1, {}),
    ]


def test_a_pipe_report_is_known_by_its_header(sample: Any) -> None:
    """Its rows are read as a sync would read them, and a row that is cut off is kept aside."""
    header = "|".join(ENROLMENT_COLUMNS)
    good = f"{USER}|do_1|2025-08-12 10:20:30+00:00|NaT|None|No|2025-08-01"

    [found] = sample(f"{header}\n{good}\ncut|off\n", "report.csv")

    assert came([found]) == [("enrolment report", 2, 1, {"column-count": 1})]
    assert sample("a|b\n1|2\n", "other.csv")[0].read_as == "nothing"


def test_headers_and_designations_are_held_to_what_is_asked_for(sample: Any) -> None:
    """A list of columns is tried as a header, a list of designations by the house map of levels."""
    document = {"columns": [*EXTRACT_COLUMNS, "more"], "designations": ["Under Secretary", "Zzz"]}

    assert [(one.read_as, one.taken) for one in sample(document)] == [
        ("header", len(EXTRACT_COLUMNS) + 1),
        ("designations", 1),
        ("designations", 1),
    ]


@pytest.mark.parametrize("content", ["{", "[1", "plain text"])
def test_what_no_reader_takes_is_said(sample: Any, content: str) -> None:
    """A file that is no payload breaks nothing and is named."""
    [found] = sample(content)

    assert found.read_as == "nothing"


def test_the_report_names_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts and reasons are printed; names, addresses and ids are not."""
    (tmp_path / "one.json").write_text(json.dumps([user_row(1), user_row(2, profileStatus="X")]))

    assert main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "profile-status-unknown" in told
    assert [word for word in ("Asha", "official.1", "6f1c0a52", "example") if word in told] == []
    assert main([str(tmp_path / "missing")]) == 2
