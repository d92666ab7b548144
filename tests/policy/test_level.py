"""Levels: by designation under an MDO, by years of service under a controlling authority."""

from dataclasses import replace

import pytest

from app.policy import level
from app.policy.reporting_year import ReportingYear
from tests.policy.factories import RULES, YEAR, a_profile, an_ais_profile


@pytest.mark.parametrize(
    ("batch", "band"),
    [
        (2025, "upto_9"),
        (2016, "upto_9"),
        (2015, "above_9_upto_16"),
        (2009, "above_9_upto_16"),
        (2008, "above_16_upto_25"),
        (2001, "above_16_upto_25"),
        (2000, "above_16_upto_25"),
        (1999, "25_and_above"),
        (1988, "25_and_above"),
        (2026, None),
        (None, None),
    ],
)
def test_bands_of_years(batch: int | None, band: str | None) -> None:
    """An AIS officer in a State stands in the band of the years since the batch."""
    found = level.resolve(an_ais_profile(batch=batch), YEAR, RULES, {})

    assert found == band


@pytest.mark.parametrize("band", ["above_16_upto_25", "25_and_above"])
def test_exactly_twenty_five_years_go_by_house_rule(band: str) -> None:
    """Both last bands name 25 years; the rule takes one, and moves nobody else."""
    rules = replace(RULES, at_twenty_five=band)
    found = [level.band(years, rules) for years in (24, 25, 26)]

    assert found == ["above_16_upto_25", band, "25_and_above"]


def test_years_may_be_counted_to_the_close() -> None:
    """Counted to the year's close, a batch is one year older."""
    rules = replace(RULES, years_counted_at="closes")
    at_limit = an_ais_profile(batch=2016)

    assert level.resolve(at_limit, YEAR, rules, {}) == "above_9_upto_16"
    assert level.resolve(an_ais_profile(batch=2026), YEAR, rules, {}) == "upto_9"


def test_band_limits_are_a_rule() -> None:
    """The limits come from the ruleset, not from the code."""
    rules = replace(RULES, bands=(4, 13, 20))

    assert level.band(5, rules) == "above_9_upto_16"


@pytest.mark.parametrize(
    ("designation", "found"),
    [("Under Secretary", "us"), ("under  secretary.", "us"), ("Astronaut", None), (None, None)],
)
def test_designations_lead_to_levels(designation: str | None, found: str | None) -> None:
    """Under an MDO the level goes by the designation, through the map that is given."""
    profile = a_profile(designation=designation)

    assert level.resolve(profile, YEAR, RULES, {"under secretary": "us"}) == found


def test_an_officer_on_deputation_goes_by_designation() -> None:
    """On central deputation the batch no longer decides."""
    profile = an_ais_profile(on_central_deputation=True, batch=None, designation="Director")

    assert level.resolve(profile, YEAR, RULES, RULES.level_map) == "ds_director"


def test_the_same_officer_rises_with_the_years() -> None:
    """Levels are asked for a year, not once and for all."""
    profile = an_ais_profile(batch=2016)
    bands = [level.resolve(profile, ReportingYear(start), RULES, {}) for start in (2025, 2026)]

    assert bands == ["upto_9", "above_9_upto_16"]
