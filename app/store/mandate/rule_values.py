"""What the deciding statements take from the year and from its rules, as bind values."""

from typing import Any

from app.policy.ladder import Level
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset

BANDS = (Level.UPTO_9, Level.ABOVE_9_UPTO_16, Level.ABOVE_16_UPTO_25, Level.ABOVE_25)


def shared_rules(year: ReportingYear, ruleset: Ruleset) -> dict[str, Any]:
    """Return what the statement takes from the year and from rules that nobody may override."""
    return {
        "year": year.start,
        "opens": year.opens,
        "closes": year.closes,
        "first_day": year.first_day,
        "last_day": year.last_day,
        "reference_day": year.last_day,
        "all_india_services": sorted(ruleset.all_india_services),
        "bands": [band.value for band in BANDS],
        "level_keys": list(ruleset.level_map.keys()),
        "level_codes": list(ruleset.level_map.values()),
        "share_numerator": ruleset.share_numerator,
        "share_denominator": ruleset.share_denominator,
        "assessment_required": ruleset.assessment_required,
    }


def differing_rules(year: ReportingYear, ruleset: Ruleset) -> dict[str, Any]:
    """Return what the statement takes from rules that an authority may override for itself."""
    return {
        "apar_flag_required": ruleset.apar_flag_required,
        "latest_attempt": ruleset.assessment_attempt == "latest",
        "cut_off_decides": ruleset.passed_by == "by_order",
        "certificate_passes": ruleset.certificate_passes,
        "undated_counts": ruleset.undated_counts,
        "outside_days_counts": ruleset.outside_days_counts,
        "unlinked_passes": ruleset.unlinked_passes,
        "doubt_withholds": ruleset.doubt_withholds,
        "equivalents_count": ruleset.equivalents == "by_order",
        "before_plan_counts": ruleset.before_plan_counts,
        "after_due_counts": ruleset.after_due_counts,
        "retired_plans_count": ruleset.retired_plans_count,
        "plans_count_together": ruleset.plans_count_together,
        "vanished_stay": ruleset.vanished_stay,
        "central_levels": sorted(ruleset.central_levels),
        "missing_group": str(ruleset.missing_group),
        "band_limits": list(ruleset.bands),
        "band_at_last_limit": ruleset.at_twenty_five,
        "years_counted_from": (
            year.start if ruleset.years_counted_at == "opens" else year.start + 1
        ),
        "employment_without_apar": sorted(ruleset.employment_without_apar),
        "transfer": ruleset.transfer,
        "unplaced_withholds": ruleset.unplaced == "not_established",
        "exemption_covers": ruleset.exemption_covers,
        "retirement_exempts": ruleset.retirement == "exempts",
    }
