"""The rules of each reporting year, as they are published."""

from app.policy import ruleset
from app.policy.reporting_year import ReportingYear
from app.policy.ruleset import Ruleset


def every() -> list[Ruleset]:
    """Return the rules of each year that has any, oldest year first."""
    return [ruleset.load(year) for year in ruleset.available_years()]


def one(year: ReportingYear) -> Ruleset:
    """Return a year's rules; raise NotFoundError for a year without any."""
    return ruleset.load(year)
