-- Those officials, each with the demand that is his and the rules by which he was decided: what stands
-- in for a course and which attempt stands is then found as the evaluation finds it.
SELECT candidate.official_id, demand.demand_no, demand.latest_attempt, demand.cut_off_decides,
    demand.certificate_passes, demand.undated_counts, demand.outside_days_counts,
    demand.equivalents_count, demand.before_plan_counts, demand.after_due_counts,
    coalesce(linked.assessment_ids, '{}') AS assessment_ids
FROM candidate
JOIN demand ON demand.plan_ids = candidate.plan_ids AND demand.ruleset_id = candidate.ruleset_id
LEFT JOIN linked ON linked.demand_no = demand.demand_no
