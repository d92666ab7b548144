"""Cells of a roster: dates, years and flags as offices write them, and nothing guessed."""

from datetime import date

import pytest

from app.policy.nearness import Designations, is_ambiguous
from app.policy.onboarding.roster_values import is_email, read_batch, read_date, read_flag


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-03-2026", date(2026, 3, 31)),
        ("1/4/2026", date(2026, 4, 1)),
        ("2026-03-31 00:00:00", date(2026, 3, 31)),
        ("३१.०३.२०२६", date(2026, 3, 31)),
        (" ", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    """The day comes before the month, in either script's digits."""
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["46112", "31-02-2026", "1774915200", "03/31/2026", "soon"])
def test_no_date_is_guessed(text: str) -> None:
    """A spreadsheet's day number, a moment in seconds, a day that isn't: none is a date."""
    with pytest.raises(ValueError, match=r".+"):
        read_date(text)


def test_years_and_flags() -> None:
    """A batch is a year, a flag yes or no in two languages."""
    assert (read_batch("2010.0"), read_batch("")) == (2010, None)
    assert (read_flag("हाँ"), read_flag("N"), read_flag("")) == (True, False, None)
    for read, text in ((read_batch, "3010"), (read_flag, "perhaps")):
        with pytest.raises(ValueError, match=r".+"):
            read(text)


def test_addresses() -> None:
    """An address has one @, and a dot after it."""
    assert is_email("asha.rao@gov.in")
    assert not any(map(is_email, ("asha", "a@b", "a b@c.in", "a@b@c.in", "a@b.in;c@d.in")))


def test_designations_are_offered_nearest_first() -> None:
    """A misspelling has one nearest; what lies between two is ambiguous; nonsense has none."""
    known = Designations.of(["under secretary", "joint secretary", "deputy secretary"])

    assert known.offers("under secretry")[0].key == "under secretary"
    assert not is_ambiguous(known.offers("under secretry"))
    assert is_ambiguous(known.offers("joint deputy secretary"))
    assert known.offers("zzz") == ()
