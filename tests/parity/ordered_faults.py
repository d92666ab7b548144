"""Slips in what an authority may order otherwise, each planted under the rules that it touches."""

from collections.abc import Mapping

from app.policy.facts import Employment
from tests.parity.faults import Fault

BEFORE, AFTER = {"before_plan_counts": False}, {"after_due_counts": False}
ORDERED: Mapping[str, Fault] = {
    "what was completed before the plan counts all the same": Fault(
        "studied", "(learnt.before_plan_counts OR", "(true OR", BEFORE
    ),
    "what was completed after the due day counts all the same": Fault(
        "studied", "(learnt.after_due_counts\n", "(true\n", AFTER
    ),
    "the due day itself is too late": Fault(
        "bounds", "AS date) END AS due", "AS date) - 16 END AS due", AFTER
    ),
    "a due day of one plan binds the other": Fault(
        "bounds", "bool_and(plan.due_at IS NOT NULL)", "bool_or(plan.due_at IS NOT NULL)", AFTER
    ),
    "the later plan asks for the course": Fault(
        "bounds", "min(listed.listed_since)", "max(listed.listed_since)", BEFORE
    ),
    "when a plan was published binds where nobody ordered so": Fault(
        "studied", "(learnt.before_plan_counts OR", "(false OR"
    ),
    "the due day binds where nobody ordered so": Fault(
        "studied", "(learnt.after_due_counts\n", "(false\n"
    ),
    "an equivalent counts before the plan": Fault(
        "standing_in", "AND (studied.before_plan_counts OR", "AND (true OR", BEFORE
    ),
    "an equivalent counts after the due day": Fault(
        "standing_in", "AND (studied.after_due_counts\n", "AND (true\n", AFTER
    ),
    "a completion that doesn't count keeps its equivalent out": Fault(
        "standing_in", "AND itself.counts\n", "AND itself.prescribed\n", BEFORE
    ),
    "equivalents count where none is to": Fault(
        "studied", "OR learnt.equivalents_count", "OR true", {"equivalents": "never"}
    ),
    "what vanished is asked for all the same": Fault(
        "prescribed", "demand.vanished_stay OR", "true OR", {"vanished_stay": False}
    ),
    "what vanished is asked for no longer": Fault("prescribed", "demand.vanished_stay OR", ""),
    "the plan published first holds": Fault(
        "target", "plan.published_at DESC", "plan.published_at ASC", {"plans_count_together": False}
    ),
    "of all authorities' plans one alone holds": Fault(
        "target",
        "PARTITION BY held.profile_id, held.official_id, plan.authority_id,",
        "PARTITION BY held.profile_id, held.official_id,",
        {"plans_count_together": False, "transfer": "union"},
    ),
    "only the last plan counts unasked": Fault(
        "target", "(plans_count_together OR latest)", "latest"
    ),
    "plans retired after the year reach all the same": Fault(
        "matching", "OR scope.retired_plans_count AND", "OR", {"retired_plans_count": False}
    ),
    "levels are given that are not used": Fault(
        "level",
        "WHEN mapped.level = ANY (governed.central_levels) THEN",
        "ELSE",
        {"central_levels": frozenset({"mts"})},
    ),
    "who names no group is regular staff": Fault(
        "terms",
        "WHEN level.group_name IS NULL THEN level.missing_group",
        "WHEN level.group_name IS NULL THEN 'regular'",
        {"missing_group": Employment.CONTRACTUAL},
    ),
    "a certificate stands against a cut-off": Fault(
        "attempt",
        "result.certified AND subject.certificate_passes",
        "result.certified",
        {"certificate_passes": False},
    ),
    "a result without a date counts all the same": Fault(
        "attempt",
        "result.taken_at IS NULL AND subject.undated_counts OR",
        "result.taken_at IS NULL OR",
        {"undated_counts": False},
    ),
    "an attempt outside the days counts all the same": Fault(
        "attempt", "subject.outside_days_counts OR", "true OR", {"outside_days_counts": False}
    ),
    "an attempt outside the days counts nowhere": Fault(
        "attempt", "subject.outside_days_counts OR", ""
    ),
    "a doubt withholds where it is not to": Fault(
        "weighed", "subject.doubt_withholds AND", "", {"doubt_withholds": False}
    ),
    "where no assessment is linked nothing is asked": Fault(
        "verdict", "AND NOT unlinked_passes", "AND false", {"unlinked_passes": False}
    ),
    "an assessment for others, retired, is held to be one": Fault(
        "mandating",
        "bool_or(plan.status = 'live') AS live",
        "true AS live",
        {"retired_plans_count": False, "apar_flag_required": False},
    ),
}
