-- The officials to decide for, each with the terms that are his: his own, or else his place's.
SELECT official.id AS official_id, official.authority_id, official.service_id, official.cadre_id,
    terms.demand_no, terms.reasons_no, terms.plan_ids, terms.ruleset_id, terms.latest_attempt,
    terms.cut_off_decides, terms.certificate_passes, terms.undated_counts,
    terms.outside_days_counts, terms.unlinked_passes, terms.doubt_withholds,
    terms.equivalents_count, terms.before_plan_counts, terms.after_due_counts,
    terms.prescriber_id, terms.withheld, terms.not_mandated, terms.level, terms.exemption_covers,
    terms.retirement_exempts, terms.assessment_ids, terms.prescribed, terms.required
FROM official
LEFT JOIN (SELECT place_id FROM terms WHERE place_id < 0) AS own ON own.place_id = -official.id
JOIN terms ON terms.place_id = coalesce(own.place_id, official.profile_id)
-- Whom the reports can't know yet is not found short by them.
JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
    AS ready (authority_id, position)
    ON ready.authority_id = official.authority_id AND ready.position >= official.arrived_position
WHERE official.left_position IS NULL
    AND (NOT CAST(:sliced AS boolean) OR official.id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
