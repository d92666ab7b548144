"""Slips that a later hand might make in the deciding statement, each to be noticed."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """A slip that a later hand might make: in a step, one text instead of another."""

    step: str
    written: str
    slipped: str
    rules: dict[str, Any] = field(default_factory=dict)


UNION = {"transfer": "union"}
FAULTS = {
    "the year opens at midnight in London": Fault(
        "studied",
        ">= CAST(:opens AS timestamptz)",
        ">= CAST(:opens AS timestamptz) + interval '330 minutes'",
    ),
    "the year closes at midnight in London's winter": Fault(
        "studied",
        "< CAST(:closes AS timestamptz)",
        "< CAST(:closes AS timestamptz) - interval '330 minutes'",
    ),
    "withdrawn completions count": Fault(
        "studied", "completion.withdrawn_position IS NULL", "true"
    ),
    "what came after the moment counts": Fault(
        "studied", "completion.completed_at <= CAST(:as_of AS timestamptz)", "true"
    ),
    "a course in two plans counts twice": Fault("prescribed", "array_agg(DISTINCT ", "array_agg("),
    "the share is rounded down": Fault("size", "+ CAST(:share_denominator AS integer) - 1", "+ 0"),
    "best and latest attempt are swapped": Fault(
        "attempt", "CASE WHEN subject.latest_attempt", "CASE WHEN NOT subject.latest_attempt"
    ),
    "latest and best attempt are swapped": Fault(
        "attempt",
        "CASE WHEN subject.latest_attempt",
        "CASE WHEN NOT subject.latest_attempt",
        {"assessment_attempt": "latest"},
    ),
    "one criterion of a group is enough": Fault(
        "matching",
        "END, false)\n",
        "END, false) HAVING count(*) > 0 AND count(*) = (SELECT count(*) FROM plan_criterion"
        " AS every WHERE every.plan_id = plan_group.plan_id"
        " AND every.group_no = plan_group.group_no AND every.key <> 'user')\n",
    ),
    "values are compared untrimmed": Fault(
        "matching", "lower(btrim(scope.designation))", "lower(scope.designation)"
    ),
    "retired plans reach": Fault("matching", "plan.status = 'live' OR", "true OR"),
    "plans retired after the year don't reach": Fault(
        "matching", "AND retired.closed_at >= CAST(:closes AS timestamptz)", "AND false"
    ),
    "named officials are everybody": Fault("reach", "asked.key = 'user'", "false"),
    "plans without a flag count": Fault(
        "target", "AND (plan.apar OR", "AND (plan.apar IS NOT FALSE OR"
    ),
    "a missing deputation flag means deputation": Fault(
        "prescriber", "on_central_deputation IS NOT TRUE", "on_central_deputation IS FALSE"
    ),
    "state staff are covered": Fault("prescriber", "NOT scope.all_india AND", "false AND"),
    "the first band ends a year early": Fault(
        "level", "<= governed.band_limits[1]", "< governed.band_limits[1]"
    ),
    "the last limit belongs to the last band": Fault(
        "level",
        "governed.band_at_last_limit",
        "(CAST(:bands AS text[]))[4]",
    ),
    "the house's level goes before the authority's": Fault(
        "level", "coalesce(own.level, house.level)", "coalesce(house.level, own.level)"
    ),
    "an exemption on any day exempts": Fault(
        "weighed", "THEN exempted.last_day", "THEN exempted.any_day"
    ),
    "orders that cover a year together don't": Fault(
        "exempted",
        "range_agg(ordered.days) @>",
        "(array_agg(ordered.days))[1] @>",
        {"exemption_covers": "whole_year"},
    ),
    "who retired is due all the same": Fault(
        "verdict",
        "OR retired AND retirement_exempts",
        "",
        {"exemption_covers": "whole_year"},
    ),
    "an order of after the moment exempts": Fault(
        "exempted",
        "AND CAST(ordered_on AS timestamp) AT TIME ZONE 'Asia/Kolkata'\n"
        "            <= CAST(:as_of AS timestamptz)",
        "",
    ),
    "a pending assessment hides a failed one": Fault(
        "assessed", "WHEN bool_or(state = 'failed')", "WHEN bool_and(state = 'failed')"
    ),
    "a cut-off decides nothing": Fault("attempt", "NOT subject.cut_off_decides OR", "true OR"),
    "a cut-off decides where iGOT's word is to": Fault(
        "attempt", "NOT subject.cut_off_decides OR", "", {"passed_by": "as_feed"}
    ),
    "a score at the cut-off fails": Fault(
        "attempt", "result.score >= cut_off", "result.score > cut_off"
    ),
    "a cut-off holds against a certificate": Fault(
        "attempt", "OR result.certified AND subject.certificate_passes", ""
    ),
    "whose certificate nobody has learned of has none": Fault(
        "attempt", "OR result.certified IS NULL OR", "OR"
    ),
    "a score that is no percentage is held against a cut-off": Fault(
        "attempt", "result.score BETWEEN 0 AND 100 IS NOT TRUE", "result.score IS NULL"
    ),
    "without a score everybody is below the cut-off": Fault(
        "attempt", "result.score BETWEEN 0 AND 100 IS NOT TRUE", "result.score > 100"
    ),
    "any authority's cut-off decides": Fault(
        "cut_off", "ON plan.authority_id = ordered.authority_id\n    AND", "ON"
    ),
    "a withdrawn cut-off decides": Fault("cut_off", "AND ordered.withdrawn_position IS NULL", ""),
    "a cut-off ordered after the moment decides": Fault(
        "cut_off",
        "AND CAST(ordered.ordered_on AS timestamp) AT TIME ZONE 'Asia/Kolkata'\n"
        "        <= CAST(:as_of AS timestamptz)",
        "",
    ),
    "the best attempt is told before the cut-off": Fault(
        "attempt", "'not_established'], judged.state)", "'not_established'], result.state)"
    ),
    "an assessment of any authority is the prescriber's": Fault(
        "terms",
        "ON mandating.authority_id = level.prescriber_id",
        "ON mandating.authority_id = (SELECT min(authority_id) FROM mandating)",
    ),
    "an assessment for others is none": Fault("terms", "THEN mandating.flagged", "THEN false"),
    "an equivalent counts on any day": Fault(
        "standing_in",
        "equivalent.days @> CAST(studied.completed_at AT TIME ZONE 'Asia/Kolkata' AS date)",
        "true",
    ),
    "an equivalent of any authority counts": Fault(
        "equivalent", "AND plan.authority_id = ordered.authority_id", ""
    ),
    "a prescribed course counts for another as well": Fault(
        "equivalent", "AND ordered.course_id <> ALL (prescribed.course_ids)", ""
    ),
    "a course and its equivalent count twice": Fault(
        "standing_in", "itself.course_id = equivalent.counts_for_id", "false"
    ),
    "two equivalents of a course count twice": Fault(
        "credited", "count(DISTINCT counts_for_id)", "count(counts_for_id)"
    ),
    "the higher-numbered course takes the equivalent": Fault(
        "standing_in",
        "equivalent.course_id, equivalent.counts_for_id, equivalent.order_id",
        "equivalent.course_id, equivalent.counts_for_id DESC, equivalent.order_id",
        UNION,
    ),
    "a withdrawn equivalence counts": Fault(
        "equivalent", "ordered.withdrawn_position IS NULL", "true"
    ),
    "an equivalence ordered after the moment counts": Fault(
        "equivalent",
        "AND CAST(ordered.ordered_on AS timestamp) AT TIME ZONE 'Asia/Kolkata'\n"
        "        <= CAST(:as_of AS timestamptz)",
        "",
    ),
    "an equivalent counts by itself": Fault("counted", "WHERE counts", "WHERE true"),
    "an equivalent is one prescribed": Fault("bearing", "AS date), false", "AS date), true"),
    "where he stands today decides": Fault(
        "apart", "coalesce(moved.profile_id, official.profile_id)", "official.profile_id"
    ),
    "a transfer on the last day comes too late": Fault(
        "apart",
        "WHERE valid_to >= CAST(:reference_day AS date)",
        "WHERE valid_to >= CAST(:reference_day AS date) - 1",
    ),
    "the shortest posting decides": Fault(
        "seat", "place.days DESC NULLS LAST", "place.days", {"transfer": "longest"}
    ),
    "the longest posting decides unasked": Fault(
        "seat", "governed.transfer = 'longest'", "governed.transfer <> 'current'", UNION
    ),
    "days before the year count": Fault(
        "stint",
        "- greatest(posting.valid_from, CAST(:first_day AS date))",
        "- posting.valid_from",
        {"transfer": "longest"},
    ),
    "only the last posting's plans are taken": Fault(
        "stood", "governed.transfer = 'union'", "false", UNION
    ),
    "who has no MDO is sent back to his longest posting": Fault(
        "seat", "AND governed.no_mdo_prescriber_id IS NULL", "", {"transfer": "longest"}
    ),
    "who has no MDO keeps the plans of his postings": Fault(
        "stood", "AND governed.no_mdo_prescriber_id IS NULL", "", UNION
    ),
    "an ended declaration holds": Fault(
        "apart",
        "            AND (valid_until IS NULL OR valid_until >= CAST(:reference_day AS date))\n",
        "",
    ),
    "an authority's own rules are the general ones": Fault(
        "governed", "coalesce(own.authority_id, 0)", "0"
    ),
    "the posting's rules govern, not the prescriber's": Fault(
        "governed",
        "coalesce(prescriber.prescriber_id, prescriber.authority_id)",
        "prescriber.authority_id",
    ),
    "who has no MDO keeps his designation's level": Fault(
        "level", "OR governed.no_mdo_prescriber_id IS NOT NULL", ""
    ),
    "who has no MDO keeps his ministry's plan": Fault(
        "prescriber",
        "WHEN scope.no_mdo_prescriber_id IS NOT NULL THEN scope.no_mdo_prescriber_id",
        "WHEN false THEN 0",
    ),
    "an AIS officer is declared away": Fault(
        "scope", "CASE WHEN NOT served.all_india THEN", "CASE WHEN true THEN"
    ),
    "a withdrawn level holds": Fault("level", "AND own.withdrawn_position IS NULL", ""),
    "contractual staff are mandated": Fault(
        "terms", "employed.without_apar OR level.not_covered", "level.not_covered"
    ),
    "who came after the year is held to his present place": Fault(
        "apart", "moved.came_later AND moved.profile_id IS NULL", "false"
    ),
    "who came on the last day came too late": Fault(
        "apart",
        "valid_from > CAST(:reference_day AS date)",
        "valid_from >= CAST(:reference_day AS date)",
    ),
    "who moved after the year came after it": Fault(
        "apart", "AND moved.profile_id IS NULL AS unplaced", "AS unplaced"
    ),
    "a declaration is no place": Fault(
        "scope",
        "place.unplaced AND (served.all_india OR place.controlling_authority_id IS NULL)",
        "place.unplaced",
    ),
    "who stood nowhere is reached by the plans of today": Fault(
        "matching", "AND NOT scope.withheld", ""
    ),
    "who stood nowhere has the level of today": Fault(
        "level", "WHEN governed.withheld THEN NULL", "WHEN false THEN NULL"
    ),
    "who stood nowhere is not mandated by his employment of today": Fault(
        "terms", "NOT level.withheld AND (", "true AND ("
    ),
    "who stood nowhere has no plan": Fault(
        "verdict", "WHEN withheld THEN 'not_established'", "WHEN false THEN ''"
    ),
    "who stood nowhere is withheld from an authority that ordered otherwise": Fault(
        "governed",
        "prescriber.unplaced AND rule.unplaced_withholds",
        "prescriber.unplaced",
        {"unplaced": "present_place"},
    ),
    "two reasons have each other's digit": Fault(
        "own_reason", "(4, 'exempted_by_order'),\n    (8,", "(8, 'exempted_by_order'),\n    (4,"
    ),
    "a reason's digit is beyond those of places": Fault(
        "own_reason", "(16, 'retired_by_order')", "(32, 'retired_by_order')"
    ),
    "half of the combinations are never told": Fault(
        "told", "generate_series(0, 31)", "generate_series(0, 15)"
    ),
    "a choice that has ended holds": Fault(
        "body", "coalesce(mandated_until >= CAST(:reference_day AS date), true)", "true"
    ),
    "a choice on the last day comes too late": Fault(
        "body",
        "mandated_from <= CAST(:reference_day AS date)",
        "mandated_from < CAST(:reference_day AS date)",
    ),
    "an AIS officer waits for the choice of a body's ministry": Fault(
        "scope",
        "body.authority_id IS NOT NULL AND NOT served.all_india",
        "body.authority_id IS NOT NULL",
    ),
}
