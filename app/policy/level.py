"""The level that an official belongs to: by designation, or by years of service."""

from collections.abc import Mapping

from app.policy.facts import Profile
from app.policy.ladder import Level
from app.policy.prescriber import follows_bands
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset


def years_of_service(batch: int | None, year: ReportingYear, ruleset: Ruleset) -> int | None:
    """Return the whole years from the batch to the day on which a house rule counts them.

    None where no batch is known, or where it lies after that day.
    """
    if batch is None:
        return None
    counted_in = year.start if ruleset.years_counted_at == "opens" else year.start + 1
    return counted_in - batch if counted_in >= batch else None


def band(years: int, ruleset: Ruleset) -> str:
    """Return the band of OM T-28/27/2025-iGOT para 3(ii) for some years of service.

    The two last bands both name the last limit; a house rule decides it.
    """
    first, second, last = ruleset.bands
    if years <= first:
        return Level.UPTO_9.value
    if years <= second:
        return Level.ABOVE_9_UPTO_16.value
    if years == last:
        return ruleset.at_twenty_five
    return Level.ABOVE_16_UPTO_25.value if years < last else Level.ABOVE_25.value


def resolve(
    profile: Profile, year: ReportingYear, ruleset: Ruleset, level_map: Mapping[str, str]
) -> str | None:
    """Return the official's level, or None where batch or designation do not tell it."""
    if follows_bands(profile, ruleset):
        years = years_of_service(profile.batch, year, ruleset)
        return None if years is None else band(years, ruleset)
    found = None if profile.designation_key is None else level_map.get(profile.designation_key)
    return found if found in ruleset.central_levels else None
