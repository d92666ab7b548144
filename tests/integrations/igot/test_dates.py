"""The dates that iGOT writes, each read to its one moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.igot.dates import parse_due, parse_moment
from app.policy.reporting_year import IST


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-11-03 06:12:44:118+0000", datetime(2025, 11, 3, 6, 12, 44, 118000, UTC)),
        ("2025-08-12T10:20:30.000+0000", datetime(2025, 8, 12, 10, 20, 30, 0, UTC)),
        ("2026-03-31T18:29:59Z", datetime(2026, 3, 31, 18, 29, 59, 0, UTC)),
        ("2026-03-31T18:29Z", datetime(2026, 3, 31, 18, 29, 0, 0, UTC)),
        ("2025-11-03T11:42:44.118+05:30", datetime(2025, 11, 3, 6, 12, 44, 118000, UTC)),
        ("2025-11-03 11:42:44.118", datetime(2025, 11, 3, 11, 42, 44, 118000, IST)),
        ("2025-08-12 10:20:30+00:00", datetime(2025, 8, 12, 10, 20, 30, 0, UTC)),
        ("2025-08-12 10:20:30 UTC", datetime(2025, 8, 12, 10, 20, 30, 0, UTC)),
        ("2025-08-12 22:20:30 PM", datetime(2025, 8, 12, 22, 20, 30, 0, IST)),
        ("2025-08-12", datetime(2025, 8, 12, 0, 0, 0, 0, IST)),
        ("12-08-2025", datetime(2025, 8, 12, 0, 0, 0, 0, IST)),
        ("12-08-2025 10.20.30", datetime(2025, 8, 12, 10, 20, 30, 0, IST)),
        (1755000000000, datetime(2025, 8, 12, 12, 0, 0, 0, UTC)),
        ("1755000000000", datetime(2025, 8, 12, 12, 0, 0, 0, UTC)),
        (1755000000, datetime(2025, 8, 12, 12, 0, 0, 0, UTC)),
    ],
)
def test_quirk_09_every_format_reads_to_its_moment(written: Any, moment: datetime) -> None:
    """Each way of writing a moment reads to that moment, zoneless ones by the clock in India."""
    read = parse_moment(written)

    assert read == moment
    assert read.tzinfo is not None


@pytest.mark.parametrize(
    "written",
    [
        "", "None", "NaT", "yesterday", "2025-13-01", "2025-02-30", "31/03/2026", "3/31/2026",
        "2025-08-12 22:20:30 AM", "2025-08-12 10:20:30 PM", "17550000", "1855-01-01", "-1",
        "1755012312345678", "2025-W12-3T10:20:30", "2025-08-12x10:20:30", "२०२५-०८-१२",
        True, None, [], {}, 0, -5, 12, float("nan"), float("inf"), 10**30,
    ],
)  # fmt: skip
def test_quirk_09_anything_else_is_refused(written: Any) -> None:
    """What is in no known format raises ValueError: no moment is guessed."""
    with pytest.raises(ValueError, match=r"."):
        parse_moment(written)


@given(st.text(max_size=40))
def test_quirk_09_no_text_breaks_the_reader(written: str) -> None:
    """Whatever the text, there is an aware moment of this century or ValueError."""
    try:
        moment = parse_moment(written)
    except ValueError:
        return

    assert moment.tzinfo is not None
    assert 2000 <= moment.year < 2100


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_quirk_09_the_notations_agree(moment: datetime) -> None:
    """LMS text, ISO, report text and epoch milliseconds of one moment read alike."""
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    lms = f"{moment:%Y-%m-%d %H:%M:%S}:{milliseconds % 1000:03d}+0000"
    written = (lms, moment.isoformat(), moment.isoformat(sep=" "), milliseconds, str(milliseconds))
    short = [
        one for one in written if not (isinstance(one, str) and one.isdigit() and len(one) < 13)
    ]

    read = {parse_moment(one) for one in short}

    assert read == {moment}


@pytest.mark.parametrize(
    "written",
    ["2026-03-31", 1774895400000, "1774895400000", "2026-03-31T18:29:59Z", "31-03-2026"],
)
def test_quirk_23_a_due_day_ends_with_the_day_in_india(written: Any) -> None:
    """A day alone, midnight IST as epoch, and the end of the day in UTC are one due moment."""
    due = parse_due(written)

    assert due == datetime(2026, 3, 31, 23, 59, 59, tzinfo=IST)
