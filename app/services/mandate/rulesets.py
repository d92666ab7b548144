"""The rules of each reporting year, as they are published."""

from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.ruleset import Ruleset
from app.services.registers import overrides
from app.store.database import Reading


def every() -> list[Ruleset]:
    """Return the rules of each year that has any, oldest year first."""
    return [ruleset.load(year) for year in ruleset.available_years()]


async def one(session: Reading, year: ReportingYear, authority_id: int | None) -> Ruleset:
    """Return a year's general rules, or those of an authority, with what it has overridden.

    Raises NotFoundError for a year without rules. Rules are public: any authority may be named.
    """
    return await overrides.of_authority(session, year, authority_id)
