"""The values that rules may have which an authority may order otherwise."""

from typing import Any

from hypothesis import strategies as st

from app.policy.facts import Employment

OVERRIDABLE: dict[str, st.SearchStrategy[Any]] = {
    "assessment_attempt": st.sampled_from(("best", "latest")),
    "passed_by": st.sampled_from(("by_order", "as_feed")),
    "apar_flag_required": st.booleans(),
    "bands": st.sampled_from(((9, 16, 25), (8, 16, 24))),
    "at_twenty_five": st.sampled_from(("above_16_upto_25", "25_and_above")),
    "years_counted_at": st.sampled_from(("opens", "closes")),
    "transfer": st.sampled_from(("current", "longest", "union")),
    "unplaced": st.sampled_from(("not_established", "present_place")),
    "exemption_covers": st.sampled_from(("last_day", "whole_year", "any_day")),
    "retirement": st.sampled_from(("exempts", "as_other_exemptions")),
    "employment_without_apar": st.sampled_from((frozenset(), frozenset({"other"}))),
    "equivalents": st.sampled_from(("by_order", "never")),
    "central_levels": st.sampled_from((frozenset({"us"}), frozenset({"mts", "so_aso"}))),
    "missing_group": st.sampled_from(tuple(Employment)),
    **dict.fromkeys(
        (
            "after_due_counts",
            "before_plan_counts",
            "certificate_passes",
            "doubt_withholds",
            "outside_days_counts",
            "plans_count_together",
            "retired_plans_count",
            "undated_counts",
            "unlinked_passes",
            "vanished_stay",
        ),
        st.booleans(),
    ),
}
