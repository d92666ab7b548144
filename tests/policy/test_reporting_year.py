"""The reporting year: 1 April to 31 March by the clock in India."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.reporting_year import IST, ReportingYear

YEARS = st.integers(2000, 2098).map(ReportingYear)


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (datetime(2025, 4, 1, tzinfo=IST), "2025-26"),
        (datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=IST), "2025-26"),
        (datetime(2026, 4, 1, tzinfo=IST), "2026-27"),
        (datetime(2026, 3, 31, 18, 29, 59, 999999, tzinfo=UTC), "2025-26"),
        (datetime(2026, 3, 31, 18, 30, tzinfo=UTC), "2026-27"),
        (datetime(2028, 2, 29, 12, 0, tzinfo=IST), "2027-28"),
        (datetime(2000, 4, 1, tzinfo=IST), "2000-01"),
    ],
)
def test_a_moment_falls_into_the_year_of_the_indian_clock(moment: datetime, label: str) -> None:
    """A moment belongs to the year that India's clock shows, whatever zone it is written in."""
    year = ReportingYear.containing(moment)

    assert year.label == label
    assert year.contains(moment)


@pytest.mark.parametrize("label", ["2025-27", "2025-2026", "25-26", "2025/26", "", "1999-00"])
def test_other_spellings_are_refused(label: str) -> None:
    """Only a label like 2025-26 names a reporting year."""
    with pytest.raises(ValueError, match="reporting year"):
        ReportingYear.parse(label)


@given(YEARS)
def test_a_label_reads_back(year: ReportingYear) -> None:
    """A year and its label say the same, and its days are its moments."""
    assert ReportingYear.parse(str(year)) == year
    assert (year.first_day, year.last_day) == (date(year.start, 4, 1), date(year.start + 1, 3, 31))


@given(YEARS)
def test_the_year_is_half_open(year: ReportingYear) -> None:
    """The first moment belongs to the year, the first moment after it does not."""
    assert year.contains(year.opens)
    assert year.contains(year.closes - timedelta(microseconds=1))
    assert not year.contains(year.closes)


def test_a_moment_without_a_zone_is_refused() -> None:
    """Without a zone nobody can say into which year a moment falls."""
    with pytest.raises(ValueError, match="time zone"):
        ReportingYear(2025).contains(datetime(2025, 5, 1))  # noqa: DTZ001 -- the fault under test
